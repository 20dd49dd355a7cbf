"""Who may ask, take part, read what is not shown yet, count and decide."""

from __future__ import annotations

from uuid import UUID

from helpfulacts.people.actor import Actor

from .models import Membership

SPEAK_FOR_A_BODY = ("provider", "elected", "board")
"""Roles in which somebody may act for the body that their role belongs to."""


def may_convene(actor: Actor) -> bool:
    """Begin, publish, close and count: the office, or an elected member for a body."""
    return actor.has("officer", "elected")


def may_record_decision(actor: Actor) -> bool:
    """Write down what a body decided, and publish it."""
    return actor.has("officer", "elected")


def may_moderate(actor: Actor) -> bool:
    """Read what waits, show it, or hide it by a line of the policy."""
    return actor.has("officer", "storyteller")


def may_enter_papers(actor: Actor) -> bool:
    """Give out paper slips, and enter what is on them."""
    return actor.has("officer", "navigator")


def may_raise_undertaking(actor: Actor) -> bool:
    """Say that something happened that an agreement speaks of: any side, or a member for the people."""
    return actor.has("officer", *SPEAK_FOR_A_BODY)


def speaks_for(actor: Actor, body_id: UUID | None) -> bool:
    """Act for a body: answer, vote, propose, reply and sign. It is one rule for all of it."""
    return body_id is not None and actor.has(*SPEAK_FOR_A_BODY) and actor.body_id == body_id


def may_act_as(actor: Actor, membership: Membership) -> bool:
    """Answer as this member: the person themselves, who speaks for the organisation, or the desk that helps them."""
    if membership.person_id is not None and actor.person_id == membership.person_id:
        return True
    return speaks_for(actor, membership.organisation_id) or may_enter_papers(actor)
