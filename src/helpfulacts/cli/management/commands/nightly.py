"""`helpfulacts nightly [--place P]`: what each new day brings. Run it once a night; running it again changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management import call_command

from helpfulacts.cli.command import PlainCommand
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.actions.see_check import lapse_checks
from helpfulacts.directory.actions.undo_import import forget_imports
from helpfulacts.exchange.oruk.turns import drop_left_over
from helpfulacts.places.selectors import all_places, get_place
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues


def _day(place: Any) -> Any:
    return today(place.zone)


STEPS: tuple[tuple[str, str, Callable[[Any], int]], ...] = (
    ("dates", "new dates", lambda place: roll_occurrences(place=place)),
    (
        "lapsed",
        "suggestions nobody answered in time let go",
        lambda p: lapse_unanswered(place=p, day=_day(p)),
    ),
    ("checks", "offers whose check ran out held", lambda p: lapse_checks(place=p)),
    ("freed", "places free after their last day", lambda p: free_by_date(place=p, day=_day(p))),
    ("closed", "things done long ago closed", lambda p: close_untold(place=p, day=_day(p))),
    ("moved_up", "moved up a queue", lambda p: move_up_queues(place=p)),
    ("dropped", "offers of broken-off imports dropped", drop_left_over),
    ("sheets", "old spreadsheets forgotten", lambda p: forget_imports(place=p)),
    ("alike", "pairs of entries that may be the same", lambda p: propose_likenesses(place=p)),
    ("learnt", "offers read for what they mean", lambda p: learn_meanings(place=p)),
    ("forgotten", "records of past rounds forgotten", lambda p: sum(forget_claims(place=p, day=_day(p)))),
)
"""What a night does, in this order: (name in the report, its words after the number, the step)."""


class Command(PlainCommand):
    help = (
        "What each new day brings: the dates of the coming thirteen weeks, late answers, help that ends, queues, entries "
        "to look at, and what is kept long enough."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> None:
        places = [get_place(options["place"])] if options["place"] else all_places()
        if not places:
            raise Refused("There is no place here yet. Run `helpfulacts demo` or `helpfulacts place create`.")
        done = [{"place": place.slug} | {name: step(place) for name, _, step in STEPS} for place in places]
        call_command("clearsessions")  # visits that ended: their rows go, and what they held
        words = "\n".join(
            f"{row['place']}: " + "; ".join(f"{row[name]:,} {said}" for name, said, _ in STEPS) + "."
            for row in done
        )
        self.report(done, words, as_json=options["as_json"])
