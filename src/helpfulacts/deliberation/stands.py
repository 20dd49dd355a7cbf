"""Where a place says it stands: each principle and condition with its spread, who says otherwise and why, and the board's replies.

It is complete by its dates alone: nothing in it waits for a meeting (domain.md R1: the board's meeting of September 2011 was cancelled).
"""

from __future__ import annotations

from dataclasses import dataclass

from helpfulacts.core.errors import Refused
from helpfulacts.core.principles import CONDITIONS, PRINCIPLES, Principle

from .models import Contribution, Deliberation, Membership, Position, Revision
from .selectors import stage_of_kind, standing_of

SAYS = {1: "agree", 0: "pass", -1: "disagree"}
ITEMS: dict[str, Principle] = {item.code: item for item in (*PRINCIPLES, *CONDITIONS)}


@dataclass(frozen=True)
class Said:
    """What one body said: “agree”, “pass”, “disagree” or “” where it has not answered; and why, in its own words."""

    body: str
    answer: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Stand:
    """One principle or condition. Counts are of bodies; `said` holds each by name, for a body answers in public."""

    item: Principle
    statement: int
    agree: int
    passed: int
    disagree: int
    silent: int
    said: tuple[Said, ...]
    replies: tuple[tuple[str, str], ...]

    @property
    def answered(self) -> int:
        return self.agree + self.passed + self.disagree

    @property
    def word(self) -> str:
        """“we agree”, “we differ”, “we are not there” or “we do not know”: never a mean."""
        if not self.agree and not self.disagree:
            return "we do not know"
        if self.agree and self.disagree:
            return "we differ"
        return "we agree" if self.agree else "we are not there"

    @property
    def dissent(self) -> tuple[Said, ...]:
        """Those who say otherwise than most, with why; where as many say either, those who disagree."""
        against = "agree" if self.disagree > self.agree else "disagree"
        return tuple(one for one in self.said if one.answer == against)


@dataclass(frozen=True)
class PositionReport:
    """`complete`: its parts are over. `unanswered`: principles on which bodies differ and the board has not replied."""

    deliberation: Deliberation
    stands: tuple[Stand, ...]
    bodies: int
    complete: bool

    @property
    def unanswered(self) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.stands if stand.word == "we differ" and not stand.replies)


def position_report(deliberation: Deliberation) -> PositionReport:
    """The report as it stands now. Raises Refused where this asks something else."""
    codes = deliberation.subject.get("statements")
    if deliberation.uses != "position" or not codes:
        raise Refused("This asks something else: it has no report of where we stand.")
    gather, decide = stage_of_kind(deliberation, "gather"), stage_of_kind(deliberation, "decide")
    here = {"place": deliberation.place_id, "deliberation": deliberation}
    bodies = list(
        Membership.objects.filter(**here, organisation__isnull=False, left_on__isnull=True)
        .exclude(role="convenor")
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    answers = {
        (position.contribution_id, position.membership_id): SAYS[position.value]
        for position in Position.objects.filter(place=deliberation.place_id, stage=gather, current=True)
    }
    whys, replies = _reasons(deliberation)
    stands = []
    for statement in Contribution.objects.filter(**here, kind="statement", parent=None).order_by("number"):
        said = tuple(
            Said(
                body.organisation.name if body.organisation else "",
                answers.get((statement.pk, body.pk), ""),
                tuple(whys.get((statement.pk, body.pk), ())),
            )
            for body in bodies
        )
        count = [one.answer for one in said].count
        stands.append(
            Stand(
                ITEMS[codes[str(statement.number)]], statement.number, count("agree"), count("pass"), count("disagree"),
                count(""), said, tuple(replies.get(statement.pk, ())),
            )
        )  # fmt: skip
    return PositionReport(deliberation, tuple(stands), len(bodies), standing_of(decide) in ("over", "closed"))


def _reasons(
    deliberation: Deliberation,
) -> tuple[dict[tuple[object, object], list[str]], dict[object, list[tuple[str, str]]]]:
    """Why each body says so, and what the board replied: (statement, membership) → words; statement → (body, words)."""
    whys: dict[tuple[object, object], list[str]] = {}
    replies: dict[object, list[tuple[str, str]]] = {}
    rows = Revision.objects.filter(
        place=deliberation.place_id, contribution__deliberation=deliberation, contribution__kind="reason",
        contribution__state="shown", translates=None,
    )  # fmt: skip
    for row in rows.select_related("contribution__author__organisation").order_by(
        "contribution__number", "number"
    ):
        reason = row.contribution
        author = reason.author
        if author is None or author.organisation is None:
            continue
        if author.role == "convenor":
            replies.setdefault(reason.parent_id, []).append((author.organisation.name, row.words))
        else:
            whys.setdefault((reason.parent_id, author.pk), []).append(row.words)
    return whys, replies
