"""Invented requests and letters for demo mode."""
