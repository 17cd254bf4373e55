"""Residents in the API, version 1."""
