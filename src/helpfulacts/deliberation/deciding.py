"""Why a decision cannot be published as it is: everything that was promised before it was asked is looked at here.

why_not(decision, adopts=…, owners=…) -> list of sentences that say what to do; empty where it can
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from helpfulacts.coordination.cited import CITED
from helpfulacts.coordination.kept_what_ifs import what_if_by_number
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.coordination.rule_words import changes_in_words
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.principles import PRINCIPLES

from .answered import unanswered
from .counting import code_of
from .counting.chosen import listed
from .models import Contribution, Decision, Deliberation, Outcome, Stage, Tally, TradeOffCard
from .selectors import last_day, stages_of, standing_of
from .text_decided import cannot_stand

if TYPE_CHECKING:
    from helpfulacts.coordination.models import WhatIf

ASKS = ("gather", "map", "draft", "weigh", "ballot")
LEVELS = [level for level, _ in Deliberation.LEVELS]


def why_not(decision: Decision, *, adopts: bool, owners: Collection[uuid.UUID] = ()) -> list[str]:
    """One sentence each. adopts: it puts the rules that were asked about in force. owners: the bodies that promise something."""
    return [
        *_asked_first(decision),
        *_answers(decision),
        *_departures(decision),
        *cannot_stand(decision),
        *_review(decision),
        *_scrutiny(decision),
        *_level(decision),
        *_trade_offs(decision),
        *_impact(decision, adopts),
        *_promises(decision, owners),
    ]


def tallies_of(decision: Decision) -> list[Tally]:
    """The counts that it rests on, by number."""
    rows = Tally.objects.filter(place=decision.place_id, decisions__decision=decision)
    return list(rows.select_related("stage").order_by("number"))


def _asked_first(decision: Decision) -> list[str]:
    """People are asked before it is decided, and each vote is counted.

    An emergency alone goes before, but past no vote that has begun, so that nobody votes in vain: ADR 25.
    """
    found, rests = [], {tally.pk for tally in tallies_of(decision)}
    for stage in stages_of(decision.deliberation):
        standing = standing_of(stage)
        if stage.kind not in ASKS or (decision.emergency and not _vote_has_begun(stage, standing)):
            continue
        if decision.emergency and standing == "open":
            day = date_in_words(last_day(stage, decision.place.zone), reference=today(decision.place.zone))
            found.append(
                f"People vote on this until the end of {day}. Decide after it, or first end the question with a reason that "
                "everybody reads."
            )
        elif decision.emergency and standing == "over":
            found.append("The vote is over. Close it and count it, then decide.")
        elif standing in ("coming", "open") or (stage.kind == "ballot" and standing != "closed"):
            found.append(
                f"People are asked until the part “{stage.get_kind_display()}” is closed. Decide after it, or say why it is an "
                "emergency."
            )
        elif stage.kind == "ballot":
            last = _last_count(stage)
            if last is None:
                found.append(
                    "The votes are not counted yet. Count them, and name the count that this rests on."
                )
            elif last.pk not in rests:
                found.append(f"Say that it rests on the count of the vote, which is count {last.number}.")
    return found


def _vote_has_begun(stage: Stage, standing: str) -> bool:
    """And does anybody still wait for it? A question that was ended says on its page why nobody does."""
    return stage.kind == "ballot" and standing != "coming" and stage.deliberation.ended_at is None


def _last_count(stage: Stage) -> Tally | None:
    """The last count by the rule that the stage promised."""
    rows = Tally.objects.filter(place=stage.place_id, stage=stage, rule=code_of(stage))
    return rows.order_by("-number").first()


def _answers(decision: Decision) -> list[str]:
    missing = {one.number for one in unanswered(decision.deliberation, decision)}
    missing |= {number for tally in promised_counts(decision) for number in tally.result["winners"]} - set(
        answers_of(decision)
    )
    if not missing:
        return []
    return [
        f"{listed(sorted(missing)).capitalize()}: many people support this and it has no answer. Answer each one, yes or no, "
        "with a reason."
    ]


def answers_of(decision: Decision) -> dict[int, str]:
    """The answer of each contribution that it answers, by its number."""
    rows = Outcome.objects.filter(place=decision.place_id, decision=decision)
    return dict(rows.values_list("contribution__number", "answer"))


def promised_counts(decision: Decision) -> list[Tally]:
    """Of the counts that it rests on, those by the rule that was promised, which choose something. Others are only beside."""
    return [
        tally
        for tally in tallies_of(decision)
        if "winners" in tally.result and tally.rule == code_of(tally.stage)
    ]


def departures(decision: Decision) -> list[int]:
    """The numbers whose answer is not what the count says. What was tied may be answered either way."""
    answers, found = answers_of(decision), set()
    parts = _parts_with_yes(decision)
    for tally in promised_counts(decision):
        won, tied = set(tally.result["winners"]), set(tally.result.get("tied", []))
        voted = {option["number"] for option in tally.result["options"]}
        for number in voted - tied:
            answer = answers.get(number)
            if answer is not None and (answer != "yes" if number in won else answer in ("yes", "partly")):
                found.add(number)
        lost = voted - tied - won
        found |= {part for part, whole in parts if whole in lost and part not in voted}
    return sorted(found)


def _parts_with_yes(decision: Decision) -> list[tuple[int, int]]:
    """(number, number of what it is a part of) of words that were accepted from a proposed change, and are answered yes."""
    rows = Outcome.objects.filter(
        place=decision.place_id, decision=decision, answer__in=("yes", "partly"), contribution__kind="amendment",
        contribution__parent__isnull=False,
    )  # fmt: skip
    return list(rows.values_list("contribution__number", "contribution__parent__number"))


def voted_on(decision: Decision) -> set[int]:
    """The numbers of what was voted on, in the counts that it rests on."""
    return {option["number"] for tally in promised_counts(decision) for option in tally.result["options"]}


def says_yes(decision: Decision) -> bool:
    """Is anything that was voted on answered yes or partly? Where nothing was voted on and nothing answered, it is."""
    answers, voted = answers_of(decision), voted_on(decision)
    given = {answers.get(number) for number in voted} if voted else set(answers.values())
    return bool(given & {"yes", "partly"}) or not (voted or answers)


def _departures(decision: Decision) -> list[str]:
    found = departures(decision)
    if not found or decision.departs:
        return []
    return [
        f"{listed(found).capitalize()}: the answer is not what the vote says. Say why you depart from it."
    ]


def _review(decision: Decision) -> list[str]:
    if decision.review_on is None or decision.review_on <= max(
        decision.decided_on, today(decision.place.zone)
    ):
        return ["Say on which later day it is looked at again."]
    return []


def _scrutiny(decision: Decision) -> list[str]:
    """It was a later day when it was written down; it must still be one."""
    if decision.scrutiny_by is None or decision.scrutiny_by > today(decision.place.zone):
        return []
    return ["Say by which later day it is looked at in public."]


def _level(decision: Decision) -> list[str]:
    asked = decision.deliberation.level
    higher = LEVELS.index(decision.level) > LEVELS.index(asked)
    if (higher or decision.level in ("region", "nation")) and not decision.level_reason:
        return ["It is decided further from the people it is about than it was asked. Say why."]
    return []


def _trade_offs(decision: Decision) -> list[str]:
    """`subject["trade_offs"]` of its deliberation: how many of the twelve principles are looked at; none where it says nothing."""
    promised = decision.deliberation.subject.get("trade_offs", 0)
    rows = TradeOffCard.objects.filter(place=decision.place_id, decision=decision)
    codes = [principle.code for principle in PRINCIPLES]
    looked = rows.filter(principle__in=codes).exclude(mark="not assessed").count()
    if not isinstance(promised, int) or looked >= promised:
        return []
    return [
        f"It was promised that {promised} of the twelve principles are looked at, and {looked} are. Say for {promised - looked} "
        "more what this supports or costs, or that nobody knows."
    ]


def _impact(decision: Decision, adopts: bool) -> list[str]:
    """Rules come into force, and what people have ends, only after everybody could read what that does to people."""
    subject = decision.deliberation.subject
    if not (adopts or subject.get("ends")):
        return []
    number = subject.get("what_if")
    what_if = what_if_by_number(decision.place, number) if isinstance(number, int) else None
    if what_if is None or what_if.shown_at is None:
        return [
            "Nobody could read what this does to people. Work it out, show it to everybody, and ask again."
        ]
    if adopts and not _works_out(what_if, subject["document"]):
        return [
            f"What-if {number} is about other rules than these. Work out these, show it to everybody, and ask again."
        ]
    votes = [stage.closes for stage in stages_of(decision.deliberation) if stage.kind == "ballot"]
    if votes and not decision.emergency and what_if.shown_at > max(votes):
        return [
            f"What-if {number} was shown after the vote was over. Ask again, so that people vote knowing it."
        ]
    return []


def _works_out(what_if: WhatIf, document: Mapping[str, Any]) -> bool:
    """Is one of its scenarios about these rules? Who decided them and when they are looked at again is not what it works out."""
    rules = parse(document)
    return any(
        not changes_in_words(parse(one["rules"]), rules, (*CITED, "review_on")) for one in what_if.scenarios
    )


def _promises(decision: Decision, owners: Collection[uuid.UUID]) -> list[str]:
    acts = decision.deliberation.stance == "acting" and set(answers_of(decision).values()) & {"yes", "partly"}
    if acts and len(set(owners)) < 2:
        return [
            "Acting together takes promises of more than one body. Write down who promises what, by which day."
        ]
    return []


def may_be_answered(contribution: Contribution, decision: Decision) -> bool:
    """Does it belong to what was asked, and stand by itself?"""
    return contribution.deliberation_id == decision.deliberation_id and contribution.joined_into_id is None
