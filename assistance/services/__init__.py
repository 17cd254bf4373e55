"""What can be done to social aid."""
