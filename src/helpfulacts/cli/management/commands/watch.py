"""`helpfulacts watch [--place P]`: tell the second person of whoever is not out of a visit in time. Run it each minute."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import these_places
from helpfulacts.cli.steps import on_its_own
from helpfulacts.core import ran
from helpfulacts.core.words import counted
from helpfulacts.exchange.messages.visits import tell_seconds

WHAT = "visits over their time"


class Command(PlainCommand):
    help = "Tell the second person of whoever is not out of a visit in time. Run it each minute; nobody is told twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> Any:
        done, words, code = [], [], 0
        for place in these_places(options["place"]):
            answer = on_its_own(place.slug, WHAT, partial(tell_seconds, place=place))
            told, failed = answer or (0, 0)
            if answer is None or failed:
                code = 1
            done.append({"place": place.slug, "told": told, "failed": failed})
            words.append(
                f"{place.slug}: {counted(told, 'person was', 'people were')} told of a visit over its time"
                + (f"; {failed:,} could not be reached, and will be tried again." if failed else ".")
            )
        self.report(done, "\n".join(words), as_json=options["as_json"])
        if not options["place"] and not code:
            ran.note("watch")
        return code
