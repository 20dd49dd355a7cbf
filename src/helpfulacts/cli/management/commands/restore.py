"""`helpfulacts restore BACKUP`: put a backup back into an empty data folder and an empty database."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.cli.keeping import restore, wrapping


class Command(PlainCommand):
    help = "Put a backup back into an empty HELPFULACTS_DATA. It is checked and tried first; nothing is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=file_name, help="the folder of one backup")
        wrapping.add_passphrase_file(parser)

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, **options: Any) -> None:
        ask = partial(wrapping.passphrase_from, options["passphrase_file"], twice=False)
        held = restore.put_back(options["backup"], ask)
        figures = {"data": str(settings.DATA), "made_by": held.program, **held.figures()}
        words = (
            f"{settings.DATA} is as it was on {held.when}: {held.in_words()}, each checked. "
            "What was done after that moment is not in it. Next: `helpfulacts doctor`"
        )
        self.report(figures, words, as_json=options["as_json"])
