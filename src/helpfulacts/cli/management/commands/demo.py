"""`helpfulacts demo`: the demonstration place, set up once, and a summary of what it holds."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from rich.table import Table

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.steps_said import steps_said
from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.durability import refuse_weak_settings
from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.exchange.demonstration.dudley import load_demonstration
from helpfulacts.exchange.demonstration.filling import fill_place
from helpfulacts.places import selectors as places

FOLDER = settings.CHECKOUT / "examples" / "dudley"
INVENTED = {"people": 10_000, "offers": 200, "seed": "try-out"}


class Command(PlainCommand):
    help = "Set up the demonstration place (once; what you entered is kept) and print what it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--place", help="instead: fill a place of yours with invented people and shared offers"
        )
        parser.add_argument(
            "--people", type=int, help="how many people to invent (with --place; else 10,000)"
        )
        parser.add_argument(
            "--offers", type=int, help="how many shared offers to invent (with --place; else 200)"
        )
        parser.add_argument("--seed", help="the same seed invents the same (with --place; else “try-out”)")

    def reads_data(self, **options: Any) -> bool:
        return options["place"] is not None

    def handle(self, **options: Any) -> None:
        chosen = {name: options[name] for name in INVENTED if options[name] is not None}
        if options["place"] is not None:
            self._fill(**{**options, **INVENTED, **chosen})
        elif chosen:
            raise Refused(
                f"--{next(iter(chosen))} goes with --place, the place to fill. The demonstration is always the same."
            )
        else:
            self._dudley(**options)

    def _fill(self, **options: Any) -> None:
        began = time.perf_counter()
        place = places.get_place(options["place"])
        with steps_said(self.console) as say:
            filled = fill_place(
                place=place,
                people=options["people"],
                offers=options["offers"],
                seed=options["seed"],
                say=say,
            )
        figures = {"place": place.slug, **asdict(filled), "seconds": round(time.perf_counter() - began, 1)}
        words = (
            f"{filled.people:,} invented people and {filled.offers:,} invented shared offers with {filled.places:,} "
            f"places are in {place.name}, which is marked illustrative for good. "
            f"Next: `helpfulacts coordinate --place {place.slug}`"
        )
        self.report(figures, words, as_json=options["as_json"])

    def _dudley(self, **options: Any) -> None:
        began = time.perf_counter()
        if not (FOLDER / "place.toml").is_file():
            raise Refused(
                f"The demonstration's files are not at {FOLDER}. Run this from a checkout of the project."
            )
        with steps_said(self.console) as say:
            say("Preparing the database")
            call_command("migrate", verbosity=0, interactive=False)
            refuse_weak_settings()
            loaded = load_demonstration(FOLDER, say=lambda words: say(f"Dudley: {words}"))
        figures = self._figures(loaded.place)
        figures = {
            "place": loaded.place.slug,
            "fresh": loaded.fresh,
            **figures,
            "seconds": round(time.perf_counter() - began, 1),
        }
        if not options["as_json"]:
            self._table(figures)
        words = (
            "Every person, offer and number of this demonstration is invented and illustrative; wards, sectors and "
            "deprivation are facts.\nNext: `helpfulacts serve`, then open http://127.0.0.1:8000"
        )
        self.report(figures, words, as_json=options["as_json"])

    @staticmethod
    def _figures(place: Any) -> dict[str, Any]:
        run = coordination.latest_run(place)
        assert run is not None, "the demonstration ends with a round"
        counts = directory.counts(place)
        return {
            "offers": counts,
            "round": run.number,
            "state": run.state,
            "people": run.people,
            "placed": run.placed,
            "refused": run.refused,
            "gaps": run.gaps,
            "not_asking": run.not_asking,
            "alarms": run.alarms,
            "certified_gap": run.certified_gap,
        }

    def _table(self, figures: dict[str, Any]) -> None:
        waits = ", waiting for a person to confirm it" if figures["state"] == "proposed" else ""
        self.console.print(f"Sharing round {figures['round']} in {figures['place']} (illustrative){waits}:")
        table = Table()
        for name in ("asked", "have a place", "full or a limit", "nothing suits", "floor alarms"):
            table.add_column(name, justify="right")
        table.add_row(*(str(figures[key]) for key in ("people", "placed", "refused", "gaps", "alarms")))
        self.console.print(table)
