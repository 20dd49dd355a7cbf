"""`helpfulacts remind [--place P]`: ask those who keep entries if they are still right, by day and once a month at most."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import these_places
from helpfulacts.cli.steps import on_its_own
from helpfulacts.core.clock import time_in_words, time_now, today
from helpfulacts.core.words import counted
from helpfulacts.exchange.texts.asking import FROM, UNTIL, Reminded, may_ask_now, remind_keepers

WHAT = "questions to those who keep entries"


class Command(PlainCommand):
    help = (
        "Ask those who keep entries if they are still right: by text or letter, once a month at most, and only between "
        f"{time_in_words(FROM)} and {time_in_words(UNTIL)} where they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> Any:
        done, words, code = [], [], 0
        for place in these_places(options["place"]):
            waits = not may_ask_now(place)
            asked = Reminded()
            if not waits:
                day = today(place.zone)
                answer = on_its_own(place.slug, WHAT, partial(remind_keepers, place=place, day=day))
                asked = answer or asked
                if answer is None or asked.failed:
                    code = 1
            done.append(
                {
                    "place": place.slug,
                    "texts": asked.texts,
                    "letters": asked.letters,
                    "failed": asked.failed,
                    "waits": waits,
                }
            )
            words.append(f"{place.slug}: {_too_early(place) if waits else _in_words(asked)}.")
        self.report(done, "\n".join(words), as_json=options["as_json"])
        return code


def _too_early(place: Any) -> str:
    hour = time_in_words(time_now(place.zone).replace(second=0, microsecond=0))
    return (
        f"it is {hour} there, so nobody was asked. Run this again between {time_in_words(FROM)} "
        f"and {time_in_words(UNTIL)}"
    )


def _in_words(asked: Reminded) -> str:
    said = (
        f"{counted(asked.texts, 'text', 'texts')} and {counted(asked.letters, 'letter', 'letters')} went out"
    )
    return f"{said}; {asked.failed:,} could not be sent" if asked.failed else said
