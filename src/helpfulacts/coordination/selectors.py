"""Reads of rules, rounds and reasons.

rules_in_force(place) -> RuleSet | None          rules_beside(place) -> list[RuleSet]      document_of(rule_set)
rules_so_far(place) -> list[RuleSet]             changes_in_words(before, after), asks_of, departures_of (rule_words.py)
overdue_rules(document, day)                     kept_meanwhile(rule_set, day) -> RulesKept | None  (rule_review.py)
latest_run(place), run_by_number(place, n), runs(place)                                    -> Run | None, list
explain(run, persons=None, sample=None) -> list of {person, status, code, group, offer, offers, sentence}
explanation_for(allocation) -> Explanation       allocation_of(run, person), my_latest(person)
served_by_class(run), served_by_decile(run), served_by_ward(run) -> list[Served] with Wilson intervals
cases_to_open(run), opened_so_far(run) -> (opened, all) by why
draw_that_waits(place) -> NextDraw | None        alarms_of(run) -> list[AlarmShown]
more_places(run) -> list[MorePlaces]             effect_of_rules(run, rule_set) -> Effect
money_of(run) -> (list[LineShown], loss in words)
check_run(run) -> RunCheck                       reason_sentence(act) -> str
waiting_words(person), words_read(person), words_for(allocation)   what was said before a round (`said.py`)
last_check(plan) -> RightsCheck | None           rights_said(check) -> list[RightSaid]
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from helpfulacts.core.errors import NotFound
from helpfulacts.engine.sharing.order import commitment

from . import figures
from .alarms import AlarmShown, alarms_of
from .alternatives import Alternatives, alternatives_for
from .entitlement import RightSaid, rights_said
from .explanation import Explanation, explain_one, machine_form
from .figures import Effect, MorePlaces, Served
from .funding import paid_as_decided
from .funding_words import LineShown
from .inputs import open_outcome
from .manifest import as_said, claims_root, leaf_of
from .models import Allocation, Claim, Draw, Opening, Override, RightsCheck, RuleSet, Run
from .reasons import Reasons
from .round_rows import asked_of
from .rule_document import RuleDocument
from .rule_reading import parse
from .rule_review import kept_meanwhile, overdue_rules
from .rule_words import asks_of, changes_in_words, departures_of
from .said import waiting_words, words_for, words_read
from .suggested import reason_sentence

if TYPE_CHECKING:
    from helpfulacts.people.models import Person
    from helpfulacts.places.models import Place
    from helpfulacts.support.models import Plan

__all__ = [
    "AlarmShown", "Effect", "Explanation", "MorePlaces", "RightSaid", "Served", "alarms_of", "asks_of",
    "changes_in_words", "departures_of", "kept_meanwhile", "overdue_rules", "reason_sentence", "rights_said", "waiting_words", "words_for", "words_read",
]  # fmt: skip


def rules_in_force(place: Place) -> RuleSet | None:
    return RuleSet.objects.filter(place=place, state="in_force").first()


def rules_beside(place: Place) -> list[RuleSet]:
    """Gentler or other rules, shown beside those in force."""
    return list(RuleSet.objects.filter(place=place, state="beside").order_by("number"))


def rules_so_far(place: Place) -> list[RuleSet]:
    """Every version that is or was in force, the newest first."""
    return list(RuleSet.objects.filter(place=place, state__in=["in_force", "superseded"]).order_by("-number"))


def document_of(rule_set: RuleSet) -> RuleDocument:
    """The typed rules: floors, classes, travel, standing, rounds."""
    return parse(rule_set.document)


def last_check(plan: Plan) -> RightsCheck | None:
    """The last look for rights on this plan."""
    checks = RightsCheck.objects.filter(place=plan.place_id, plan=plan).select_related(
        "rule_set", "plan", "place"
    )
    return checks.order_by("-at", "-id").first()


def runs(place: Place) -> list[Run]:
    """Newest first."""
    return list(
        Run.objects.filter(place=place).select_related("rule_set", "place", "draw").order_by("-number")
    )


def latest_run(place: Place) -> Run | None:
    return (
        Run.objects.filter(place=place)
        .select_related("rule_set", "place", "draw")
        .order_by("-number")
        .first()
    )


def run_by_number(place: Place, number: int) -> Run | None:
    return Run.objects.filter(place=place, number=number).select_related("rule_set", "place", "draw").first()


def _allocations(place: Any) -> Any:
    return Allocation.objects.filter(place=place).select_related(
        "run__rule_set", "run__place", "run__draw", "person", "offer", "claim", "act", "ward"
    )


def get_allocation(place: Place, allocation_id: uuid.UUID) -> Allocation:
    found: Allocation | None = _allocations(place).filter(pk=allocation_id).first()
    if found is None:
        raise NotFound("There is no such answer in this place.")
    return found


def allocation_of(run: Run, person: Person) -> Allocation | None:
    found: Allocation | None = _allocations(run.place_id).filter(run=run, person=person).first()
    return found


def my_latest(person: Person) -> Allocation | None:
    """The person's answer in the newest round that a human has confirmed and whose time is not over yet."""
    rows = _allocations(person.place_id).filter(person=person, run__state="confirmed")
    rows = rows.filter(run__inputs_sealed__isnull=False)
    found: Allocation | None = rows.order_by("-run__number").first()
    return found


def explain(
    run: Run, persons: Iterable[Any] | None = None, sample: int | None = None
) -> list[dict[str, Any]]:
    """Everyone's reason (or that of `persons`, or of a `sample` drawn from the round's seed), in the round's order."""
    return list(explain_each(run, persons, sample))


