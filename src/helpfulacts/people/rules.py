"""Who may. Pure predicates over an Actor; a page or an action asks, and refuses with a sentence."""

from __future__ import annotations

import uuid

from helpfulacts.core.errors import NotAllowed

from .actor import Actor


def may_run_rounds(actor: Actor) -> bool:
    return actor.has("officer")


def may_use_desk(actor: Actor) -> bool:
    """Tell people, take down a plan by proxy, vouch, and revoke a lost phrase."""
    return actor.has("officer", "navigator")


def may_see_plan(actor: Actor, person_id: uuid.UUID) -> bool:
    return actor.person_id == person_id or actor.has("officer", "navigator")


def may_read_concerns(actor: Actor) -> bool:
    """Read what people are worried about: nobody else, whatever else they may."""
    return actor.has("safeguarding-lead", "safeguarding-deputy")


def may_check_looks(actor: Actor) -> bool:
    """Look into looks at one's own record, and at that of somebody one works with."""
    return actor.has("information-lead")


def may_read_reasons(actor: Actor) -> bool:
    """Read the reasons of a whole round at once."""
    return actor.has("officer", "operator")


def may_keep_offers(actor: Actor, body_id: uuid.UUID | None) -> bool:
    return actor.has("provider") and body_id is not None and actor.body_id == body_id


def require(allowed: bool, what: str) -> None:
    """Raise NotAllowed unless `allowed`: “You may not confirm this round. …”."""
    if not allowed:
        raise NotAllowed(f"You may not {what}. Sign in with the role that does this, or ask the desk.")
