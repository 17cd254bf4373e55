"""What can be done to residents."""
