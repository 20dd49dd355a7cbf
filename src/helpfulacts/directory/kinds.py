"""How each of the six kinds of help behaves: what it must say, whether it can be full, what a yes brings."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from helpfulacts.core.clock import date_in_words

from .drafts import CapacityDraft
from .models import Offer
from .particulars import Reading

Fact = tuple[str, str]
End = Literal["done", "date", "said", "back", "never"]
"""What frees a place: the help itself is done; its last day (`ends_on`) is over; either side says so; the giver has
the thing back; nothing, because it was given to keep."""


@dataclass(frozen=True)
class Yes:
    """What a yes brings: facts to show (label, words), the day a promise is due, and the dates it sets."""

    facts: tuple[Fact, ...]
    due: dt.date
    return_by: dt.date | None = None
    ends_on: dt.date | None = None


class Behaviour(ABC):
    """One kind. `after_yes_days` is how soon the giver owes the first step."""

    kind = ""
    ends: End = "never"
    can_be_full = True
    enters_rounds = True
    makes_promise = True
    needs_consent = False
    recurs = False
    after_yes_days = 7

    def check(self, particulars: Mapping[str, Any], *, partial: bool = False) -> list[str]:
        """One clear sentence a mistake; empty when all is well."""
        reading = Reading(particulars, partial)
        self._check(reading)
        return reading.mistakes

    @abstractmethod
    def _check(self, reading: Reading) -> None:
        """Adds to `reading.mistakes` what this kind must say and does not."""

    def implied_capacity(self, particulars: Mapping[str, Any]) -> CapacityDraft | None:
        """The limit that lies in the kind itself, when the giver stated none."""
        return None

    @abstractmethod
    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        """Facts for the offer's page, as (label, words)."""

    def end(self, particulars: Mapping[str, Any]) -> End:
        """What frees the place that a done act holds."""
        return self.ends

    def due(self, day: dt.date, next_session: dt.date | None = None) -> dt.date:
        """The day the first step is owed after a yes on `day`."""
        return day + dt.timedelta(days=self.after_yes_days)

    def on_yes(
        self, particulars: Mapping[str, Any], day: dt.date, next_session: dt.date | None = None
    ) -> Yes:
        """What follows a yes on `day`; `next_session` is the offer's next date, if it has any."""
        return Yes(tuple(self.what_you_get(particulars)), self.due(day, next_session))


class Connection(Behaviour):
    """Names two parties. It costs the introducer's time, not stock; it is full only when that time is used up."""

    kind = "connection"
    ends = "done"
    after_yes_days = 7

    def _check(self, reading: Reading) -> None:
        parties = reading.given.get("parties")
        named = (
            isinstance(parties, list | tuple)
            and len(parties) == 2
            and all(isinstance(party, str) and party.strip() for party in parties)
        )
        if not named and not (reading.partial and not parties):
            reading.mistakes.append("A connection names two parties: who is introduced to whom.")
        reading.text("introducer", "Say who makes the introduction.")
        reading.whole("introducer_minutes", "Say how many minutes of the introducer's time it takes.")

    def introducer_minutes(self, particulars: Mapping[str, Any]) -> int:
        """Minutes of the introducer's time for one introduction (0 = not known)."""
        return int(particulars.get("introducer_minutes") or 0)

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        facts: list[Fact] = []
        if particulars.get("parties"):
            facts.append(("Who meets", " and ".join(particulars["parties"])))
        if particulars.get("introducer"):
            minutes = self.introducer_minutes(particulars)
            took = f" It takes about {minutes} minutes of their time." if minutes else ""
            facts.append(("Who introduces you", f"{particulars['introducer']}.{took}"))
        return facts