def explain_each(
    run: Run, persons: Iterable[Any] | None = None, sample: int | None = None
) -> Iterator[dict[str, Any]]:
    """As `explain`, one by one, for long rounds and progress bars."""
    rows = Allocation.objects.filter(place=run.place_id, run=run).order_by("index")
    if persons is not None:
        rows = rows.filter(person_id__in=[getattr(person, "pk", person) for person in persons])
    if sample is not None:
        drawn = sorted(range(run.people), key=lambda n: sha256(f"{run.seed}|explain|{n}".encode()).digest())
        rows = rows.filter(index__in=drawn[: max(0, sample)])
    reasons = Reasons(run)
    for allocation in rows.iterator(chunk_size=2000):
        reason = reasons.of(allocation)
        yield {
            **machine_form(allocation, reason),
            "status": allocation.status,
            "group": reason.group,
            "offer": str(allocation.offer_id) if allocation.offer_id else None,
            "sentence": reasons.letter(reason),
        }


def explanation_for(allocation: Allocation) -> Explanation:
    return explain_one(allocation)


def may_be_changed(allocation: Allocation) -> bool:
    """May a person still change this answer in the round? A place kept from before is changed on the plan instead; a
    right that it leaves unmet may be met here."""
    return allocation.run.state == "proposed" and (not allocation.continuing or allocation.floor_unmet)


def alternatives(allocation: Allocation) -> Alternatives:
    """What this person could be given instead; nothing where the answer may no longer be changed in the round."""
    if not may_be_changed(allocation):
        return Alternatives([], no_place=False, for_a_right=False)
    found = alternatives_for(allocation)
    return replace(found, no_place=False) if allocation.continuing else found


def served_by_class(run: Run) -> list[Served]:
    return figures.by_class(run)


def served_by_decile(run: Run) -> list[Served]:
    return figures.by_decile(run)


def served_by_ward(run: Run) -> list[Served]:
    return figures.by_ward(run)


def more_places(run: Run, k: int = 6, limit: int = 4) -> list[MorePlaces]:
    return figures.more_places(run, k, limit)


def money_of(run: Run) -> tuple[list[LineShown], str]:
    return figures.money_of(run)


def effect_of_rules(run: Run, rule_set: RuleSet) -> Effect:
    return figures.effect_of_rules(run, rule_set)


WHY_ORDER = {"alarm": 0, "said": 1, "cut_off": 2, "sample": 3}


def cases_to_open(run: Run) -> list[Opening]:
    """Cases not opened yet: rights first, who said something, who just missed a place, those picked by chance."""
    rows = Opening.objects.filter(place=run.place_id, run=run, opened_at__isnull=True).select_related(
        "allocation__person", "allocation__offer", "allocation__run"
    )
    return sorted(rows, key=lambda one: (WHY_ORDER[one.why], one.allocation.index))


@dataclass(frozen=True)
class Opened:
    why: str
    label: str
    opened: int
    of: int


def opened_so_far(run: Run) -> list[Opened]:
    """How many cases a human opened, by why they had to."""
    rows = list(Opening.objects.filter(place=run.place_id, run=run).values_list("why", "opened_at"))
    labels = dict(Opening.WHYS)
    return [
        Opened(
            why, labels[why], sum(1 for w, at in rows if w == why and at), sum(1 for w, _ in rows if w == why)
        )
        for why in WHY_ORDER
    ]


@dataclass(frozen=True)
class NextDraw:
    """The draw of the next round: what is public of it. Its seed is not."""

    commitment: str
    committed_at: dt.datetime


def draw_that_waits(place: Place) -> NextDraw | None:
    rows = Draw.objects.filter(place=place, revealed_at__isnull=True).values_list(
        "commitment", "committed_at"
    )
    found = rows.first()
    return NextDraw(*found) if found else None


def overrides_of(run: Run) -> list[Override]:
    rows = Override.objects.filter(place=run.place_id, run=run)
    return list(rows.select_related("from_offer", "to_offer", "allocation").order_by("at"))


@dataclass(frozen=True)
class RunCheck:
    """Whether a run still holds together. erased: people taken out of it on request, so not recomputable.

    same_outcome: of everybody else the same have a place; with nobody erased, byte for byte what the manifest says.
    """

    same_outcome: bool
    same_root: bool
    seed_matches: bool
    claims_checked: int
    claims_changed: int
    erased: int
    sentence: str


def check_run(run: Run) -> RunCheck:
    """Run it again from what is stored, and check every claim that is left against its leaf."""
    inputs, outcome = open_outcome(run)
    same = bool((outcome.assign == inputs.assign).all())
    same = same and as_said(inputs, run.manifest)
    same = same and paid_as_decided(inputs, parse(run.rule_set.document))
    root = claims_root(inputs) == run.manifest["claims_root"]
    seed = commitment(run.seed) == run.draw.commitment
    leaves = {leaf.tobytes().hex() for leaf in inputs.leaves}
    checked = changed = 0
    for claim in Claim.objects.filter(place=run.place_id, run=run).order_by("id").iterator(chunk_size=2000):
        checked += 1
        changed += leaf_of(claim.salt, asked_of(claim)) != claim.leaf or claim.leaf not in leaves
    erased = run.people - Allocation.objects.filter(place=run.place_id, run=run).count()
    words = _check_in_words(same and root and seed and not changed, erased, run.people)
    return RunCheck(same, root, seed, checked, changed, erased, words)


def _check_in_words(holds: bool, erased: int, people: int) -> str:
    if not holds:
        return "Something was changed."
    if not erased:
        return "The same answer comes out again."
    gone = "1 person" if erased == 1 else f"{erased:,} people"
    words = f"Not recomputable for {gone}, erased on request."
    return words if erased == people else f"{words} Everybody else gets the same answer again."
