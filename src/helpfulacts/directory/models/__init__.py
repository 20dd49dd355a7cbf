"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .departed import Departed
from .likeness import Likeness
from .offers import CapacityPeriod, Gap, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .trust import Assurance, Correction, Moderation, OfferVersion

__all__ = [
    "Assurance",
    "CapacityPeriod",
    "Correction",
    "Departed",
    "Gap",
    "Likeness",
    "Moderation",
    "Occurrence",
    "Offer",
    "OfferBody",
    "OfferLocation",
    "OfferVersion",
    "Prerequisite",
    "Schedule",
    "Trial",
]
