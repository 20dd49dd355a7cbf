"""`helpfulacts import SOURCE --place P`: take in offers published as Open Referral UK 3.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from helpfulacts.cli.command import PlainCommand, file_name, filled
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.exchange.oruk.imported import Imported
from helpfulacts.exchange.oruk.importing import import_source
from helpfulacts.exchange.sheets.by_command import import_sheet
from helpfulacts.places import selectors as places


class Command(PlainCommand):
    help = (
        "Take in offers published as Open Referral UK 3.0 JSON: a file (plain, gzip or zip), a folder, one record a "
        "line, or the https address of an API; HSDS tables or an Outpost file as CSV; or, with --mapping, a spreadsheet "
        "whose columns were chosen on the page before. Rows that cannot be used are set aside in a file, with reasons."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source", type=filled, help="a file, a folder, or an address that starts with https://"
        )
        parser.add_argument("--place", required=True, help="the short name of the place")
        parser.add_argument("--name", default="", help="the feed's lasting name, where file names change")
        parser.add_argument(
            "--mapping", default="", help="the name of columns kept on the page, for a spreadsheet"
        )
        parser.add_argument("--set-aside", type=file_name, help="where rows that cannot be used are written")

    def handle(self, *args: Any, **options: Any) -> Any:
        place = places.get_place(options["place"])
        path: Path | None = options["set_aside"]
        if path is None:
            path = Path(settings.DATA) / "set-aside" / f"{place.slug}-import-{now():%Y%m%d-%H%M%S-%f}.ndjson"
        elif path.is_dir() or path == Path(options["source"]):
            raise Refused(f"{path} cannot be the set-aside file. Name another with --set-aside.")
        if options["mapping"]:
            imported = import_sheet(
                place=place, path=Path(options["source"]), mapping=options["mapping"], set_aside=path
            )
            self.report(imported.figures(), _words(place, imported), as_json=options["as_json"])
            return 1 if imported.set_aside else 0
        with self._progress() as bar:
            tasks: dict[str, Any] = {}

            def progress(done: int, total: int | None, what: str) -> None:
                if what not in tasks:
                    tasks[what] = bar.add_task(what, total=total)
                bar.update(tasks[what], completed=done, total=total)

            imported = import_source(
                place=place, source=options["source"], set_aside=path, name=options["name"], progress=progress
            )
        self.report(imported.figures(), _words(place, imported), as_json=options["as_json"])
        return 1 if imported.set_aside else 0

    def _progress(self) -> Progress:
        """A bar on a terminal, silence elsewhere."""
        console = self.console
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


_NOUNS = {
    "service": ("service", "services"),
    "organisation": ("organisation", "organisations"),
    "row": ("row", "rows"),
    "file": ("file", "files"),
    "part": ("part of a service that came in", "parts of services that came in"),
}


def _words(place: Any, imported: Imported) -> str:
    if not (
        imported.created
        or imported.updated
        or imported.unchanged
        or imported.set_aside
        or imported.organisations
    ):
        return (
            f"{place.name}: there is no service and no organisation in it, so nothing came in and nothing was changed. "
            "Check that this is the file you mean."
        )
    came = counted(imported.created, "offer", "offers")
    words = f"{place.name}: {came} came in, {imported.updated:,} changed, {imported.unchanged:,} stayed as they were."
    if imported.organisations:
        words += f" {counted(imported.organisations, 'organisation is', 'organisations are')} new."
    if imported.left_alone:
        were = counted(imported.left_alone, "offer was", "offers were")
        words += f" {were} left alone, because another source or people here listed it first."
    if imported.kept_here:
        words += f" What people here changed stays as they have it, in {counted(imported.kept_here, 'offer', 'offers')}."
    if imported.without_details:
        words += (
            f" {imported.without_details:,} came from a list without times, places or contacts: "
            "import the API's own address to get them."
        )
    if imported.set_aside:
        counts = ", ".join(counted(number, *_NOUNS[what]) for what, number in imported.left_out.items())
        words += (
            f" Set aside: {counts}, each with its reason, in {imported.set_aside_file}. "
            "Mend what is wrong there and import that file."
        )
    return words
