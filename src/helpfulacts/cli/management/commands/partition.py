"""`helpfulacts partition [--apply]`: give each place partitions of its own, on PostgreSQL. The SQL is shown first."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.partitioning import applying
from helpfulacts.core.words import counted


class Command(PlainCommand):
    help = "Show the SQL that gives each place partitions of its own, on PostgreSQL; with --apply, do it as well."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="do it, after a backup and with the service stopped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        plan = applying.planned()
        sql = "\n".join(f"{one};" for one in ("BEGIN", *plan.statements, "COMMIT"))
        figures = {"tables": plan.tables, "places": plan.places, "statements": plan.statements}
        of = f"{counted(plan.tables, 'table', 'tables')} for {counted(plan.places, 'place', 'places')}"
        if not options["apply"]:
            words = f"{sql}\n-- Nothing was changed. This would partition {of}: add --apply to do it."
            self.report(figures | {"applied": False}, words, as_json=options["as_json"])
            return
        if not options["as_json"]:
            self.stdout.write(sql)
            self.stdout.flush()
        seconds = applying.apply(plan)
        self.report(
            figures | {"applied": True, "seconds": round(seconds, 1)},
            f"-- Done in {seconds:.1f} seconds: {of}. Start the service again.",
            as_json=options["as_json"],
        )