class Idea(Behaviour):
    """Never full, never in a round: it is copied, and gathers “we tried it”."""

    kind = "idea"
    can_be_full = False
    enters_rounds = False
    makes_promise = False
    after_yes_days = 14

    def _check(self, reading: Reading) -> None:
        steps = reading.given.get("steps")
        sound = (
            isinstance(steps, list | tuple)
            and steps
            and all(isinstance(step, str) and step.strip() for step in steps)
        )
        if not sound and not (reading.partial and not steps):
            reading.mistakes.append("Write the idea as steps that somebody else can copy.")

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        return [(f"Step {n}", step) for n, step in enumerate(particulars.get("steps", ()), start=1)]


class Intervention(Behaviour):
    """A course with consent, a dose and an end."""

    kind = "intervention"
    ends = "date"
    needs_consent = True

    def _check(self, reading: Reading) -> None:
        reading.text("dose", "Say how much of it there is, for example “6 sessions of 45 minutes”.")
        reading.whole("weeks", "Say how many weeks it lasts: a course has an end.")
        reading.text("consent", "Say what the person agrees to, and how they can stop.")
        reading.text("risk", "Say what could go wrong, even if it is small.")
        reading.text("after", "Say what happens at the end.")

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        labels = {
            "dose": "How much",
            "consent": "What you agree to",
            "risk": "What could be hard",
            "after": "At the end",
        }
        return [(label, particulars[key]) for key, label in labels.items() if particulars.get(key)]

    def ends_on(self, particulars: Mapping[str, Any], first: dt.date) -> dt.date | None:
        """The last day of a course whose first session is on `first`."""
        weeks = particulars.get("weeks")
        return first + dt.timedelta(weeks=int(weeks) - 1) if weeks else None

    def on_yes(
        self, particulars: Mapping[str, Any], day: dt.date, next_session: dt.date | None = None
    ) -> Yes:
        due = self.due(day, next_session)
        ends = self.ends_on(particulars, next_session or due)
        facts = self.what_you_get(particulars)
        if ends:
            facts.append(("It ends", f"About {date_in_words(ends, reference=day)}"))
        return Yes(tuple(facts), due, ends_on=ends)


class Product(Behaviour):
    """A thing with stock, a condition, a way to get it, and a date to bring it back if it is lent."""

    kind = "product"
    after_yes_days = 5

    def _check(self, reading: Reading) -> None:
        reading.whole("stock", "Say how many there are (a whole number, 0 or more).", least=0)
        reading.text("condition", "Say what condition it is in.")
        reading.one_of("delivery", ("collect", "deliver"), "Say if the person collects it or you deliver it.")
        if reading.given.get("return_days") is not None:
            reading.whole(
                "return_days", "Say after how many days it comes back, or leave that out if it is a gift."
            )

    def implied_capacity(self, particulars: Mapping[str, Any]) -> CapacityDraft | None:
        stock = particulars.get("stock")
        return CapacityDraft("item", stock) if stock is not None else None

    def end(self, particulars: Mapping[str, Any]) -> End:
        return "back" if particulars.get("return_days") else "never"

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        facts: list[Fact] = []
        if particulars.get("condition"):
            facts.append(("Condition", particulars["condition"]))
        if particulars.get("delivery"):
            facts.append(
                (
                    "How you get it",
                    "It is brought to you" if particulars["delivery"] == "deliver" else "You collect it",
                )
            )
        days = particulars.get("return_days")
        facts.append(("To keep or to borrow", f"You keep it for {days} days" if days else "Yours to keep"))
        return facts

    def return_by(self, particulars: Mapping[str, Any], got_on: dt.date) -> dt.date | None:
        """The day it comes back, or None when it is a gift."""
        days = particulars.get("return_days")
        return got_on + dt.timedelta(days=int(days)) if days else None

    def on_yes(
        self, particulars: Mapping[str, Any], day: dt.date, next_session: dt.date | None = None
    ) -> Yes:
        due = self.due(day, next_session)
        back = self.return_by(particulars, due)
        facts = self.what_you_get(particulars)
        if back:
            facts.append(("Bring it back by", date_in_words(back, reference=day)))
        return Yes(tuple(facts), due, return_by=back)


