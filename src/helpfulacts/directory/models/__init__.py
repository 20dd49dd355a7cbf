"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .departed import Departed
from .likeness import Likeness
from .meaning import OfferMeaning, TermMeaning
from .offers import CapacityPeriod, Gap, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .staging import Staging

__all__ = [
    "CapacityPeriod",
    "Departed",
    "Gap",
    "Likeness",
    "Occurrence",
    "Offer",
    "OfferBody",
    "OfferLocation",
    "OfferMeaning",
    "Prerequisite",
    "Schedule",
    "Staging",
    "TermMeaning",
    "Trial",
]
