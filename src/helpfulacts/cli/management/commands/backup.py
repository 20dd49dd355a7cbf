"""`helpfulacts backup FOLDER`: a whole, checked copy of the running installation in a new folder there."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.cli.keeping import backup, wrapping
from helpfulacts.core.words import counted


def _at_least_one(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError("it takes a whole number from 1")
    return int(text)


class Command(PlainCommand):
    help = "Make a backup of the running installation: a new folder in FOLDER. Nobody has to wait meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=file_name, help="where backups are kept, on another disk")
        parser.add_argument(
            "--passphrase-file",
            metavar="FILE",
            type=file_name,
            help="a file that holds the recovery passphrase; without it you are asked",
        )
        parser.add_argument(
            "--keep",
            metavar="N",
            type=_at_least_one,
            help="afterwards remove all but the newest N backups there",
        )

    def handle(self, **options: Any) -> None:
        passphrase = wrapping.passphrase_from(options["passphrase_file"], twice=True)
        with self.console.status("Making a backup"):
            made = backup.make(options["folder"], passphrase, options["keep"])
        held = made.manifest
        rows = sum(held.rows.values())
        figures = {
            "folder": str(made.folder),
            "when": held.when,
            "at": held.at,
            "bytes": held.file.bytes,
            "registers": {
                slug: {"entries": head[0], "root": head[1]} for slug, head in held.registers.items()
            },
            "rows": rows,
            "pruned": made.pruned,
        }
        entries = counted(sum(head[0] for head in held.registers.values()), "entry", "entries")
        words = (
            f"{made.folder} holds everything as it was on {held.when}: {counted(rows, 'row', 'rows')}, "
            f"{entries} on the register. Copy it to another building. Without the passphrase it opens for nobody."
        )
        if made.pruned:
            words += f" {counted(len(made.pruned), 'older backup is', 'older backups are')} gone."
        self.report(figures, words, as_json=options["as_json"])