class Resource(Behaviour):
    """Money, space, equipment or data: booked by the hour, session or day, or divided into shares."""

    kind = "resource"

    def _check(self, reading: Reading) -> None:
        reading.one_of("mode", ("booked", "divided"), "Say if it is booked (a room) or divided (money).")
        reading.one_of(
            "unit",
            ("hour", "session", "pound", "day"),
            "Say what it is counted in: hour, session, day or pound.",
        )
        reading.whole("amount", "Say how much there is, as a whole number.")
        reading.whole("each", "Say how much one person normally gets, as a whole number.")
        if reading.given.get("units") is not None:
            reading.whole("units", "Say how many of it can be booked at once, as a whole number.")
        if reading.given.get("fits") is not None:
            reading.whole("fits", "Say how many people fit in, as a whole number.")
        amount, each = reading.given.get("amount"), reading.given.get("each")
        if isinstance(amount, int) and isinstance(each, int) and each > amount > 0:
            reading.mistakes.append("One person cannot get more than there is.")

    def implied_capacity(self, particulars: Mapping[str, Any]) -> CapacityDraft | None:
        amount, each = particulars.get("amount"), particulars.get("each")
        if not amount or not each:
            return None
        return CapacityDraft("booking" if particulars.get("mode") == "booked" else "share", amount // each)

    def end(self, particulars: Mapping[str, Any]) -> End:
        return "date" if particulars.get("mode") == "booked" else "never"

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        unit, each = particulars.get("unit"), particulars.get("each")
        if not unit or not each:
            return []
        much = f"£{each}" if unit == "pound" else f"{each} {unit}{'s' if each != 1 else ''}"
        if particulars.get("mode") == "booked":
            return [("You book", f"Up to {much}")]
        return [("Your share", f"About {much} each")]

    def on_yes(
        self, particulars: Mapping[str, Any], day: dt.date, next_session: dt.date | None = None
    ) -> Yes:
        yes = super().on_yes(particulars, day, next_session)
        return replace(yes, ends_on=next_session) if self.end(particulars) == "date" else yes


class Service(Behaviour):
    """Help that comes round again, with so many places each time."""

    kind = "service"
    ends = "said"
    recurs = True

    def _check(self, reading: Reading) -> None:
        reading.whole("per_session", "Say how many people can come each time.")
        reading.text("starts", "Say when somebody new can start, for example “any week”.")

    def implied_capacity(self, particulars: Mapping[str, Any]) -> CapacityDraft | None:
        seats = particulars.get("per_session")
        return CapacityDraft("place", seats) if seats else None

    def what_you_get(self, particulars: Mapping[str, Any]) -> list[Fact]:
        facts: list[Fact] = []
        if particulars.get("per_session"):
            facts.append(("Places each time", str(particulars["per_session"])))
        if particulars.get("starts"):
            starts = str(particulars["starts"])
            facts.append(("When you can start", starts[:1].upper() + starts[1:]))
        return facts

    def due(self, day: dt.date, next_session: dt.date | None = None) -> dt.date:
        """A place at the next session is owed by that session."""
        return next_session if next_session and next_session > day else super().due(day)

    def on_yes(
        self, particulars: Mapping[str, Any], day: dt.date, next_session: dt.date | None = None
    ) -> Yes:
        facts = self.what_you_get(particulars)
        if next_session:
            facts.append(("Next time", date_in_words(next_session, reference=day)))
        return Yes(tuple(facts), self.due(day, next_session))


BEHAVIOURS: dict[str, Behaviour] = {
    behaviour.kind: behaviour
    for behaviour in (Connection(), Idea(), Intervention(), Product(), Resource(), Service())
}


def behaviour_of(offer: Offer | str) -> Behaviour:
    """The behaviour of an offer, or of a kind by its code."""
    return BEHAVIOURS[offer if isinstance(offer, str) else offer.kind]
