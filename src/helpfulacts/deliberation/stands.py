"""Where a place says it stands: each principle and condition with its spread, who says otherwise and why, and the board's replies.

It is complete by its dates alone: nothing in it waits for a meeting (domain.md R1: the board's meeting of September 2011 was cancelled).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.principles import CONDITIONS, PRINCIPLES, Principle
from helpfulacts.places.models import Place

from .models import Contribution, Deliberation, Membership, Position, Revision, Stage
from .selectors import published, stage_of_kind, standing_of

SAYS = {1: "agree", 0: "pass", -1: "disagree"}
ITEMS: dict[str, Principle] = {item.code: item for item in (*PRINCIPLES, *CONDITIONS)}


@dataclass(frozen=True)
class Said:
    """What one body said: “agree”, “pass”, “disagree” or “” where it has not answered; and why, in its own words.

    channel: “paper” or “assisted” where the desk entered it, else “online”; “” where it has not answered.
    """

    body: str
    answer: str
    why: tuple[str, ...]
    channel: str = ""


@dataclass(frozen=True)
class Reply:
    """What the board replied, on which day; late: after the last day of its part.

    changed_on: when it was last said otherwise, None where it was not; first: what it said first, which stays to be read.
    """

    body: str
    words: str
    on: dt.date
    late: bool
    changed_on: dt.date | None = None
    first: str = ""


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
    replies: tuple[Reply, ...]

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
    """`complete`: its parts are over, and nobody ended it before. `settled`: bodies can change nothing any more.

    `unanswered`: principles on which bodies differ and the board has not replied.
    """

    deliberation: Deliberation
    stands: tuple[Stand, ...]
    bodies: int
    settled: bool
    complete: bool

    @property
    def differ(self) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.stands if stand.word == "we differ")

    @property
    def unanswered(self) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.differ if not stand.replies)

    @property
    def dissent(self) -> dict[str, tuple[tuple[Stand, Said], ...]]:
        """Of each body by name: where it says otherwise than most."""
        found: dict[str, list[tuple[Stand, Said]]] = {}
        for stand in self.stands:
            for one in stand.dissent:
                found.setdefault(one.body, []).append((stand, one))
        return {body: tuple(rows) for body, rows in sorted(found.items())}


def position_report(deliberation: Deliberation) -> PositionReport:
    """The report as it stands now. Raises Refused where this asks something else."""
    codes = deliberation.subject.get("statements")
    if deliberation.uses != "position" or not codes:
        raise Refused("This asks something else: it has no report of where we stand.")
    gather, decide = stage_of_kind(deliberation, "gather"), stage_of_kind(deliberation, "decide")
    bodies = bodies_of(deliberation)
    answers = {
        (position.contribution_id, position.membership_id): position
        for position in Position.objects.filter(place=deliberation.place_id, stage=gather, current=True)
    }
    whys, replies = _reasons(deliberation, decide)
    stands = []
    for statement in statements_of(deliberation):
        said = []
        for body in bodies:
            given = answers.get((statement.pk, body.pk))
            said.append(
                Said(
                    body.organisation.name if body.organisation else "",
                    SAYS[given.value] if given else "",
                    tuple(whys.get((statement.pk, body.pk), ())),
                    given.channel if given else "",
                )
            )
        count = [one.answer for one in said].count
        stands.append(
            Stand(
                ITEMS[codes[str(statement.number)]], statement.number, count("agree"), count("pass"), count("disagree"),
                count(""), tuple(said), tuple(replies.get(statement.pk, ())),
            )
        )  # fmt: skip
    over = ("over", "closed")
    settled = standing_of(gather) in over
    complete = standing_of(decide) in over and deliberation.ended_at is None
    return PositionReport(deliberation, tuple(stands), len(bodies), settled, complete)


def open_now(place: Place) -> list[Deliberation]:
    """Those in which bodies can answer now, the latest first."""
    rows = published(place).filter(uses="position", ended_at__isnull=True)
    return [one for one in rows if standing_of(stage_of_kind(one, "gather")) == "open"]


def bodies_of(deliberation: Deliberation) -> list[Membership]:
    """Those that are asked, by name; not the board."""
    rows = Membership.objects.filter(
        place=deliberation.place_id,
        deliberation=deliberation,
        organisation__isnull=False,
        left_on__isnull=True,
    )
    return list(
        rows.exclude(role="convenor").select_related("organisation").order_by("organisation__name", "pk")
    )


def board_of(deliberation: Deliberation) -> Membership:
    """Raises NotFound where it is no report to a board."""
    rows = Membership.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, role="convenor", organisation__isnull=False
    )
    if deliberation.uses != "position" or (found := rows.select_related("organisation").first()) is None:
        raise NotFound("This asks something else: no board replies to it.")
    return found


def statements_of(deliberation: Deliberation) -> list[Contribution]:
    """One for each principle and condition, in their order; not what else bodies brought."""
    numbers = [int(number) for number in deliberation.subject.get("statements", {})]
    rows = Contribution.objects.filter(
        place=deliberation.place_id, deliberation=deliberation, kind="statement", number__in=numbers
    )
    return list(rows.select_related("deliberation", "place").order_by("number"))


def item_of(statement: Contribution) -> Principle:
    """The principle or condition that a statement is about."""
    return ITEMS[statement.deliberation.subject["statements"][str(statement.number)]]


def answers_of(stage: Stage, membership: Membership) -> dict[UUID, int]:
    """What a body answers now, by statement."""
    rows = Position.objects.filter(place=stage.place_id, stage=stage, membership=membership, current=True)
    return dict(rows.values_list("contribution_id", "value"))


def reasons_of(membership: Membership) -> dict[UUID, tuple[Contribution, str]]:
    """Its last reason (or reply) beside each statement, with its words as they are now."""
    return {
        row.contribution.parent_id: (row.contribution, row.words)
        for _, row in _said(membership.deliberation)
        if row.contribution.author_id == membership.pk and row.contribution.parent_id is not None
    }


def _said(deliberation: Deliberation) -> list[tuple[Revision, Revision]]:
    """The first and the last words of every reason that is shown, in order."""
    rows = Revision.objects.filter(
        place=deliberation.place_id, contribution__deliberation=deliberation, contribution__kind="reason",
        contribution__state="shown", translates=None,
    )  # fmt: skip
    rows = rows.select_related("contribution__author__organisation").order_by(
        "contribution__number", "number"
    )
    found: dict[UUID, tuple[Revision, Revision]] = {}
    for row in rows:
        found[row.contribution_id] = (found.get(row.contribution_id, (row,))[0], row)
    return list(found.values())


def _reasons(
    deliberation: Deliberation, decide: Stage
) -> tuple[dict[tuple[object, object], list[str]], dict[object, list[Reply]]]:
    """Why each body says so, and what the board replied: (statement, membership) → words; statement → replies."""
    whys: dict[tuple[object, object], list[str]] = {}
    replies: dict[object, list[Reply]] = {}
    first_late = decide.closes.astimezone(ZoneInfo(deliberation.place.zone)).date()
    for first, row in _said(deliberation):
        reason, author = row.contribution, row.contribution.author
        if author is None or author.organisation is None:
            continue
        if author.role == "convenor":
            changed = (row.written_on, first.words) if first.pk != row.pk else (None, "")
            late = first.written_on >= first_late
            reply = Reply(author.organisation.name, row.words, first.written_on, late, *changed)
            replies.setdefault(reason.parent_id, []).append(reply)
        else:
            whys.setdefault((reason.parent_id, author.pk), []).append(row.words)
    return whys, replies
