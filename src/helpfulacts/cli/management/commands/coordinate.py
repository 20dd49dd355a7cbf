"""`helpfulacts coordinate --place P | --all-places`: run sharing rounds. They propose; a person confirms each."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from rich.progress import Progress

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.nation import command as nation
from helpfulacts.coordination import selectors
from helpfulacts.coordination.actions.run_round import run_round
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.places.selectors import get_place


class Command(PlainCommand):
    help = "Run a sharing round: everyone who asks is placed, refused or a gap, each with a reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--place", help="the place's short name")
        which.add_argument("--all-places", action="store_true", help="every place here, many at once")
        parser.add_argument("--seed", help="draw with this seed (only a demonstration may choose one)")
        many = parser.add_argument_group("with --all-places")
        many.add_argument(
            "--workers", type=int, help="processes to use here (one a processor; 0: none but this)"
        )
        many.add_argument(
            "--scheduler", default="", help="a Dask cluster that exists, such as tls://10.0.0.5:8786"
        )
        many.add_argument("--batch", default="", help="go on with a batch that was broken off: its key")

    def handle(self, *args: Any, **options: Any) -> Any:
        given = {name: options[name] for name in ("workers", "scheduler", "batch")}
        if options["all_places"]:
            if options["seed"] is not None:
                raise Refused("--seed is for one place. Leave it out.")
            return nation.run(self, **given, as_json=options["as_json"])
        if any(value not in ("", None) for value in given.values()):
            raise Refused("--workers, --scheduler and --batch go with --all-places.")
        place = get_place(options["place"])
        began = time.perf_counter()
        with Progress(console=self.console, disable=not sys.stderr.isatty(), transient=True) as bar:
            task = bar.add_task("Starting", total=1.0)
            run = run_round(
                place=place,
                seed=options["seed"],
                progress=lambda what, done: bar.update(task, description=what, completed=done),
            )
            task = bar.add_task("Explaining everyone", total=run.people)
            explained = 0
            for answer in selectors.explain_each(run):
                explained += bool(answer["sentence"])
                bar.update(task, completed=explained)
        figures = {
            "place": place.slug,
            "run": run.number,
            "people": run.people,
            "placed": run.placed,
            "refused": run.refused,
            "gaps": run.gaps,
            "not_asking": run.not_asking,
            "alarms": run.alarms,
            "explained": explained,
            "to_open": len(selectors.cases_to_open(run)),
            "certified_gap": run.certified_gap,
            "seed_commitment": run.draw.commitment,
            "seconds": round(time.perf_counter() - began, 3),
        }
        self.report(figures, _words(place.name, figures), as_json=options["as_json"])
        return 0


def _words(name: str, figures: dict[str, Any]) -> str:
    return (
        f"Sharing round {figures['run']} in {name}: {counted(figures['people'], 'person', 'people')} asked.\n"
        f"  {figures['placed']:,} have a place, {figures['refused']:,} found all full or wait by a limit, "
        f"and for {figures['gaps']:,} nothing shared fits yet. {figures['not_asking']:,} did not ask.\n"
        f"  Rights not met: {figures['alarms']:,}. Reasons written: {figures['explained']:,}. "
        f"Took {figures['seconds']} seconds.\n"
        f"Nothing is sent yet. A person must open {counted(figures['to_open'], 'case', 'cases')}, then confirm."
    )
