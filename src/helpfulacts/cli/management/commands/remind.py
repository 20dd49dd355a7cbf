"""`helpfulacts remind [--place P]`: what goes out by day.

Those who keep entries are asked if they are still right, once a month at most. Who agreed to it hears that something moved that
they brought or said yes to, once a day at most.
"""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import these_places
from helpfulacts.cli.steps import on_its_own
from helpfulacts.core.clock import time_in_words, time_now, today
from helpfulacts.core.words import counted
from helpfulacts.exchange.messages.moved import tell_moved
from helpfulacts.exchange.texts.asking import FROM, UNTIL, Reminded, may_ask_now, remind_keepers

WHAT = "questions to those who keep entries"
MOVED = "e-mails that something moved"


class Command(PlainCommand):
    help = (
        "Ask those who keep entries if they are still right, by text or letter, once a month at most; and tell whoever agreed to "
        f"it that something moved which they said. Only between {time_in_words(FROM)} and {time_in_words(UNTIL)} where they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--place", help="the place's short name; without it, every place")

    def handle(self, *args: Any, **options: Any) -> Any:
        done, words, code = [], [], 0
        for place in these_places(options["place"]):
            waits = not may_ask_now(place)
            asked, told = Reminded(), (0, 0)
            if not waits:
                day = today(place.zone)
                answer = on_its_own(place.slug, WHAT, partial(remind_keepers, place=place, day=day))
                moved = on_its_own(place.slug, MOVED, partial(tell_moved, place=place, day=day))
                asked, told = answer or asked, moved or told
                if None in (answer, moved) or asked.failed or told[1]:
                    code = 1
            done.append(
                {
                    "place": place.slug,
                    "texts": asked.texts,
                    "letters": asked.letters,
                    "moved": told[0],
                    "failed": asked.failed + told[1],
                    "waits": waits,
                }
            )
            words.append(f"{place.slug}: {_too_early(place) if waits else _in_words(asked, *told)}.")
        self.report(done, "\n".join(words), as_json=options["as_json"])
        return code


def _too_early(place: Any) -> str:
    hour = time_in_words(time_now(place.zone).replace(second=0, microsecond=0))
    return (
        f"it is {hour} there, so nobody was asked. Run this again between {time_in_words(FROM)} "
        f"and {time_in_words(UNTIL)}"
    )


def _in_words(asked: Reminded, told: int, not_told: int) -> str:
    failed = asked.failed + not_told
    said = (
        f"{counted(asked.texts, 'text', 'texts')} and {counted(asked.letters, 'letter', 'letters')} went out"
    )
    if told:
        said += f", and {counted(told, 'person', 'people')} heard that something moved"
    return f"{said}; {failed:,} could not be sent" if failed else said
