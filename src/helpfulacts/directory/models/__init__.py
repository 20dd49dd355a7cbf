"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .bookings import BookedSlot, Booking
from .departed import Departed
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
