"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .bookings import BookedSlot, Booking
from .departed import Departed
from .likeness import Likeness
from .offers import CapacityPeriod, Gap, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .weaving import Condition, Weave, WeaveLift, WeavePart

__all__ = [
    "BookedSlot",
    "Booking",
    "CapacityPeriod",
    "Condition",
    "Departed",
    "Gap",
    "Likeness",
    "Occurrence",
    "Offer",
    "OfferBody",
    "OfferLocation",
    "Prerequisite",
    "Schedule",
    "Trial",
    "Weave",
    "WeaveLift",
    "WeavePart",
]
