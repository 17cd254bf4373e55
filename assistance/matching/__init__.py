"""Everybody and every rule in one question to the database."""
