"""A nudge to a giver who has been silent: who it goes to, and how. Somebody read it and pressed “send”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.exchange.messages.sending import send, send_text
from helpfulacts.people import keepers


@dataclass(frozen=True)
class Way:
    """`form` is "email", "text", or "" where no address is held: then somebody rings."""

    form: str
    to: str = ""


def way_to(introduction: Any) -> Way:
    """How a nudge about this introduction would reach its giver."""
    body = introduction.act.offer.provider if introduction.act.offer is not None else None
    if body is None:
        return Way("")
    address = keepers.address_held(body)
    if address:
        return Way("email", address)
    reach = keepers.reach_of(body)
    return Way("text", reach.number) if reach is not None and reach.number else Way("")


def send_nudge(*, introduction: Any, words: str) -> None:
    """One letter, or one text. Raises Refused when there is no way, or it cannot be sent. Never inside a transaction."""
    way, place = way_to(introduction), introduction.place
    if way.form == "email":
        subject = f"Could you say yes, or not now? {introduction.act.title}"
        send(place=place, to=way.to, subject=subject, words=words)
    elif way.form == "text":
        send_text(place=place, to=way.to, words=tidy(words))
    else:
        raise Refused("We hold no address for them. Ring them, or go and see them.")
