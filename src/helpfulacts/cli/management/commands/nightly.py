"""`helpfulacts nightly [--place P]`: what each new day brings. Run it once a night; running it again changes nothing.

It sends nothing to any person: questions to those who keep entries go out by day, by `helpfulacts remind`. Neighbouring places are
asked to sign the register: its size and root go to them, and nothing else.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management import call_command

from helpfulacts.accountability.actions.publish_record import publish_where_used
from helpfulacts.accountability.actions.publish_ward_figures import publish_ward_figures
from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.gone_again import forget_each_again
from helpfulacts.cli.places_named import these_places
from helpfulacts.cli.steps import on_its_own
from helpfulacts.coordination.actions.answer_next_door import let_go_next_door
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.core import forgotten, ran, written_over
from helpfulacts.core.clock import today
from helpfulacts.core.words import counted
from helpfulacts.deliberation.actions.join_draw import forget_undrawn
from helpfulacts.deliberation.actions.publish_board import publish_boards
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.place_weaves import hide_woven_places
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.directory.actions.see_check import lapse_checks
from helpfulacts.directory.actions.undo_import import forget_imports
from helpfulacts.exchange.messages import outbox
from helpfulacts.exchange.neighbours.witnessing import ask_witnesses
from helpfulacts.exchange.oruk.turns import drop_left_over
from helpfulacts.people.actions.say_equality import forget_unconsented
from helpfulacts.places.selectors import all_places
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.support.actions.answer_neighbour import forget_past_asks
from helpfulacts.support.actions.cancel_introduction import end_consents
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.end_past_weaves import end_past_weaves
from helpfulacts.support.actions.forget_again import settle
from helpfulacts.support.actions.forget_complaints import forget_complaints
from helpfulacts.support.actions.forget_concerns import forget_concerns
from helpfulacts.support.actions.keep_weak_points import keep_weak_points
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues
from helpfulacts.support.actions.plan_visit import forget_visits
from helpfulacts.support.actions.release_alone import release_alone
from helpfulacts.support.actions.rest_giving import rest_all_giving
from helpfulacts.support.actions.take_back_telling import end_tellings
from helpfulacts.support.here_again import marks


def _day(place: Any) -> Any:
    return today(place.zone)


def _forget_again(place: Any) -> int | None:
    """None where somebody could not be deleted, which was told by itself."""
    went, left = forget_each_again(place, marks(forgotten.DONE))
    return None if left else went


def _witnessed(place: Any) -> int:
    """A neighbour that does not answer is told of and asked again the next night."""
    signed, troubles = ask_witnesses(place)
    for sentence in troubles:
        print(f"{place.slug}: {sentence}", file=sys.stderr)
    return signed


STEPS: tuple[tuple[str, str, str, Callable[[Any], int | None]], ...] = (
    ("dates", "new date", "new dates", lambda p: roll_occurrences(place=p)),
    (
        "gone_again",
        "person who had deleted everything and was back deleted again",
        "people who had deleted everything and were back deleted again",
        _forget_again,
    ),
    (
        "lapsed",
        "suggestion nobody answered in time let go",
        "suggestions nobody answered in time let go",
        lambda p: lapse_unanswered(place=p, day=_day(p)),
    ),
    (
        "next_door",
        "place offered next door let go",
        "places offered next door let go",
        lambda p: let_go_next_door(place=p, day=_day(p)),
    ),
    (
        "checks",
        "offer whose check ran out held",
        "offers whose check ran out held",
        lambda p: lapse_checks(place=p),
    ),
    (
        "freed",
        "place free after its last day",
        "places free after their last day",
        lambda p: free_by_date(place=p, day=_day(p)),
    ),
    (
        "closed",
        "thing done long ago closed",
        "things done long ago closed",
        lambda p: close_untold(place=p, day=_day(p)),
    ),
    (
        "consents",
        "introduction whose agreed time is over",
        "introductions whose agreed time is over",
        lambda p: end_consents(place=p, day=_day(p)),
    ),
    (
        "tellings",
        "telling for stories whose agreed time is over",
        "tellings for stories whose agreed time is over",
        lambda p: end_tellings(place=p, day=_day(p)),
    ),
    (
        "equality",
        "person's answers about themselves deleted, for their yes is over",
        "people's answers about themselves deleted, for their yes is over",
        lambda p: forget_unconsented(place=p),
    ),
    (
        "undrawn",
        "person's answers for a panel deleted, for nobody drew it in time",
        "people's answers for a panel deleted, for nobody drew it in time",
        lambda p: forget_undrawn(place=p),
    ),
    ("weaves", "combination ended", "combinations ended", lambda p: end_past_weaves(place=p, day=_day(p))),
    (
        "unplaced",
        "combination whose place must not be told taken off the map",
        "combinations whose place must not be told taken off the map",
        lambda p: hide_woven_places(place=p),
    ),
    (
        "alone",
        "thing put aside because nobody under 18 meets one person alone",
        "things put aside because nobody under 18 meets one person alone",
        lambda p: rest_all_giving(place=p) + release_alone(place=p),
    ),
    ("moved_up", "moved up a queue", "moved up a queue", lambda p: move_up_queues(place=p)),
    (
        "dropped",
        "offer of a broken-off import dropped",
        "offers of broken-off imports dropped",
        drop_left_over,
    ),
    ("sheets", "old spreadsheet forgotten", "old spreadsheets forgotten", lambda p: forget_imports(place=p)),
    (
        "alike",
        "pair of entries that may be the same",
        "pairs of entries that may be the same",
        lambda p: propose_likenesses(place=p),
    ),
    (
        "second_ways",
        "promise of a second way kept",
        "promises of a second way kept",
        lambda p: keep_weak_points(place=p),
    ),
    (
        "by_ward",
        "round told by ward",
        "rounds told by ward",
        lambda p: publish_ward_figures(place=p),
    ),
    ("boards", "vote put on a board", "votes put on boards", lambda p: publish_boards(place=p)),
    (
        "record",
        "new version of the record of the algorithm",
        "new versions of the record of the algorithm",
        lambda p: publish_where_used(place=p),
    ),
    ("witnessed", "neighbour signed the register", "neighbours signed the register", _witnessed),
    (
        "days_said",
        "promise whose day is near, today or past",
        "promises whose day is near, today or past",
        lambda p: fire_notices(place=p, day=_day(p)),
    ),
    (
        "learnt",
        "offer read for what it means",
        "offers read for what they mean",
        lambda p: learn_meanings(place=p),
    ),
    (
        "emptied",
        "old complaint emptied",
        "old complaints emptied",
        lambda p: forget_complaints(place=p),
    ),
    (
        "visits",
        "old visit emptied",
        "old visits emptied",
        lambda p: forget_visits(place=p),
    ),
    (
        "worries",
        "worry closed long ago deleted",
        "worries closed long ago deleted",
        lambda p: forget_concerns(place=p),
    ),
    (
        "next_door_asked",
        "wish of a neighbouring place deleted, for its time is over",
        "wishes of neighbouring places deleted, for their time is over",
        lambda p: forget_past_asks(place=p),
    ),
    (
        "forgotten",
        "record of past rounds forgotten",
        "records of past rounds forgotten",
        lambda p: sum(forget_claims(place=p, day=_day(p))),
    ),
)
"""What a night does, in this order: (name in the report, its words after one, after more, the step)."""


STILL_THERE = (
    "all: the bytes of what was deleted could not be written over, because something has the database open all the time, "
    "or another database of that server. All else went on. End it (a copy being made, a forgotten query), and run this again."
)


class Command(PlainCommand):
    help = (
        "What each new day brings: the dates of the coming thirteen weeks, late answers, help that ends, queues, entries "
        "to look at, and what is kept long enough."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> Any:
        places = these_places(options["place"])
        settled = on_its_own("all", "deletions that were broken off", partial(settle, all_places()))
        done = [
            {"place": place.slug}
            | {name: on_its_own(place.slug, said, partial(step, place)) for name, _, said, step in STEPS}
            for place in places
        ]
        # visits that ended: their rows go, and what they held; last, the bytes of all that went
        swept = [
            on_its_own("all", "visits that ended forgotten", lambda: call_command("clearsessions") or True),
            on_its_own("all", "old letters of the outbox deleted", outbox.forget_old),
            on_its_own("all", "what was deleted written over", written_over.tonight),
        ]
        words = "\n".join(f"{row['place']}: {_in_words(row)}." for row in done)
        self.report(done, words, as_json=options["as_json"])
        if swept[-1] is False:
            print(STILL_THERE, file=sys.stderr)
        if None in (settled, *swept) or swept[-1] is False or any(None in row.values() for row in done):
            return 1
        if not options["place"]:
            ran.note("nightly")
        return 0


def _in_words(row: dict[str, Any]) -> str:
    """“12 new dates; 1 moved up a queue”: what was done; what failed was told by itself."""
    return "; ".join(counted(row[name], one, many) for name, one, many, _ in STEPS if row[name] is not None)
