"""`helpfulacts doctor`: one line for each check, with what to do where something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand
from helpfulacts.cli.doctor import database, gone, machine
from helpfulacts.cli.doctor.found import LOOK, UNKNOWN, WELL, Found, found_by
from helpfulacts.cli.keeping.inventory import one_moment
from helpfulacts.cli.places_named import these_places
from helpfulacts.core.words import counted
from helpfulacts.directory.actions.make_again import make_again

CHECKS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("durability", database.durability),
    ("triggers", database.guards),
    ("migrations", database.migrations),
    ("deleted", database.written_over),
    ("gone", gone.gone_for_good),
    ("register", database.registers),
    ("keys", machine.keys),
    ("sealed", database.sealed),
    ("links", database.links),
    ("partitions", database.partitions),
    ("clock", database.clock),
    ("derived", database.derived),
    ("disk", machine.disk),
    ("nightly", machine.nightly),
    ("watch", machine.watch),
    ("backups", machine.backups),
    ("mail", machine.mail),
    ("measures", machine.measures),
    ("debug", machine.debug),
    ("addresses", machine.addresses),
    ("promises", database.overdue),
)
"""In this order: (name in the report, the check)."""

MARKS = {WELL: "well", LOOK: "LOOK", UNKNOWN: "????"}


class Command(PlainCommand):
    help = "Is all well here? One line a check. Ends with 0 when it is, 1 when you should look, 2 when it cannot be told."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mend",
            action="store_true",
            help="first make again what is derived: the words and dates of offers",
        )

    def handle(self, *args: Any, **options: Any) -> Any:
        if options["mend"]:
            for place in these_places(None):
                make_again(place=place)
        with one_moment():
            found = [found_by(name, check) for name, check in CHECKS]
        states = {one.state for one in found}
        code = 1 if LOOK in states else 2 if UNKNOWN in states else 0
        self.report(
            {"well": code == 0, "checks": [asdict(one) for one in found]},
            _in_words(found),
            as_json=options["as_json"],
        )
        return code


def _in_words(found: list[Found]) -> str:
    lines = [
        f"{MARKS[one.state]}  {one.name + ':':<12} {' '.join(filter(None, (one.said, one.do)))}"
        for one in found
    ]
    amiss = sum(one.state != WELL for one in found)
    lines.append("All is well." if not amiss else f"{counted(amiss, 'line', 'lines')} to look at.")
    return "\n".join(lines)
