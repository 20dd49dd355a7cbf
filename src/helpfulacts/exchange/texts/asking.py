"""“Is this still right?”: the monthly question to those who keep entries, and the next one after an answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from helpfulacts.core.clock import time_now
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory import texts as questions
from helpfulacts.directory.actions.ask_if_right import ask_if_right
from helpfulacts.directory.weeks import weeks_in_words
from helpfulacts.exchange.messages.sending import send, send_text
from helpfulacts.people import keepers
from helpfulacts.people.actions.make_keeper_link import make_keeper_link

HOW_TO_ANSWER = "Reply 1 yes, 2 we are full, 3 we have places again, 4 ring me, 5 talk to us first. STOP ends these texts."

FROM, UNTIL = dt.time(9), dt.time(18)
"""When people may be asked unasked, on the clock of their place: nobody's telephone rings at night."""


def may_ask_now(place: Any) -> bool:
    """Whether it is an hour, where the place is, at which a message may come unasked."""
    return FROM <= time_now(place.zone) < UNTIL


@dataclass(frozen=True)
class Reminded:
    """texts and letters: how many bodies were asked so; failed: how many could not be reached."""

    texts: int = 0
    letters: int = 0
    failed: int = 0

    @property
    def sent(self) -> int:
        return self.texts + self.letters


def question_about(offer: Any) -> str:
    """“Is “Tuesday soup” (Tuesdays, noon to 2pm) still right?”"""
    when = weeks_in_words(offer.schedules.all())
    return f"Is “{offer.title}”{f' ({when})' if when else ''} still right?"


def link_words(place: Any, body: Any, address: str) -> str:
    """A letter with a link to a body's entries. It names the body and nobody else."""
    return (
        f"Here is the link to keep what {place.name} lists for {body.name} right:\n\n{address}\n\n"
        "Open it and press one button. You need no password. It opens once, and it waits for seven days.\n\n"
        "Did you not ask for this? Open it and press “This was not me”, or do nothing.\n\n"
        f"A person to talk to: {place.talk_to}.\n"
    )


def remind_keepers(*, place: Any, day: dt.date) -> Reminded:
    """Ask each body whose check is due about its first such entry: one message a body in a month.

    The question is written down first and sent afterwards; one that cannot be sent is not tried again this month.
    """
    texts = letters = failed = 0
    for body in questions.bodies_to_remind(place, day):
        reach = keepers.reach_of(body)
        offers = questions.due_for_check(place, body, day)
        if reach is None or reach.stopped_at is not None or not offers:
            continue
        month = f"{day:%Y-%m}"
        try:
            if reach.number:
                ask_if_right(offer=offers[0], number_hash=reach.number_hash, month=month)
                send_text(place=place, to=reach.number, words=f"{question_about(offers[0])} {HOW_TO_ANSWER}")
                texts += 1
            elif reach.email:
                ask_if_right(offer=offers[0], month=month)
                _write(place, body, reach.email, offers)
                letters += 1
        except Refused:
            failed += 1
    return Reminded(texts, letters, failed)


def _write(place: Any, body: Any, to: str, offers: list[Any]) -> None:
    token = make_keeper_link(organisation=body, how="reminder")
    address = settings.ADDRESS + reverse("keeper_link", args=[place.slug, token])
    asked = "\n".join(f"- {question_about(offer)}" for offer in offers)
    send(
        place=place,
        to=to,
        subject=f"Is this still right? {body.name}",
        words=f"{asked}\n\n{link_words(place, body, address)}"
        "\nWe ask once a month at most. You can stop this on the page.\n",
    )


def next_question(*, place: Any, body: Any, number_hash: str, day: dt.date) -> str:
    """The question about the next entry that is due and was not asked about this month, written down; "" for none."""
    lately = questions.asked_lately(place, body.pk)
    for offer in questions.due_for_check(place, body, day):
        if offer.pk not in lately:
            ask_if_right(offer=offer, number_hash=number_hash)
            return f"{question_about(offer)} {HOW_TO_ANSWER}"
    return ""


def ask_now(*, place: Any, reach: Any) -> bool:
    """Ask a body by text about an entry now, due or not: how a demonstration shows what comes in 80 days."""
    offers = [
        one for one in directory.offers_of(place, provider_id=reach.organisation_id) if one.status == "active"
    ]
    if not offers:
        return False
    offer = directory.get_offer(place, offers[0].pk)
    ask_if_right(offer=offer, number_hash=reach.number_hash)
    send_text(place=place, to=reach.number, words=f"{question_about(offer)} {HOW_TO_ANSWER}")
    return True
