"""Pages of letters: citizens', officers', and the public check."""
