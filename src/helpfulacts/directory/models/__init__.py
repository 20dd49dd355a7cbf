"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .departed import Departed
from .exceptions import ScheduleException
from .imports import ColumnMapping, Import, ImportRow
from .likeness import Likeness
from .meaning import OfferMeaning, TermMeaning
from .offers import CapacityPeriod, Gap, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .staging import Staging

__all__ = [
    "CapacityPeriod",
    "ColumnMapping",
    "Departed",
    "Gap",
    "Import",
    "ImportRow",
    "Likeness",
    "Occurrence",
    "Offer",
    "OfferBody",
    "OfferLocation",
    "OfferMeaning",
    "Prerequisite",
    "Schedule",
    "ScheduleException",
    "Staging",
    "TermMeaning",
    "Trial",
]
