"""Publish a decision: from then on it stays as it is, what it promises is owed, and the rules that it adopts are in force."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.cited import changes_nothing
from helpfulacts.coordination.decided import decision_ref
from helpfulacts.coordination.models import RuleSet
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.coordination.rules import may_enact_rules
from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise
from helpfulacts.promises.selectors import open_about

from ..deciding import answers_of, says_yes, tallies_of, voted_on, why_not
from ..models import Decision
from ..rules import may_record_decision
from ..rules_asked import rules_by
from .accept_amendment import stand_as_decided
from .draft_decision import NOUN, require_draft

if TYPE_CHECKING:
    from helpfulacts.people.models import Organisation

LONGEST_WHAT = 300
SCRUTINY = "decided without asking first"


@dataclass(frozen=True)
class Undertaking:
    """What a body promises by a decision, by which day, and by what anybody can see that it was done."""

    owner: Organisation
    what: str
    due: dt.date
    measure: str = ""


def publish_decision(
    *, decision: Decision, by: Actor, undertakings: Iterable[Undertaking] = (), adopts: bool | None = None
) -> Decision:
    """Everybody reads it. Nothing is half done: where anything is refused, all of it is as it was.

    adopts: it puts the rules that were asked about (`subject["document"]`) in force, citing it; None: as what was voted on is
    answered, where that is one thing. The promise that people hear is kept. Raises Refused with the first of `deciding.why_not`; NotAllowed,
    also where it adopts rules and whoever publishes may not put rules in force.
    """
    require(may_record_decision(by), "publish a decision")
    promised = [_checked(one, decision) for one in undertakings]
    with register.writing(decision.place_id):
        require_draft(decision)
        deliberation = decision.deliberation
        document = deliberation.subject.get("document")
        adopts = _adopts(decision, adopts, bool(document))
        if adopts and not may_enact_rules(by):
            raise NotAllowed("An officer publishes a decision that changes the rules. Ask the office.")
        if why := why_not(decision, adopts=adopts, owners={one.owner.pk for one in promised}):
            raise Refused(why[0])
        enacted = _enact(decision, document, by) if adopts else None
        decision.rule_set = enacted.number if enacted else None
        decision.published_at = now()
        decision.save(update_fields=["rule_set", "published_at"])
        _promise(decision, promised)
        stand_as_decided(decision)
        if not decision.emergency:
            heard = open_about(decision.place, "deliberation", deliberation.pk, by_noun="organisation")
            keep_promises(
                place=decision.place, promises=[one.pk for one in heard], evidence=f"Decision {decision.number}", by=by.role
            )  # fmt: skip
        register.record(
            place=decision.place,
            action="published a decision",
            noun=NOUN,
            subject=decision.pk,
            facts={
                "number": decision.number, "deliberation": deliberation.number, "sentence": decision.sentence,
                "body": decision.body, "decided on": decision.decided_on.isoformat(),
                "review on": decision.review_on.isoformat(), "tallies": [one.input_hash for one in tallies_of(decision)],
                "answers": dict(sorted(Counter(answers_of(decision).values()).items())), "departs": bool(decision.departs),
                "emergency": bool(decision.emergency), "promises": len(promised), "rule set": decision.rule_set,
            },
        )  # fmt: skip
    return decision


def _adopts(decision: Decision, said: bool | None, there_are_rules: bool) -> bool:
    """Never rules that were voted down: raises Refused where that it adopts them is not what it answers, or is not clear."""
    if not there_are_rules:
        if said:
            raise Refused("No rules were asked about, so it can adopt none.")
        return False
    agrees = says_yes(decision)
    if said and not agrees:
        raise Refused("Nothing that was voted on is answered yes, so it adopts no rules.")
    if said is None and agrees and len(voted_on(decision)) > 1:
        raise Refused(
            "More than one thing was voted on. Say whether it puts the rules in force.", field="adopts"
        )
    return agrees if said is None else said


def _checked(one: Undertaking, decision: Decision) -> Undertaking:
    what, measure = tidy(one.what), tidy(one.measure)
    if one.owner.place_id != decision.place_id:
        raise Refused("Choose a body of this place.", field="owner")
    if not what:
        raise Refused("Say what is promised.", field="what")
    if one.due < today(decision.place.zone):
        raise Refused("That day has passed. Promise it for a later day.", field="due")
    made = Undertaking(one.owner, what, one.due, measure)
    if len(_said(made)) > LONGEST_WHAT:
        raise Refused(
            f"Please keep what is promised, and how it is seen, under {LONGEST_WHAT} letters.", field="what"
        )
    return made


def _said(one: Undertaking) -> str:
    return f"{one.what.rstrip('.')}. Seen by: {one.measure}" if one.measure else one.what


def _promise(decision: Decision, promised: list[Undertaking]) -> None:
    """Their words are public; the register says how many there are, in the entry of the decision."""
    for one in promised:
        _owed(decision, one.owner, _said(one), f"decision {decision.number}", one.due)
    if decision.emergency and decision.scrutiny_by:
        again = f"Look at decision {decision.number} again in public: {decision.sentence}"[:LONGEST_WHAT]
        _owed(decision, decision.deliberation.convenor, again, SCRUTINY, decision.scrutiny_by)


def _owed(decision: Decision, owner: Organisation, what: str, trigger: str, due: dt.date) -> Promise:
    return make_promise(
        place=decision.place, by_noun="organisation", by_id=owner.pk, by_shown_as=owner.name, to_noun="everyone", to_id=None,
        about_noun=NOUN, about_id=decision.pk, what=what, trigger=trigger, due=due, quiet=True,
    )  # fmt: skip


def _enact(decision: Decision, document: Mapping[str, Any], by: Actor) -> RuleSet:
    """The rules that were asked about, each that is new citing this decision. Raises Refused where they change nothing."""
    last = coordination.rules_in_force(decision.place)
    if changes_nothing(parse(document), coordination.document_of(last) if last else None):
        raise Refused("These rules are in force already, so the decision would change nothing.")
    return enact_rules(
        place=decision.place, document=rules_by(decision), by=by, deciding_body=decision.body, review_on=decision.review_on,
        decision_ref=decision_ref(decision.number, decision.decided_on),
    )  # fmt: skip
