"""`helpfulacts neighbour …`: links with places next door, here or on another installation, and what goes over."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

from helpfulacts.cli import next_door as crossing
from helpfulacts.cli.command import PlainCommand, filled
from helpfulacts.coordination.actions.lend_leftovers import lend_leftovers
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.coordination.next_door import lending
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.selectors import get_offer
from helpfulacts.exchange.fetch import installation_at
from helpfulacts.people.actor import OPERATOR
from helpfulacts.places import selectors as places


class Command(PlainCommand):
    help = (
        "Link a place with a neighbour, here or on another installation; say which offers may go there when a round leaves "
        "them over; pass on one wish of a plan, and answer those of others."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")

        def step(name: str, words: str) -> argparse.ArgumentParser:
            made: argparse.ArgumentParser = steps.add_parser(
                name, prog=f"helpfulacts neighbour {name}", help=words, description=words
            )
            made.add_argument("--place", required=True, help="the place's short name")
            made.add_argument(
                "--json", action="store_true", dest="as_json", default=argparse.SUPPRESS, help="print JSON"
            )
            return made

        link = step("link", "what was decided about a neighbour; a new decision replaces the last")
        link.add_argument("neighbour", help="the other place's short name")
        link.add_argument("--offers", action="store_true", help="what is left over here may go there")
        link.add_argument(
            "--takes", action="store_true", help="people here may be told of what is left there"
        )
        link.add_argument("--decided-by", type=filled, required=True, help="the body that decided it")
        link.add_argument("--decision", type=filled, required=True, help="where that is written down")
        link.add_argument(
            "--at", type=filled, help="the address of its installation, where it is another one"
        )
        link.add_argument(
            "--secret-from", type=filled, help="a file with the secret that it showed; - to type it"
        )
        link.add_argument("--new-secret", action="store_true", help="the old secret counts no more")
        link.add_argument(
            "--until", type=crossing.day, required=True, help="the last day, such as 2027-12-31"
        )
        lend = step("lend", "may what a round leaves over of this offer go next door?")
        lend.add_argument("offer", help="the offer's key, as in its address")
        answer = lend.add_mutually_exclusive_group(required=True)
        answer.add_argument("--yes", action="store_true", help="it may")
        answer.add_argument("--no", action="store_true", help="it may not (any more)")
        lend.add_argument("--said-by", type=filled, required=True, help="who keeps the offer and said so")
        step("list", "the neighbours of a place, and how many of its offers may go there")
        crossing.add_steps(step)

    def handle(self, *args: Any, **options: Any) -> Any:
        step, own = options.pop("step"), {"link": self._link, "lend": self._lend, "list": self._list}
        if step in CROSSING:
            place, as_json = places.get_place(options.pop("place")), options.pop("as_json")
            given = {
                name: options[name]
                for name in inspect.signature(CROSSING[step]).parameters
                if name != "place"
            }
            figures, words, code = CROSSING[step](place, **given)
            self.report(figures, words, as_json=as_json)
            return code
        run: Callable[..., int] = own[step]
        return run(options.pop("place"), **options)

    def _link(self, slug: str, *, as_json: bool, **options: Any) -> int:
        place = places.get_place(slug)
        base, listed = installation_at(options["at"].strip()) if options["at"] else ("", False)
        if not base and (options["secret_from"] or options["new_secret"]):
            raise Refused(
                "A place on this installation needs no secret. For another one give its address with --at."
            )
        if options["secret_from"] and options["new_secret"]:
            raise Refused("Take over the secret of the other side, or make a new one: not both.")
        # One decision: a secret that is refused leaves no link behind.
        with transaction.atomic():
            linked, was = self._decide(place, base, listed, options)
            secret = self._secret(linked, options) if base else ""
        if base:
            return self._say_elsewhere(linked, was, secret, as_json=as_json)
        other = places.get_place(linked.slug)
        both = (place.pk, other.pk), (other.pk, place.pk)
        counts = [pair in places.linked_here(today(place.zone)) for pair in both]
        figures = {
            "place": place.slug, "neighbour": other.slug, "offers": linked.offers, "takes": linked.takes,
            "until": linked.until, "people_here_may_be_told": counts[0], "people_there_may_be_told": counts[1],
        }  # fmt: skip
        waits = (
            ""
            if any(counts) or not (linked.offers or linked.takes)
            else f" {other.name} has not said yes yet."
        )
        words = (
            f"{place.name}, until {date_in_words(linked.until)}: what is left over {_may(linked.offers)} go to "
            f"{other.name}, and people here {_may(linked.takes)} be told of what is left over there.{waits}"
        )
        self.report(figures, words, as_json=as_json)
        return 0

    @staticmethod
    def _decide(place: Any, base: str, listed: bool, options: dict[str, Any]) -> tuple[Any, str]:
        """(The link, the address that it had before.)"""
        before = {one.slug: one.base for one in places.neighbours(place)}
        linked = link_neighbour(
            place=place,
            slug=options["neighbour"],
            offers=options["offers"],
            takes=options["takes"],
            decided_by=options["decided_by"],
            decision_ref=options["decision"],
            until=options["until"],
            by=OPERATOR,
            base=base,
            listed=listed,
        )
        return linked, before.get(linked.slug, "")

    @staticmethod
    def _secret(linked: Any, options: dict[str, Any]) -> str:
        """To be shown once: made with the first link under which something goes over; "" where one was taken over or stays."""
        if options["secret_from"]:
            set_link_secret(neighbour=linked, by=OPERATOR, given=crossing.secret_in(options["secret_from"]))
        elif options["new_secret"] or (not linked.secret and (linked.offers or linked.takes)):
            return set_link_secret(neighbour=linked, by=OPERATOR)
        return ""

    def _say_elsewhere(self, linked: Any, was: str, secret: str, *, as_json: bool) -> int:
        """What counts now, what became of the old address, and the secret, shown here alone."""
        figures = {
            "place": linked.place.slug, "neighbour": linked.slug, "at": linked.base, "until": linked.until,
            "asks": linked.takes, "may_be_asked": linked.offers, "secret": secret, "was_at": was,
        }  # fmt: skip
        lines = [
            f"{linked.place.name}, until {date_in_words(linked.until)}: people here {_may(linked.takes)} ask {linked.slug}, and "
            f"{linked.slug} {_may(linked.offers)} ask here."
        ]
        if linked.takes:
            lines[0] += (
                f" Its offers come in with: helpfulacts import {linked.base}/{linked.slug}/api/oruk/ "
                f"--place {linked.place.slug} --name {linked.slug}"
            )
        if was and was != linked.base:
            lines.append(
                f"This replaces its link at {was}. What has no answer yet goes to the new address with the next “neighbour "
                "exchange”. What was told to the old one is forgotten there on its last day."
            )
        if secret:
            lines.append(
                f"The secret of this link, shown once; the other side links with --secret-from: {secret}"
            )
        self.report(figures, "\n".join(lines), as_json=as_json)
        return 0

    def _lend(self, slug: str, *, as_json: bool, **options: Any) -> int:
        offer = get_offer(places.get_place(slug), options["offer"])
        lend_leftovers(offer=offer, yes=options["yes"], said_by=options["said_by"], by=OPERATOR)
        figures = {"offer": str(offer.pk), "title": offer.title, "next_door": options["yes"]}
        words = f"“{offer.title}”: what a round leaves over {_may(options['yes'])} go next door."
        self.report(figures, words, as_json=as_json)
        return 0

    def _list(self, slug: str, *, as_json: bool, **options: Any) -> int:
        place = places.get_place(slug)
        here = places.neighbours(place)
        rows = [
            {
                "neighbour": one.slug, "at": one.base, "offers": one.offers, "takes": one.takes, "decided_by": one.decided_by,
                "decision": one.decision_ref, "until": one.until,
            }
            for one in here
        ]  # fmt: skip
        lends = len(lending(place.pk))
        lines = [
            f"{one.slug}{one.base and f' at {one.base}'}: what is left over {_may(one.offers)} go there, people here {_may(one.takes)} be told of "
            f"theirs, until {date_in_words(one.until)} ({one.decided_by}, {one.decision_ref})"
            for one in here
        ]
        none = [f"{place.name} is linked with no neighbour."] if not rows else []
        words = "\n".join([*lines, *none, f"Offers that may go next door: {lends}."])
        self.report({"place": place.slug, "neighbours": rows, "lends": lends}, words, as_json=as_json)
        return 0


CROSSING: dict[str, Callable[..., crossing.Said]] = {
    "ask": crossing.ask,
    "take-back": crossing.take_back,
    "asked": crossing.asked,
    "answer": crossing.answer,
    "exchange": crossing.exchange_all,
}


def _may(yes: bool) -> str:
    return "may" if yes else "may not"
