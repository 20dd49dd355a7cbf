"""Steps of `helpfulacts neighbour` between two installations: ask, take back, list, answer, and exchange what waits."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpfulacts.cli.command import filled
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.directory.selectors import get_offer
from helpfulacts.exchange.neighbours.asking import exchange
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places
from helpfulacts.support import next_door
from helpfulacts.support.actions.answer_neighbour import answer_neighbour
from helpfulacts.support.actions.ask_next_door import Agreed, ask_next_door, take_back_next_door

Said = tuple[Any, str, int]
"""What a step reports: as figures, in words, and its exit code."""
STATES = {"": "not answered yet", "offer": "answered with an offer", "nothing": "answered: nothing here"}
ANSWERS = {"": "", "yes": "; they said yes", "not_now": "; they said not now"}


def add_steps(step: Callable[[str, str], argparse.ArgumentParser]) -> None:
    ask = step("ask", "a person agreed that one wish of their plan is passed on, without name and address")
    for parser in (ask, step("take-back", "a person took that back: the other place is told to forget it")):
        parser.add_argument("wish", type=_key, help="the wish's key, as in the address of its page")
        parser.add_argument("--to", required=True, help="the other place's short name")
        parser.add_argument("--by", type=filled, required=True, help="who at the desk was told so")
    ask.add_argument("--until", type=day, required=True, help="the last day they agreed to")
    ask.add_argument("--basis", choices=["spoken", "written"], required=True, help="how they said so")
    ask.add_argument("--with-words", action="store_true", help="their own sentence goes along")
    step("asked", "what neighbouring places ask of this one, and what became of it")
    answer = step("answer", "answer a neighbouring place: an offer listed here, or nothing")
    answer.add_argument("handle", type=_key, help="the handle under which it is asked")
    what = answer.add_mutually_exclusive_group(required=True)
    what.add_argument("--offer", help="the offer's key, as in its address")
    what.add_argument("--nothing", action="store_true", help="there is nothing here")
    answer.add_argument(
        "--next-step", default="", help="what comes next, and who does it; or where else to ask"
    )
    answer.add_argument("--by-when", type=day, help="the day of it, such as 2027-12-31")
    answer.add_argument("--by", type=filled, required=True, help="who at the desk answers")
    step("exchange", "send and fetch all that waits between this place and those on other installations")


def ask(
    place: Any, *, wish: uuid.UUID, to: str, by: str, until: dt.date, basis: str, with_words: bool
) -> Said:
    said = Agreed(until, basis, with_words)
    asked = ask_next_door(
        wish=next_door.wish_by_id(place, wish), neighbour=_linked(place, to), said=said, by=_desk(by)
    )
    also = ", with their own sentence" if with_words else ""
    words = f"Agreed: {to} is asked{also}, until {date_in_words(until)}. It goes with the next “neighbour exchange”."
    return {"handle": asked.line.handle, "to": to, "until": until, "with_words": with_words}, words, 0


def take_back(place: Any, *, wish: uuid.UUID, to: str, by: str) -> Said:
    found = [
        one for one in next_door.asked_of(next_door.wish_by_id(place, wish)) if one.line.neighbour.slug == to
    ]
    if not found:
        raise NotFound(f"{to[:40]} was not asked this, or has forgotten it already.")
    live = [one for one in found if one.consent.withdrawn_at is None]
    if not live:
        raise Refused(
            f"This was taken back already. {to} is told to forget it with the next “neighbour exchange”."
        )
    for one in live:
        take_back_next_door(asked=one, by=_desk(by))
    return (
        {"to": to, "taken_back": len(live)},
        f"Taken back. {to} is told to forget it with the next “neighbour exchange”.",
        0,
    )


def asked(place: Any) -> Said:
    rows: list[dict[str, Any]] = [
        {
            "handle": one.handle, "from": one.neighbour.slug, "about": [FACET_WORDS[code] for code in one.facets],
            "words": one.words, "until": one.until, "answer": one.answer, "said": one.said,
        }
        for one in next_door.asked_by_neighbours(place)
    ]  # fmt: skip
    lines = [
        f"{row['handle']}, from {row['from']}: {'; '.join(row['about'])}"
        + (f". In their words: “{row['words']}”" if row["words"] else "")
        + f". Until {date_in_words(row['until'])}: {STATES[row['answer']]}{ANSWERS[row['said']]}."
        for row in rows
    ]
    return rows, "\n".join(lines) or f"No neighbouring place asks anything of {place.name}.", 0


def answer(
    place: Any, *, handle: uuid.UUID, offer: str | None, nothing: bool, next_step: str, by_when: dt.date | None, by: str
) -> Said:  # fmt: skip
    found = get_offer(place, offer) if offer else None
    one = answer_neighbour(
        asked=next_door.asked_here(place, handle),
        offer=found,
        next_step=next_step,
        by_when=by_when,
        by=_desk(by),
    )
    words = f"Answered: {'nothing here' if found is None else found.title}. {one.neighbour.slug} fetches it."
    return {"handle": handle, "answer": one.answer, "offer": one.offer}, words, 0


def exchange_all(place: Any) -> Said:
    figures, troubles = exchange(place)
    words = (
        f"{place.name}: {figures['sent']} asked, {figures['answered']} answered, {figures['told']} told what was "
        f"answered, {figures['forgotten']} forgotten over there."
    )
    return figures | {"troubles": troubles}, "\n".join([words, *troubles]), 1 if troubles else 0


def secret_in(source: str) -> str:
    """The line in a file, or for “-” from standard input: a secret does not belong on a command line that others can list."""
    try:
        found = (sys.stdin.readline() if source == "-" else Path(source).read_text(encoding="utf-8")).strip()
    except (OSError, ValueError):
        raise Refused(f"{source[:100]} cannot be read. Name a file that holds the secret alone.") from None
    if not found:
        what = "The line that was typed" if source == "-" else source[:100]
        raise Refused(f"{what} is empty. Give the secret that the other installation showed.")
    return found


def day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text[:20]}” is no day. Write it as 2027-12-31.") from None


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refused(f"“{text[:40]}” is no key. Copy it whole.") from None


def _desk(name: str) -> Actor:
    """Somebody at the desk who has this typed: what they do is on record as the desk's."""
    return Actor(name[:120], "navigator")


def _linked(place: Any, slug: str) -> Any:
    found = places.linked_elsewhere(place, today(place.zone), slug)
    if not found:
        raise NotFound(f"{place.name} has no link in force with {slug[:40]} on another installation.")
    return found[0]
