"""Who may list, change, check and release offers. Pure predicates over an Actor."""

from __future__ import annotations

from helpfulacts.people.actor import Actor

from .models import Offer


def gives_it(actor: Actor, offer: Offer) -> bool:
    """It is the actor's own: their personal offer, one they keep for a body, or one of the body they act for."""
    if actor.person_id is not None and actor.person_id in (offer.giver_id, offer.kept_by_id):
        return True
    return actor.role == "provider" and actor.body_id is not None and actor.body_id == offer.provider_id


def may_change(actor: Actor, offer: Offer) -> bool:
    """The giver, or somebody in a role who looks after the directory."""
    return gives_it(actor, offer) or actor.has("navigator", "officer", "system")


def may_check(actor: Actor) -> bool:
    """A person in a role may say that an offer is still right."""
    return actor.has("navigator", "officer", "provider")


def may_release(actor: Actor, offer: Offer) -> bool:
    """A held offer is released by somebody in a role who did not write it, nor type it for somebody.

    Only an officer lets in what somebody says for a body: releasing it is vouching that they speak for it.
    """
    if gives_it(actor, offer) or (offer.by_proxy and offer.by_proxy == actor.shown_as):
        return False
    return actor.has("officer") or (actor.has("navigator") and offer.kept_by_id is None)


def may_import(actor: Actor) -> bool:
    """A spreadsheet is brought in by somebody who looks after the directory."""
    return actor.has("navigator", "officer", "system")


def may_merge(actor: Actor) -> bool:
    """Two entries become one, or are said to be two, by somebody who looks after the directory."""
    return actor.has("navigator", "officer")
