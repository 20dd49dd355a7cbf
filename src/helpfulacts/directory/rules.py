"""Who may list, change, check and release offers. Pure predicates over an Actor."""

from __future__ import annotations

from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person

from .models import Booking, Offer, Trial, Weave, WeavePart


def gives_it(actor: Actor, offer: Offer) -> bool:
    """It is the actor's own: their personal offer, one they keep for a body, or one of the body they act for.

    Somebody in a role is known by their account: what they give as a person is theirs in their role too.
    """
    if actor.person_id is not None and actor.person_id in (offer.giver_id, offer.kept_by_id):
        return True
    if actor.account_id is not None and any(_is_of(actor, one) for one in (offer.giver, offer.kept_by)):
        return True
    return actor.role == "provider" and actor.body_id is not None and actor.body_id == offer.provider_id


def _is_of(actor: Actor, person: Person | None) -> bool:
    return person is not None and actor.account_id is not None and person.account_id == actor.account_id


def may_change(actor: Actor, offer: Offer) -> bool:
    """The giver, or somebody in a role who looks after the directory."""
    return gives_it(actor, offer) or actor.has("navigator", "officer", "system")


def may_check(actor: Actor, offer: Offer) -> bool:
    """Whoever looks after the directory may say that an offer is still right, and a body of its own.

    Nobody says so in a role of what they give themselves.
    """
    return actor.has("provider") if gives_it(actor, offer) else actor.has("navigator", "officer")


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


def may_book(actor: Actor, offer: Offer) -> bool:
    """Anybody in a role here, and those who give it. For an act on a plan its person may: `support.rules`."""
    roles = ("provider", "navigator", "officer", "resource-weaver", "system")
    return gives_it(actor, offer) or actor.has(*roles)


def may_release_booking(actor: Actor, booking: Booking) -> bool:
    """The organisation it is for, those who keep the thing, the desk."""
    theirs = booking.body_id is not None and actor.body_id == booking.body_id
    return theirs or gives_it(actor, booking.offer) or actor.has("navigator", "officer", "system")


def may_weave(actor: Actor) -> bool:
    """Bring under-used things together."""
    return actor.has("resource-weaver", "officer")


def may_answer_part(actor: Actor, part: WeavePart) -> bool:
    """Those who give it; or the desk, for somebody it has rung. Never whoever weaves it, unless it is theirs."""
    return gives_it(actor, part.offer) or (
        actor.has("navigator", "officer") and actor.key != part.weave.woven_by_key
    )


def may_leave_weave(actor: Actor, part: WeavePart) -> bool:
    """Letting go takes nothing from anybody: those who give it, the desk, and the system where it ends."""
    return gives_it(actor, part.offer) or actor.has("navigator", "officer", "system")


def may_lift(actor: Actor, weave: Weave, lifter: str, role: str) -> bool:
    """`lifter`: identifier of the organisation or person who can lift a stop, or "" with a `role` that can.

    An officer writes down what somebody without an account has said. Whoever weaves it lifts only what is theirs.
    """
    if (role or actor.has("officer")) and actor.key != weave.woven_by_key:
        return actor.has("officer") or actor.role == role
    return lifter != "" and lifter in (
        str(actor.person_id),
        str(actor.body_id) if actor.role == "provider" else "",
    )


def may_state_conditions(actor: Actor, offer: Offer) -> bool:
    """What an offer asks for and brings is said by those who give it, or by whoever looks after the directory."""
    return gives_it(actor, offer) or actor.has("navigator", "officer", "resource-weaver", "system")


def may_merge(actor: Actor) -> bool:
    """Two entries become one, or are said to be two, by somebody who looks after the directory."""
    return actor.has("navigator", "officer")


def may_name_bodies(actor: Actor) -> bool:
    """Who stands behind an entry is written down by somebody who looks after the directory."""
    return actor.has("navigator", "officer")


def may_answer_corrections(actor: Actor, offer: Offer) -> bool:
    """What people say is wrong is answered by somebody who looks after the directory, and does not give it."""
    return actor.has("navigator", "officer") and not gives_it(actor, offer)


def may_moderate(actor: Actor, offer: Offer, trial: Trial | None = None) -> bool:
    """Words are hidden or kept, with a reason, by somebody who looks after the directory and did not write them.

    Of the words of one who tried an idea, neither who gives the idea nor who wrote them decides.
    """
    if gives_it(actor, offer) or (trial is not None and _is_of(actor, trial.writer)):
        return False
    return actor.has("navigator", "officer")


def may_see_to_gaps(actor: Actor) -> bool:
    """Say who works on what nobody has yet, and on what would stop much else; and that it is done."""
    return actor.has("system-architect", "officer")
