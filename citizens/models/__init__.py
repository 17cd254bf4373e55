"""Rows of the population register, one module a subject."""

from .correction import CorrectionRequest
from .events import EventChange, EventProposal, LifeEvent
from .exports import ResidentExport
from .history import FamilyHistory, ResidentHistory
from .identity import IdentityCheck
from .imports import ImportBatch, ImportChange, ImportRow
from .register import Family, Resident
from .statistics import PopulationCount
from .stay import Stay

__all__ = [
    "CorrectionRequest",
    "EventChange",
    "EventProposal",
    "Family",
    "FamilyHistory",
    "IdentityCheck",
    "ImportBatch",
    "ImportChange",
    "ImportRow",
    "LifeEvent",
    "PopulationCount",
    "Resident",
    "ResidentExport",
    "ResidentHistory",
    "Stay",
]
