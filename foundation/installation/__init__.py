"""Sets up, starts and examines one installation.

What runs before Django is configured imports nothing of it: the PostgreSQL manager, the supervisor, the start.
"""
