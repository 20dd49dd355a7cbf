"""`helpfulacts report WHAT --place P`: what a place reports of itself in public."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.places_named import the_place
from helpfulacts.cli.reports import atrs, fairness

REPORTS = {"atrs": atrs, "fairness": fairness}


class Command(PlainCommand):
    help = "What a place reports of itself in public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for name, module in REPORTS.items():
            kind = kinds.add_parser(name, help=module.HELP, description=module.HELP)
            kind.add_argument(
                "--json",
                action="store_true",
                dest="as_json",
                default=argparse.SUPPRESS,
                help="print it as JSON",
            )
            kind.add_argument("--place", help="the place's short name; needed where there is more than one")
            module.add_arguments(kind)

    def handle(self, *args: Any, **options: Any) -> None:
        figures, words = REPORTS[options["what"]].report(the_place(options["place"]), options)
        self.report(figures, words, as_json=options["as_json"])
