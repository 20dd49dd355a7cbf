"""`helpfulacts restore BACKUP`: put a backup back into an empty data folder and an empty database."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.cli.keeping import restore, wrapping
from helpfulacts.core.words import counted


class Command(PlainCommand):
    help = "Put a backup back into an empty HELPFULACTS_DATA. It is checked and tried first; nothing is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=file_name, help="the folder of one backup")
        wrapping.add_passphrase_file(parser)
        parser.add_argument(
            "--forgotten",
            metavar="FILE",
            type=file_name,
            help="the list of who deleted everything, from the data folder that is lost: forgotten/list",
        )

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, **options: Any) -> None:
        ask = partial(wrapping.passphrase_from, options["passphrase_file"], twice=False)
        put = restore.put_back(options["backup"], ask, options["forgotten"])
        held = put.manifest
        figures = {"data": str(settings.DATA), "made_by": held.program, **held.figures()}
        figures["deleted_again"] = put.again
        words = (
            f"{settings.DATA} is as it was on {held.when}: {held.in_words()}, each checked. "
            f"What was done after that moment is not in it. {_who_is_gone(put)} Until the next backup no list beside "
            "the backups is told who deletes everything. Next: `helpfulacts doctor`, then `helpfulacts backup`"
        )
        self.report(figures, words, as_json=options["as_json"])


def _who_is_gone(put: restore.Restored) -> str:
    """What became of those who deleted everything since then."""
    if put.left:
        return f"{counted(put.left, 'person', 'people')} who deleted everything since could not be deleted again: run `helpfulacts nightly`."
    if put.again:
        return f"{counted(put.again, 'person', 'people')} who deleted everything since then {'was' if put.again == 1 else 'were'} deleted again."
    if put.listed:
        return "Nobody who deleted everything came back with it."
    return (
        "There is no list beside it of who deleted everything since then: they are back. Put what you find of it "
        f"(`forgotten/list` of the data folder that is lost) in {settings.DATA}/forgotten, and run `helpfulacts nightly`."
    )
