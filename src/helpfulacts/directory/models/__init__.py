"""What a place has: offers, where and when, how many, who stands behind them, and what nobody has yet."""

from .access import AccessFact
from .bookings import BookedSlot, Booking
from .departed import Departed
from .exceptions import ScheduleException
from .gaps import Gap
from .imports import ColumnMapping, Import, ImportRow
from .likeness import Likeness
from .meaning import OfferMeaning, TermMeaning
from .offers import CapacityPeriod, Occurrence, Offer, Prerequisite, Schedule, Trial
from .reach import OfferBody, OfferLocation
from .searching import OfferWords, OfferWordsHead
from .staging import Staging
from .texts import TextAsked, TextToRead
from .trust import Assurance, Correction, Moderation, OfferVersion
from .weaving import Condition, Weave, WeaveLift, WeavePart

__all__ = [
    "AccessFact",
    "Assurance",
    "BookedSlot",
    "Booking",
    "CapacityPeriod",
    "ColumnMapping",
    "Condition",
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
    "OfferWords",
    "OfferWordsHead",
    "Prerequisite",
    "Schedule",
    "ScheduleException",
    "Staging",
    "TermMeaning",
    "TextAsked",
    "TextToRead",
    "Trial",
    "Weave",
    "WeaveLift",
    "WeavePart",
]
