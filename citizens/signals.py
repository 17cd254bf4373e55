"""What the register tells applications above it, in the transaction of the change."""

from django.dispatch import Signal

families_changed = Signal()
"""Sent with `families`, the ids of families of whom, or of whose members, something was written down."""
