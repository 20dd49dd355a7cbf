"""`helpfulacts what-if --place P RULES.toml …`: who would gain and who would lose, before anybody decides. Writes nothing."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from rich.progress import Progress

from helpfulacts.cli.command import PlainCommand, file_name, filled
from helpfulacts.coordination import selectors
from helpfulacts.coordination.rule_document import RuleDocument
from helpfulacts.coordination.rule_reading import shipped, shipped_names
from helpfulacts.coordination.what_if.naming import named
from helpfulacts.coordination.what_if.scenario import (
    MOST,
    Scenario,
    change_places,
    offer_named,
    rules_from_text,
)
from helpfulacts.coordination.what_if.words import AFRESH, differences
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.places.selectors import get_place

MARKS = {"supports": "+", "costs": "-", "unknown": "?", "not assessed": "."}


class Command(PlainCommand):
    help = "Work out what rules or changes would do to everyone who asks today. Nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rules", nargs="*", type=file_name, metavar="RULES.toml",
                            help=f"up to {MOST}: a file of rules, or the name of shipped ones ({', '.join(shipped_names())}); none: the rules in force")  # fmt: skip
        parser.add_argument("--place", required=True, help="the place's short name")
        parser.add_argument("--places", action="append", default=[], type=filled, metavar="OFFER=+6",
                            help="a shared offer, by title or id, with six places more (+6), three fewer (-3), or twelve in all (12)")  # fmt: skip
        parser.add_argument("--end", action="append", default=[], type=filled, metavar="OFFER",
                            help="a shared offer that would end, by title or id")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        place = get_place(options["place"])
        documents = [_read(path, today(place.zone)) for path in options["rules"]]
        if not documents and (options["places"] or options["end"]):
            in_force = selectors.rules_in_force(place)
            documents = [("The rules in force", selectors.document_of(in_force))] if in_force else []
        changes = [change_places(place, said) for said in options["places"]]
        if len({offer for offer, _ in changes}) < len(changes):
            raise Refused("The places of one offer are changed twice. Say it once.")
        ends = frozenset(offer_named(place, said).pk for said in options["end"])
        scenarios = [Scenario(title, document, dict(changes), ends) for title, document in documents]
        with Progress(console=self.console, disable=not sys.stderr.isatty(), transient=True) as bar:
            task = bar.add_task("Starting", total=1.0)
            worked = work_out(
                place, scenarios, today(place.zone),
                lambda what, done: bar.update(task, description=what, completed=done),
            )  # fmt: skip
        figures = {"place": place.slug, **named(place, worked.figures), "warnings": list(worked.warnings)}
        self.report(figures, _words(place.name, figures), as_json=options["as_json"])


def _read(path: Path, day: dt.date) -> tuple[str, RuleDocument]:
    if str(path) in shipped_names():
        document = shipped(str(path), day)
        return document.title, document
    if not path.is_file():
        raise Refused(f"There is no file of rules called {path}.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not written in UTF-8, so it cannot be read.") from None
    document = rules_from_text(text, str(path))
    return document.title, document


def _count(number: Any) -> str:
    return "–" if number is None else f"{number:,}"


def _holding(number: int | None) -> str:
    if number is None:
        return "how many hold a place there is not told, so that nobody can be found."
    return f"{_count(number)} hold a place there."


def _words(name: str, figures: dict[str, Any]) -> str:
    now = figures["columns"][0]
    lines = [
        *figures["warnings"],
        f"In {name} {_count(now['asked'])} people ask. Now {_count(now['placed']['mean'])} have a place.",
        f"Every number is the mean of {len(figures['seeds'])} draws, to the nearest {figures['step']}; “–” is not told.",
        AFRESH,
    ]
    pairs = zip(figures["scenarios"], figures["columns"][1:], figures["principles"], strict=True)
    for scenario, column, card in pairs:
        lines += ["", f"{scenario['title']}: {_count(column['placed']['mean'])} would have a place."]
        lines += [f"  {line}" for line in differences(scenario, figures["now"])]
        for what, words in (("gain", "gain one"), ("lose", "lose theirs")):
            low, high = column[what]["between"] or (None, None)
            between = "" if low is None or high is None else f" (between {low:,} and {high:,})"
            lines.append(f"  {_count(column[what]['mean'])} {words}{between}.")
        lines += [f"  {MARKS[one['mark']]} {one['name']}: {one['sentence']}" for one in card if one["mark"] != "not assessed"]  # fmt: skip
    for impact in figures["impact"]:
        lines += [
            "",
            f"{impact['title']}: {_holding(impact['holding'])} It may not {'end' if impact['ends'] else 'shrink'} before {impact['not_before']} (three months' notice).",
        ]
    return "\n".join([*lines, "", "Nothing is decided and nothing was written."])
