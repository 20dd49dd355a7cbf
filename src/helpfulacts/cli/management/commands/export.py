"""`helpfulacts export --place P`: the place's whole feed as one Open Referral UK 3.0 file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand
from helpfulacts.core.errors import Refused
from helpfulacts.directory import feeds
from helpfulacts.exchange.oruk.exporting import FORMATS, export_feed
from helpfulacts.places import selectors as places


class Command(PlainCommand):
    help = (
        "Write what a place has as one Open Referral UK 3.0 file: the same rows give the same bytes. "
        "It can be imported into an empty place, here or elsewhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--place", required=True, help="the short name of the place")
        parser.add_argument(
            "--out", type=Path, help="the file to write (default: exports/ in the data folder)"
        )
        parser.add_argument(
            "--format", choices=FORMATS, default="json", help="one JSON file, or one record a line"
        )
        parser.add_argument(
            "--kinds",
            choices=("services", "all"),
            default="services",
            help="all: also ideas, things, rooms, money",
        )

    def handle(self, *args: Any, **options: Any) -> Any:
        place = places.get_place(options["place"])
        form = options["format"]
        out: Path = options["out"] or Path(settings.DATA) / "exports" / f"{place.slug}.{form}"
        if options["out"] and not out.parent.is_dir():
            raise Refused(f"There is no folder {out.parent}. Make it first, or name another file.")
        kinds = feeds.ALL_KINDS if options["kinds"] == "all" else feeds.SERVICE_LIKE
        with self.console.status("Writing the feed") as status:
            done = export_feed(
                place=place,
                out=out,
                form=form,
                kinds=kinds,
                progress=lambda count: status.update(f"Writing the feed: {count} services"),
            )
        self.report(
            {
                "file": str(out),
                "services": done.services,
                "organizations": done.organizations,
                "bytes": done.bytes,
            },
            f"{place.name}: {done.services} services of {done.organizations} organisations are in {out}.",
            as_json=options["as_json"],
        )
