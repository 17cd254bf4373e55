"""Rows of the population register, one module a subject."""

from .events import EventChange, EventProposal, LifeEvent
from .history import FamilyHistory, ResidentHistory
from .register import Family, Resident
from .statistics import PopulationCount

__all__ = [
    "EventChange",
    "EventProposal",
    "Family",
    "FamilyHistory",
    "LifeEvent",
    "PopulationCount",
    "Resident",
    "ResidentHistory",
]
