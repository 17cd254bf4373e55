"""Pages of the population register, one module a subject."""
