"""The letter's life, from request to verified PDF."""
