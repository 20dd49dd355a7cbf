"""`helpfulacts tally FILE.pb --rule R`: count a participatory budget, with the reason for every project."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpfulacts.cli.command import PlainCommand, file_name
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.engine.choosing import (
    BadBallots,
    Ballots,
    Funding,
    Reason,
    equal_shares,
    explain_equal_shares,
    explain_greedy,
    explain_phragmen,
    greedy,
    phragmen,
)
from helpfulacts.engine.choosing.ballots import SATISFACTIONS, Satisfaction
from helpfulacts.engine.choosing.said import amount, sentence
from helpfulacts.exchange.pabulib import BudgetFile, read_pb

RULES = ("equal-shares", "greedy", "phragmen")
COMPLETIONS = ("none", "add1")


class Command(PlainCommand):
    help = "Count the votes of a participatory budget in a Pabulib file: what is funded, and why, project by project."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=file_name, metavar="FILE.pb", help="approvals in the Pabulib format")
        parser.add_argument("--rule", choices=RULES, default=RULES[0], help=f"how to count (default {RULES[0]})")  # fmt: skip
        parser.add_argument("--satisfaction", choices=SATISFACTIONS, default="cost",
                            help="what a funded project counts for whoever chose it: its cost (default) or one; of no matter to phragmen")  # fmt: skip
        parser.add_argument("--completion", choices=COMPLETIONS, default="none",
                            help="equal-shares: raise everybody's share by 1 while the budget lasts (add1)")  # fmt: skip

    def reads_data(self, **options: Any) -> bool:
        return False

    def handle(self, *args: Any, file: Path, rule: str, satisfaction: Satisfaction, completion: str,
               as_json: bool, **options: Any) -> None:  # fmt: skip
        if completion != "none" and rule != "equal-shares":
            raise Refused(f"--completion {completion} is for equal-shares. Leave it out, or count by equal-shares.")  # fmt: skip
        given = read_pb(file)
        started = time.perf_counter()
        try:
            found = count(given.ballots, rule, satisfaction, completion)
        except BadBallots as problem:
            raise Refused(f"{problem} Count without it: leave out --completion {completion}.") from None
        seconds = time.perf_counter() - started
        reasons = explain(given.ballots, rule, satisfaction, found)
        if as_json:
            self.report(_figures(given, found, reasons, rule, satisfaction, completion, seconds), "", as_json=True)  # fmt: skip
        else:
            show(given, found, reasons)


def count(ballots: Ballots, rule: str, satisfaction: Satisfaction, completion: str) -> Funding:
    """What the rule funds. Raises BadBallots."""
    if rule == "equal-shares":
        return equal_shares(ballots, satisfaction, completion)
    return greedy(ballots, satisfaction) if rule == "greedy" else phragmen(ballots)


def explain(ballots: Ballots, rule: str, satisfaction: Satisfaction, found: Funding) -> list[Reason]:
    """The reason for every project, those that are funded first, as they came."""
    if rule == "equal-shares":
        reasons = explain_equal_shares(ballots, satisfaction, found)
    else:
        reasons = explain_greedy(ballots, satisfaction) if rule == "greedy" else explain_phragmen(ballots)
    return sorted(reasons, key=lambda row: (row.step is None, row.step or 0, -row.supporters))


def _figures(
    given: BudgetFile, found: Funding, reasons: list[Reason], rule: str, satisfaction: str, completion: str, seconds: float
) -> dict[str, Any]:  # fmt: skip
    ballots = given.ballots
    return {
        "winners": [ballots.projects[j] for j in found.winners],
        "cost": plain(ballots, found.cost),
        "seconds": round(seconds, 6),
        "explanation": [row.as_row() | {"says": sentence(row, given.names)} for row in reasons],
        "rule": rule,
        "satisfaction": satisfaction,
        "completion": completion,
        "budget": plain(ballots, ballots.budget),
        "projects": len(ballots.projects),
        "voters": ballots.voters,
        "share": plain(ballots, found.share),
        "runs": found.runs,
    }


def plain(ballots: Ballots, value: Any) -> int | float:
    """An amount for JSON: whole where it is."""
    money = ballots.money(value)
    return int(money) if money.denominator == 1 else round(float(money), 6)


def show(given: BudgetFile, found: Funding, reasons: list[Reason]) -> None:
    """The figures as a table, and under it why each project that is not funded is not."""
    ballots, out = given.ballots, Console(soft_wrap=False)
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("step", justify="right")
    table.add_column("project")
    table.add_column("cost", justify="right", no_wrap=True)
    table.add_column("votes", justify="right", no_wrap=True)
    table.add_column("why")
    for row in reasons:
        name = _seen(given.names.get(row.project) or row.project)
        says = _seen(sentence(row, given.names))
        table.add_row("" if row.step is None else str(row.step), Text(name), amount(row.cost), f"{row.supporters:,}", Text(says))  # fmt: skip
    out.print(table)
    out.print(
        f"{len(found.winners)} of {counted(len(reasons), 'project is', 'projects are')} funded by "
        f"{counted(ballots.voters, 'voter', 'voters')}: "
        f"{amount(ballots.money(found.cost))} of {amount(ballots.money(ballots.budget))}."
        + (f" Everybody’s share is {amount(ballots.money(found.share))}." if found.share else "")
    )


def _seen(text: str) -> str:
    """Without characters that cannot be seen, which could command a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
