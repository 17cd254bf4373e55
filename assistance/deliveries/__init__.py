"""Data that come in as files: their columns, their reading, and whom each row means."""
