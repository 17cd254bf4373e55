"""Signing in for programs."""
