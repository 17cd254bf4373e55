"""The tables of social aid."""

from .case import Intervention, PovertyCase, ReportMessage
from .contest import Contest, ContestReporter
from .delivery import Delivery, DeliveryRow
from .enrolment import Disbursement, Enrolment, Lure
from .meeting import Candidate, Meeting
from .outreach import OutreachHint
from .programme import Exclusion, Programme, Terms, VillageQuota
from .standing import Coverage, MatchingRun, MonthlyCoverage, Standing, VillageFigure
from .welfare import Welfare

__all__ = [
    "Candidate",
    "Contest",
    "ContestReporter",
    "Coverage",
    "Delivery",
    "DeliveryRow",
    "Disbursement",
    "Enrolment",
    "Exclusion",
    "Intervention",
    "Lure",
    "MatchingRun",
    "Meeting",
    "MonthlyCoverage",
    "OutreachHint",
    "PovertyCase",
    "Programme",
    "ReportMessage",
    "Standing",
    "Terms",
    "VillageFigure",
    "VillageQuota",
    "Welfare",
]
