"""`helpfulacts draw RESPONDENTS.csv QUOTAS.csv --size N --seed S`: a panel by lot that meets all quotas, with every chance."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.exchange.panels import drawn_from, read_panel_files

from .share import check_seed


class Command(PlainCommand):
    help = "Draw a panel by lot that meets all quotas, with chances as equal as can be."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("respondents", type=file_name, help="who may be drawn: a column for each feature")
        parser.add_argument(
            "quotas", type=file_name, help="feature, value, min, max (or category, feature, min, max)"
        )
        parser.add_argument("--size", type=int, required=True, help="people on the panel")
        parser.add_argument("--seed", required=True, help="text drawn in public; same seed, same panel")
        parser.add_argument("--name-column", default="", help="the column that names each person")

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(
        self, *args: Any, respondents: Path, quotas: Path, size: int, seed: str, as_json: bool, **options: Any
    ) -> None:
        started = time.perf_counter()
        check_seed(seed)
        figures = drawn_from(read_panel_files(respondents, quotas, options["name_column"]), size, seed)
        figures["seconds"] = round(time.perf_counter() - started, 3)
        self.report(figures, _words(figures), as_json=as_json)


def _words(figures: dict[str, Any]) -> str:
    least, most = figures["min_probability"], figures["max_probability"]
    chances = (
        f"Everybody's chance was {_percent(least)}"
        if most - least < 1e-6
        else f"Chances were from {_percent(least)} to {_percent(most)}, as equal as the quotas allow"
    )
    lines = [
        f"{figures['size']} of {figures['people']} people are drawn. {chances}. All quotas are met:",
        *(
            f"  {one['feature']} {one['value']}: {one['on_panel']} (from {one['min']} to {one['max']})"
            for one in figures["quotas"]
        ),
        f"The panel, by {figures['named_by']}: {', '.join(figures['panel'])}.",
    ]
    never = sum(one["people"] for one in figures["chances"] if not one["probability"])
    if never:
        lines.insert(1, f"No panel that meets the quotas has a place for {never} of them.")
    return "\n".join(lines)


def _percent(chance: float) -> str:
    """“10.0%” of 0.1: a tenth of a percent tells chances apart that a whole one does not."""
    return f"{100 * chance:.1f}%"
