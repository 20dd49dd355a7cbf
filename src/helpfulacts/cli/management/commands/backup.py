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
        wrapping.add_passphrase_file(parser)
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
        figures = {
            "folder": str(made.folder),
            **held.figures(),
            "bytes": held.file.bytes,
            "pruned": made.pruned,
        }
        words = (
            f"{made.folder} holds everything as it was on {held.when}: {held.in_words()}. "
            "Copy it to another building. Without the passphrase it opens for nobody."
        )
        if made.pruned:
            words += f" {counted(len(made.pruned), 'older backup is', 'older backups are')} gone."
        self.report(figures, words, as_json=options["as_json"])
