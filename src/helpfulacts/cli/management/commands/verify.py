"""`helpfulacts verify`: save the public register of a place, or check a saved one, the saved board of a vote, or a saved draw."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.boards_checked import board_checked, is_board
from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.cli.draws_checked import draw_checked
from helpfulacts.cli.places_named import the_place
from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.core.saving import saving
from helpfulacts.core.words import counted
from helpfulacts.engine.ledger import Head, RegisterBroken, verify_file


class Command(PlainCommand):
    help = (
        "Check a saved public register or the board of a vote, or save this installation's own with --save."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=file_name, help="a saved register, or the saved board of a vote, to check"
        )
        parser.add_argument(
            "--save", metavar="FILE", type=file_name, help="write the public register, with its head, to FILE"
        )
        parser.add_argument("--place", help="which place's register to save (needed where there are several)")
        parser.add_argument(
            "--head", metavar="FILE", type=file_name, help="check against a head saved earlier (FILE.head)"
        )

        parser.add_argument(
            "--draw",
            metavar="FILE",
            type=file_name,
            help="check a draw saved from its page, alone or in a saved register",
        )
        parser.add_argument("--ticket", help="with --draw: say where this ticket came in it")

    def reads_data(self, **options: Any) -> bool:
        return options["save"] is not None

    def handle(self, *args: Any, **options: Any) -> Any:
        _refuse_what_is_not_done(options)
        if options["draw"]:
            if options["file"]:
                self._check(options["file"], options["head"])
            figures, words, code = draw_checked(options["draw"], options["ticket"], options["file"])
            self.report(figures, words, as_json=options["as_json"])
            return code
        if bool(options["save"]) == bool(options["file"]):
            raise Refused("Say which register file to check, or where to write one with --save FILE.")
        if options["save"]:
            figures = self._save(options["save"], options["place"])
            words = (
                f"Saved {counted(figures['size'], 'entry', 'entries')} of {figures['place']} to {figures['file']}, "
                f"and their head to {figures['head']}. Keep the head somewhere else."
            )
        elif is_board(options["file"]):
            figures, words = board_checked(options["file"], options["head"])
        else:
            figures = self._check(options["file"], options["head"])
            words = f"The register of {figures['place']} is whole: {counted(figures['size'], 'entry', 'entries')}, root {figures['root']}."
            if options["head"]:
                words += " It continues the head saved earlier."
        self.report(figures, words, as_json=options["as_json"])
        return None

    @staticmethod
    def _save(path: Path, slug: str | None) -> dict[str, Any]:
        place = the_place(slug)
        head_path = Path(f"{path}.head")
        with saving(path, head_path) as (book, beside):
            with book.open("w", encoding="utf-8", newline="\n") as file:
                for line in register.saved_lines(place):
                    file.write(line + "\n")
            try:
                head = verify_file(book)
            except RegisterBroken as broken:
                raise Refused(f"This register is not whole, so it was not saved: {broken}") from None
            beside.write_text(head.to_json() + "\n", encoding="utf-8")
        return {
            "place": head.place,
            "size": head.size,
            "root": head.root,
            "file": str(path),
            "head": str(head_path),
        }

    @staticmethod
    def _check(path: Path, head_path: Path | None) -> dict[str, Any]:
        try:
            head: Head = verify_file(path, head_path)
        except RegisterBroken as broken:
            raise Refused(str(broken)) from None
        except OSError as error:
            raise Refused(f"{error.filename} cannot be read. Check the name of the file.") from None
        return {"whole": True, "place": head.place, "size": head.size, "root": head.root}


def _refuse_what_is_not_done(options: dict[str, Any]) -> None:
    """What would be passed over in silence is refused: whoever reads “whole” must know what was looked at."""
    if options["ticket"] is not None and not options["draw"]:
        raise Refused("A ticket is looked for in a draw: name the saved draw with --draw FILE.")
    if options["save"] and (options["draw"] or options["head"]):
        raise Refused("Save the register first. Then check the saved file, with --draw or --head, by itself.")
    if options["head"] and not options["file"]:
        raise Refused("A head is checked against a register: name the saved register file too.")
    if options["place"] is not None and not options["save"]:
        raise Refused("--place says which register to save: it goes with --save FILE.")
