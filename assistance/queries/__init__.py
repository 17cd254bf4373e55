"""Reads of social aid."""
