"""`helpfulacts verify BOARD.json`: whether the saved public board of a vote is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.engine.ledger.board import BoardBroken, verify_board_file


def is_board(path: Path) -> bool:
    """Does its first line say so? What cannot be read is said to be so by whoever reads it."""
    try:
        with path.open("rb") as file:
            return b'"board":' in file.readline(10_000_000)
    except OSError:
        return False


def board_checked(path: Path, head: Path | None) -> tuple[dict[str, Any], str]:
    """(Figures, words.) Raises Refused with the entry that is not as it was written."""
    try:
        board = verify_board_file(path, head)
    except BoardBroken as broken:
        raise Refused(str(broken)) from None
    header, said = board.header, board.figures
    names = ("place", "deliberation", "stage", "size", "root")
    figures = {"whole": True, **{name: header[name] for name in names}, **said}
    words = (
        f"The board of vote {header['deliberation']} of {header['place']} is whole: "
        f"{counted(header['size'], 'entry', 'entries')}, root {header['root']}. "
        f"{counted(said['committed'], 'vote was', 'votes were')} handed in: {said['opened']} opened, {said['replaced']} replaced "
        f"by a later one, {said['never_opened']} not opened."
    )
    if head is not None:
        words += " It continues the head saved earlier."
    return figures, words
