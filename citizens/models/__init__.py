"""Rows of the population register, one module a subject."""

from .register import Family, Resident

__all__ = ["Family", "Resident"]
