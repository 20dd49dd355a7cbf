"""Say what of an introduction somebody who keeps records may have; and give it to them, each time on record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actions.give_consent import give_consent, withdraw_consent
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent
from helpfulacts.people.rules import may_use_desk, require

from ..models import Introduction, RecordSharing
from ..records import NOTES_WITH_CODES, is_live, sharings_of, was_sent
from ..rules import may_change_plan
from ..states import read_introduction_again

LONGEST = dt.timedelta(days=366)
WHY = "So that they know how it goes"
EXTRAS = {"name": "your name", "words": "your words", "notes": NOTES_WITH_CODES}
"""What the person may add to the bare facts, as their page of permissions says it."""


@dataclass(frozen=True)
class Agreed:
    """To whom (a name, for example of a surgery), until when, how they said so, and which of `EXTRAS` go along."""

    to: str
    until: dt.date
    basis: str = "self"
    extras: frozenset[str] = frozenset()


def share_record(*, introduction: Introduction, agreed: Agreed, by: Actor) -> RecordSharing:
    """The person agrees. An earlier permission for the same one and the same introduction ends. Raises Refused."""
    person = introduction.act.plan.person
    require(may_change_plan(by, introduction.act.plan), "agree to this for this person")
    to = _checked(introduction, agreed, by)
    with register.writing(introduction.place_id):
        read_introduction_again(introduction)
        if not was_sent(introduction):
            raise Refused(
                "Nothing of this was sent yet, so there is nothing to tell. Say yes to the lines first."
            )
        for earlier in sharings_of(introduction):
            if is_live(earlier) and earlier.consent.with_whom.casefold() == to.casefold():
                withdraw_consent(consent=earlier.consent)
        consent = give_consent(
            person=person,
            what=what_of(agreed.extras),
            with_whom=to,
            why=WHY,
            until=agreed.until,
            basis=agreed.basis,
        )
        return RecordSharing.objects.create(
            place=introduction.place, introduction=introduction, consent=consent,
            **{f"with_{extra}": extra in agreed.extras for extra in EXTRAS},
        )  # fmt: skip


def what_of(extras: frozenset[str]) -> str:
    """As the page of permissions says it: “the surgery may see your introduction, with your name”."""
    words = [said for extra, said in EXTRAS.items() if extra in extras]
    if not words:
        return "introduction, without your name and words"
    return f"introduction, with {' and '.join([', '.join(words[:-1]), words[-1]] if words[1:] else words)}"


def take_record(*, sharing: RecordSharing, by: Actor) -> None:
    """Somebody at the desk takes it, to pass it on: one look, which the person sees. Raises Refused once it is over."""
    require(may_use_desk(by), "take this")
    one = sharing.introduction
    person = one.act.plan.person
    with register.writing(one.place_id):
        sharing.consent.refresh_from_db()
        person.refresh_from_db(fields=["protected"])
        if person.protected or not is_live(sharing):
            raise Refused(
                "They did not agree to this, or took it back, or its time is over. Nothing was sent."
            )
        read_introduction_again(one)
        open_record(
            place=one.place, actor=by, person=person, why=f"To give {sharing.consent.with_whom} what you agreed to",
            noun="introduction", subject=one.pk,
        )  # fmt: skip
        register.record(
            place=one.place,
            action="gave a record",
            noun="consent",
            subject=sharing.consent_id,
            facts={"by": by.role},
        )


def _checked(introduction: Introduction, agreed: Agreed, by: Actor) -> str:
    """To whom, tidied. Raises Refused for what cannot be agreed to like this."""
    to = tidy(agreed.to)
    if not to:
        raise Refused("Write who may have it, for example your doctor’s surgery.", field="to")
    if len(to) > 80:
        raise Refused("Keep it to 80 letters.", field="to")
    day = today(introduction.place.zone)
    if not day < agreed.until <= day + LONGEST:
        raise Refused("Choose a day within the next year.", field="until")
    theirs = by.person_id == introduction.act.plan.person_id
    if agreed.basis not in dict(Consent.BASES) or theirs != (agreed.basis == "self"):
        raise Refused("Say how they told you: in words, or in writing.", field="basis")
    if agreed.extras - EXTRAS.keys():
        raise Refused("Choose from the list.", field="extras")
    if introduction.act.plan.person.protected:
        raise Refused("Somebody who must not be found is in no record of others. Ring us to talk about it.")
    return to
