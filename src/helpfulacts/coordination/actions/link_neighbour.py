"""Decide what goes to and comes from a neighbouring place. It counts once the other place has said its own yes."""

from __future__ import annotations

import datetime as dt
import re

from helpfulacts.core import register
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.places.models import Neighbour, Place
from helpfulacts.support import next_door
from helpfulacts.support.actions.hear_next_door import send_again

from ..decided import decided
from ..rules import may_link

SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
LONGEST = dt.timedelta(days=5 * 366)


def link_neighbour(
    *, place: Place, slug: str, offers: bool, takes: bool, decided_by: str, decision_ref: str, until: dt.date, by: Actor,
    base: str = "", listed: bool = False,
) -> Neighbour:  # fmt: skip
    """Set both answers of `place` about the place called `slug`, until a day; a new decision replaces the last, whatever its
    address was.

    base: the web address of its installation, "" where it is this one. listed: the operator lists its host, so that it may be
    asked over http too. What is asked stays with the link: with another address it goes there, also what has no answer from
    the old one yet. Raises Refused with one sentence.
    """
    require(may_link(by), "say what goes to and comes from another place")
    base = base.strip().rstrip("/")
    slug = slug.strip()
    if slug == place.slug and not base:
        raise Refused(f"{place.name} is no neighbour of itself. Name another place.", field="slug")
    if not base and not Place.objects.filter(slug=slug).exists():
        raise Refused(f"There is no place called “{slug[:40]}” here.", field="slug")
    if base and not SLUG.fullmatch(slug):
        raise Refused("Give the other place’s short name, as in its address.", field="slug")
    if base and (not base.startswith(("https://", "http://") if listed else "https://") or len(base) > 200):
        raise Refused("The address of another installation begins with https://.", field="base")
    if set(base) & set("?#@ "):
        raise Refused("Give the address of the installation alone, without “?”, “#” or “@”.", field="base")
    decided_by, decision_ref = decided(decided_by, decision_ref, field="decided_by")
    if not today(place.zone) <= until <= today(place.zone) + LONGEST:
        raise Refused(
            "Give a last day from today on, within five years: then it is decided anew.", field="until"
        )
    decision = {
        "offers": offers,
        "takes": takes,
        "decided_by": decided_by,
        "decision_ref": decision_ref,
        "until": until,
    }
    with register.writing(place):
        neighbour = Neighbour.objects.filter(place=place, slug=slug).first() or Neighbour(
            place=place, slug=slug
        )
        was = neighbour.base
        for name, value in (decision | {"base": base}).items():
            setattr(neighbour, name, value)
        if was and not base:
            _refuse_under_way(neighbour)
            neighbour.secret = ""
        neighbour.save()
        if was and was != base:
            send_again(neighbour=neighbour)
        register.record(
            place=place,
            action="decided about a neighbour",
            noun="place",
            subject=neighbour.pk,
            facts={"neighbour": slug, "base": base, "by": by.shown_as, **decision},
        )
    return neighbour


def _refuse_under_way(neighbour: Neighbour) -> None:
    """A place on this installation is asked nothing by messages, so what is under way would end without a word."""
    if next_door.is_under_way(neighbour):
        raise Refused(
            f"Something is still asked between {neighbour.place.name} and {neighbour.slug} at its address. Take it back and "
            "run “neighbour exchange” first.",
            field="base",
        )
