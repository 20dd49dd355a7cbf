"""Entries of the demonstration that say one thing twice, as two lists that were kept apart do. All invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.directory import likenesses
from helpfulacts.directory.actions.answer_likeness import keep_apart
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.people.actor import Actor

SOURCE = "an older council list (illustrative)"


def add_doubles(*, place: Any, officer: Actor) -> int:
    """Three pairs that are much alike: two wait for an answer, one was said to be two things; the number proposed."""
    list_offers(place=place, drafts=_drafts(), source=SOURCE)
    many = propose_likenesses(place=place)
    for row in likenesses.proposed(place):
        if {row.first.title, row.second.title} == {"Toddler rhymes, under twos", "Toddler rhymes"}:
            keep_apart(likeness=row, why="One is for babies who do not walk yet.", by=officer)
    return many


def _draft(key: str, title: str, day: str, begins: int, **more: Any) -> OfferDraft:
    return OfferDraft(
        key=key, title=title, kind="service", sphere=more.pop("sphere", "civic"), imported=True,
        weekly=(Weekly(day, dt.time(begins), dt.time(begins + 2)),), where=("venue",), languages=("en",),
        cost="Free", cost_pence=0, **more,
    )  # fmt: skip


def _drafts() -> list[OfferDraft]:
    bench = {
        "ward": "Netherton, Woodside and St Andrews",
        "facets": {"repairs": 3},
        "contact": "01632 960155",
    }
    lunch = {"ward": "Gornal", "facets": {"company": 3, "food": 2}}
    rhymes = {
        "ward": "Lye and Stourbridge North",
        "facets": {"family": 3},
        "shown_from": "A library",
        "sphere": "public",
    }
    return [
        _draft("bench-1", "Mending morning at the chapel", "sat", 10, shown_from="A chapel in Netherton",
               summary="Bring what is broken. We look at it together and mend what we can.", **bench),
        _draft("bench-2", "Chapel mending morning", "sat", 10, shown_from="Netherton chapel",
               summary="Volunteers mend small things while you wait, on Saturdays.",
               brings="The broken thing, and its lead if it has one.", **bench),
        _draft("lunch-1", "Over-sixties lunch, Gornal", "wed", 12, shown_from="A church in Gornal",
               summary="A hot dinner and a game of cards afterwards.", **lunch),
        _draft("lunch-2", "Gornal over sixties lunch club", "wed", 12, shown_from="The church in Gornal",
               summary="Hot dinner, cards and company on Wednesdays.", **lunch),
        _draft("rhymes-1", "Toddler rhymes", "mon", 10, summary="Songs and bells with a librarian.", **rhymes),
        _draft("rhymes-2", "Toddler rhymes, under twos", "mon", 10,
               summary="Songs and bells with a librarian, on the mat.", **rhymes),
    ]  # fmt: skip
