"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .departed import Departed
from .exceptions import ScheduleException
from .imports import ColumnMapping, Import, ImportRow
from .likeness import Likeness
from .meaning import OfferMeaning, TermMeaning
from .offers import CapacityPeriod, Gap, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .staging import Staging
from .trust import Assurance, Correction, Moderation, OfferVersion

__all__ = [
    "Assurance",
    "CapacityPeriod",
    "ColumnMapping",
    "Correction",
    "Departed",
    "Gap",
    "Import",
    "ImportRow",
    "Likeness",
    "Moderation",
    "Occurrence",
    "Offer",
    "OfferBody",
    "OfferLocation",
    "OfferMeaning",
    "OfferVersion",
    "Prerequisite",
    "Schedule",
    "ScheduleException",
    "Staging",
    "TermMeaning",
    "Trial",
]
