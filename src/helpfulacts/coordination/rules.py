"""Who may change the rules in force, run a round, open a case, change an allocation and confirm."""

from __future__ import annotations

import uuid

from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_keep_offers, may_run_rounds


def may_enact_rules(actor: Actor) -> bool:
    """The rules change by a decision; an officer, or the system at set-up, puts them in force."""
    return may_run_rounds(actor) or actor.role == "system"


def may_propose_round(actor: Actor) -> bool:
    """A round only proposes, so the system may run one."""
    return may_run_rounds(actor) or actor.role == "system"


def may_decide_round(actor: Actor) -> bool:
    """Opening a case, changing an allocation and confirming need a named human: an officer with an account."""
    return may_run_rounds(actor) and actor.account_id is not None and bool(actor.shown_as.strip())


def may_keep_what_if(actor: Actor) -> bool:
    """Only the office asks what rules would do to people, and says when everybody may read it."""
    return may_run_rounds(actor) and bool(actor.shown_as.strip())


def may_lend(actor: Actor, body_id: uuid.UUID | None) -> bool:
    """Who keeps the offer; and an officer or the operator who writes down what the keeper said."""
    return may_keep_offers(actor, body_id) or actor.has("officer", "operator")


def may_link(actor: Actor) -> bool:
    """An officer or the operator, who writes down what a board decided about a place next door."""
    return actor.has("officer", "operator")
