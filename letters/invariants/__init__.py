"""What must always be true of requests, numbers, letters and their jobs, whatever failed on the way.

Each invariant reads the whole installation and gives what breaks it. Those on rows are one statement each, so that
they see one moment of a system that goes on working; those on files read one file after the other.
"""

from .breaches import Breaches, Invariant, Scope
from .table import INVARIANTS, examine_everything

__all__ = ["INVARIANTS", "Breaches", "Invariant", "Scope", "examine_everything"]
