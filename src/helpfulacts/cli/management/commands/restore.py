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
        parser.add_argument(
            "--passphrase-file",
            metavar="FILE",
            type=file_name,
            help="a file that holds the recovery passphrase; without it you are asked",
        )

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, **options: Any) -> None:
        ask = partial(wrapping.passphrase_from, options["passphrase_file"], twice=False)
        held = restore.put_back(options["backup"], ask)
        rows = sum(held.rows.values())
        figures = {
            "data": str(settings.DATA),
            "when": held.when,
            "at": held.at,
            "made_by": held.program,
            "registers": {
                slug: {"entries": head[0], "root": head[1]} for slug, head in held.registers.items()
            },
            "rows": rows,
        }
        entries = counted(sum(head[0] for head in held.registers.values()), "entry", "entries")
        words = (
            f"{settings.DATA} is as it was on {held.when}: {counted(rows, 'row', 'rows')}, {entries} on the "
            "register, each checked. What was done after that moment is not in it. Next: `helpfulacts doctor`"
        )
        self.report(figures, words, as_json=options["as_json"])
