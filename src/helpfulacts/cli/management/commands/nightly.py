"""`helpfulacts nightly [--place P]`: what each new day brings. Run it once a night; running it again changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command

from helpfulacts.cli.command import PlainCommand
from helpfulacts.coordination.actions.forget_claims import forget_claims
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions.learn_meanings import learn_meanings
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.actions.roll_occurrences import roll_occurrences
from helpfulacts.exchange.oruk.turns import drop_left_over
from helpfulacts.places.selectors import all_places, get_place
from helpfulacts.support.actions.close_by_date import close_untold, free_by_date
from helpfulacts.support.actions.lapse_unanswered import lapse_unanswered
from helpfulacts.support.actions.move_up_queue import move_up_queues


class Command(PlainCommand):
    help = (
        "Make the dates of the coming thirteen weeks, let late answers go, end what ends by date, move queues up "
        "into free places, and read new offers for what they mean."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> None:
        places = [get_place(options["place"])] if options["place"] else all_places()
        if not places:
            raise Refused("There is no place here yet. Run `helpfulacts demo` or `helpfulacts place create`.")
        done = [
            {
                "place": place.slug,
                "dates": roll_occurrences(place=place),
                "lapsed": lapse_unanswered(place=place, day=today(place.zone)),
                "freed": free_by_date(place=place, day=today(place.zone)),
                "closed": close_untold(place=place, day=today(place.zone)),
                "moved_up": move_up_queues(place=place),
                "learnt": learn_meanings(place=place),
                "dropped": drop_left_over(place),
                "alike": propose_likenesses(place=place),
                "forgotten": sum(forget_claims(place=place, day=today(place.zone))),
            }
            for place in places
        ]
        call_command("clearsessions")  # visits that ended: their rows go, and what they held
        words = "\n".join(
            f"{row['place']}: {row['dates']:,} new dates; {row['lapsed']:,} suggestions nobody answered in time let go; "
            f"{row['freed']:,} places free after their last day; {row['closed']:,} things done long ago closed; "
            f"{row['moved_up']:,} moved up a queue; {row['forgotten']:,} records of past rounds forgotten; "
            f"{row['dropped']:,} offers of broken-off imports dropped; "
            f"{row['alike']:,} pairs of entries may be the same; "
            f"{row['learnt']:,} offers read for what they mean."
            for row in done
        )
        self.report(done, words, as_json=options["as_json"])
