"""`helpfulacts opinions VOTES.csv [--statements COMMENTS.csv] [--seed S] [--smallest N]`: where people stand, from votes in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.engine.choosing.opinion_map import SMALLEST, opinion_map
from helpfulacts.engine.choosing.opinion_result import OpinionMap
from helpfulacts.engine.choosing.opinion_words import people_in_words, quoted
from helpfulacts.exchange.polis import PolisVotes, read_polis

from .share import check_seed


class Command(PlainCommand):
    help = "Show where people stand: groups if they hold, what most share and what divides. Reads a Polis export."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("votes", type=file_name, help="votes.csv of a Polis export")
        parser.add_argument(
            "--statements", type=file_name, help="its comments.csv: the words, and what was moderated out"
        )
        parser.add_argument(
            "--seed",
            default="opinions",
            help='text that the groups start from; same seed, same result; may be ""',
        )
        parser.add_argument(
            "--smallest", type=int, default=SMALLEST, metavar="N",
            help=f"how many people a group has at least (default {SMALLEST})",
        )  # fmt: skip

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(
        self, *args: Any, votes: Path, statements: Path | None, seed: str, smallest: int, as_json: bool, **options: Any
    ) -> None:  # fmt: skip
        if seed:
            check_seed(seed)
        if smallest < 1:
            raise Refused("A group has at least one person. Give --smallest a number from 1.")
        given = read_polis(votes, statements)
        found = opinion_map(
            given.matrix.votes, given.matrix.answered, seed=seed, statements=given.words, smallest=smallest
        )
        figures = {
            "files": given.hashes,
            "votes": given.votes,
            "left_out": list(given.left_out),
            "statement_ids": list(given.matrix.statements),
            "people_ids": list(given.matrix.people),
            "words": list(given.words),
            **found.to_json(),
        }
        self.report(figures, in_words(given, found), as_json=as_json)


def in_words(given: PolisVotes, found: OpinionMap) -> str:
    """The map for a reader."""
    lines = [
        f"{people_in_words(found.people)} voted on {counted(len(found.statements), 'statement', 'statements')}."
    ]
    if given.left_out:
        lines.append(f"Left out because they were moderated out: {len(given.left_out):,}.")
    lines += ["", "Groups" if found.groups is not None else "No groups are shown"]
    lines += [f"  {sentence}" for sentence in found.sentences]
    if found.groups is not None and found.stability is not None:
        lines.append(
            f"  With other people of the same kind they come back: {found.stability:.2f}, where 1 is always."
        )
    for title, chosen in (
        ("Most of each group agree", found.shared),
        ("Most agree", found.agreed_by_most),
        ("Most disagree", found.disagreed_by_most),
        ("What divides", found.divisive),
    ):
        if chosen:
            lines += ["", title]
        for at in chosen:
            one = found.statements[at]
            lines.append(
                f"  {quoted(given.words[at])}: {one.agree:,} agree, {one.passed:,} pass, {one.disagree:,} disagree"
            )
    return "\n".join(lines)
