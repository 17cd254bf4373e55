"""Social aid in the API, version 1."""
