"""Votes on statements in the CSV form that Polis exports, in and out.

In, UTF-8, columns in any order, further columns left unread:
    votes.csv      timestamp, comment-id, voter-id, vote    1 agrees, 0 passes, -1 disagrees; the latest of a pair counts
    comments.csv   comment-id, moderated, comment-body      what was moderated out (-1) is in no map
Out: the same columns and what else Polis writes. No hour and no author is given out: those cells are 0 or empty.

Whatever cannot be used is refused in one sentence with its file and row, the header being row 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.opinion_votes import AGREE, DISAGREE, PASS, VoteMatrix, last_votes
from helpfulacts.engine.choosing.opinion_words import people_in_words

from .sharing_files import Table, short
from .sheets.csv_text import written

WHOLE = re.compile(r"-?[0-9]{1,18}")
LONGEST_STATEMENT = 5_000
MOST_CELLS = 20_000_000
"""People times statements: more would take more than a gigabyte."""
MOST_STATEMENTS = 2_000
"""More would take minutes: the time of a map grows with their cube."""
MODERATED_OUT = -1


@dataclass(frozen=True)
class PolisVotes:
    """`matrix` of those statements that were not moderated out; `words[j]` of column j; `votes` rows were read.

    `left_out`: the numbers of statements moderated out. `hashes`: SHA-256 of each file's bytes.
    """

    matrix: VoteMatrix
    words: tuple[str, ...]
    votes: int
    left_out: tuple[int, ...]
    hashes: dict[str, str]


def read_polis(votes: Path, comments: Path | None = None) -> PolisVotes:
    """Read and check an export, or raise Refused. Without comments, statements go by their numbers."""
    table = Table.named(votes, ("vote", "voter-id", "comment-id", "timestamp"))
    hashes = {table.name: table.sha256}
    words: dict[int, str] = {}
    left_out: set[int] = set()
    if comments is not None:
        said = Table.named(comments, ("comment-body", "comment-id", "moderated"))
        hashes[said.name] = said.sha256
        words, left_out = _statements(said)
    rows = sorted(_votes(table))
    if not rows:
        raise Refused(f"{table.name} holds no votes. Give it one row for each vote.")
    kept = [(voter, comment, vote) for _, _, voter, comment, vote in rows if comment not in left_out]
    if not kept:
        raise Refused(
            f"Each statement that {table.name} votes on was moderated out. Leave --statements out to see them all."
        )
    people, statements = len({row[0] for row in kept}), len({row[1] for row in kept})
    if people * statements > MOST_CELLS or statements > MOST_STATEMENTS:
        raise Refused(
            f"{table.name} has votes of {people_in_words(people)} on {statements:,} statements, too many for one map. "
            f"{MOST_STATEMENTS:,} statements are the most, and {MOST_CELLS:,} answers."
        )
    matrix = last_votes(kept)
    named = tuple(words.get(comment, f"statement {comment}") for comment in matrix.statements)
    return PolisVotes(matrix, named, len(rows), tuple(sorted(left_out)), hashes)


def votes_csv(matrix: VoteMatrix) -> str:
    """The votes as Polis writes them. People are numbered by their row: shuffle the rows first where nobody may be known."""

    def rows() -> Iterator[list[str]]:
        yield ["timestamp", "datetime", "comment-id", "voter-id", "vote"]
        for person, (said, answered) in enumerate(zip(matrix.votes, matrix.answered, strict=True)):
            for statement in answered.nonzero()[0]:
                yield ["0", "", str(matrix.statements[statement]), str(person), str(said[statement])]

    return "\r\n".join(map(",".join, rows())) + "\r\n"


def comments_csv(matrix: VoteMatrix, words: Sequence[str]) -> str:
    """The statements as Polis writes them, `words[j]` of column j. What a spreadsheet would run as a formula gets a “'”."""
    rows = [
        [
            "timestamp", "datetime", "comment-id", "author-id",
            "agrees", "disagrees", "moderated", "comment-body",
        ]
    ]  # fmt: skip
    for at, (statement, text) in enumerate(zip(matrix.statements, words, strict=True)):
        said = matrix.votes[:, at][matrix.answered[:, at]]
        counts = [str(int((said == side).sum())) for side in (AGREE, DISAGREE)]
        rows.append(["0", "", str(statement), "", *counts, "1", text])
    return written(rows)


def _votes(table: Table) -> Iterator[tuple[int, int, int, int, int]]:
    """(timestamp, row, voter, statement, vote), in the order of the file."""
    known = {str(side): side for side in (AGREE, PASS, DISAGREE)}
    for numbers, columns in table.chunks():
        for row, vote, voter, comment, timestamp in zip(numbers, *columns, strict=True):
            side = known.get(vote.strip())
            if side is None:
                table.refuse(row, f"the vote is {short(vote)}. Give 1 (agree), 0 (pass) or -1 (disagree).")
            yield (
                _whole(table, row, "timestamp", timestamp),
                int(row),
                _whole(table, row, "voter-id", voter),
                _whole(table, row, "comment-id", comment),
                side,
            )


def _statements(table: Table) -> tuple[dict[int, str], set[int]]:
    words: dict[int, str] = {}
    left_out: set[int] = set()
    for numbers, columns in table.chunks():
        for row, text, comment, moderated in zip(numbers, *columns, strict=True):
            number = _whole(table, row, "comment-id", comment)
            if number in words:
                table.refuse(row, f"the comment-id {number} is there already. Keep one row for each.")
            if not text.strip():
                table.refuse(row, "the statement is empty. Give its words, or take the row out.")
            if len(text) > LONGEST_STATEMENT:
                table.refuse(
                    row,
                    f"the statement has {len(text):,} letters, and {LONGEST_STATEMENT:,} are the most. Shorten it.",
                )
            state = _whole(table, row, "moderated", moderated)
            if state not in (MODERATED_OUT, 0, 1):
                table.refuse(
                    row, f"moderated is {short(moderated)}. Give 1 (in), 0 (not looked at) or -1 (out)."
                )
            words[number] = text
            if state == MODERATED_OUT:
                left_out.add(number)
    return words, left_out


def _whole(table: Table, row: Any, column: str, cell: str) -> int:
    if not WHOLE.fullmatch(cell.strip()):
        table.refuse(row, f"the {column} is {short(cell)}. Give a whole number.")
    return int(cell)
