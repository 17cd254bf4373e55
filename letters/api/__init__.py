"""Letters in the API, version 1."""
