"""For whom whoever is here acts in a question: for a body that they speak for, or for themselves; where there is a choice, as they chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from helpfulacts.deliberation import selectors
from helpfulacts.deliberation.rules import SPEAK_FOR_A_BODY
from helpfulacts.deliberation.waiting import Waits, waiting_for_body
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.keepers import get_organisation, keeper_of

from ..deciding_words import WAITS
from ..keeper_session import link_open_here
from ..visitor import visitor_of
from .plan_mine import actor_for

FOR_WHOM = "deciding_for_whom"
"""In the session: for whom somebody answers in a question, by its id. A form says it too (`as_whom.html`)."""
MYSELF = "me"
CHOOSE = "Choose for whom you answer."
WAITS_AT = {
    "stand": "position_answer", "reply": "position_reply", "say": "deciding_say", "propose": "deciding_text", "weigh": "deciding_weigh",
    "vote": "deciding_vote", "sign": "agreement_sign",
}  # fmt: skip


@dataclass(frozen=True)
class Voice:
    """One for whom they may act. `key`: of its body, or MYSELF; `body` is None for a person, who may not take part yet."""

    key: str
    name: str
    actor: Actor
    membership: Any = None
    body: Any = None
    person: Any = None


def speakers(request: HttpRequest) -> list[Actor]:
    """An actor for each body that this visitor speaks for, each once: in their roles, then by its link."""
    found = []
    if request.user.is_authenticated:
        grants = people.live_grants(request.place, request.user)  # type: ignore[attr-defined]
        found = [
            Actor(one.shown_as, one.role, request.user.pk, None, one.body_id)
            for one in grants
            if one.role in SPEAK_FOR_A_BODY
        ]
    if (link := link_open_here(request)) is not None:
        found.append(keeper_of(link.organisation))
    return list({one.body_id: one for one in reversed(found) if one.body_id is not None}.values())[::-1]


def waits_for_us(request: HttpRequest) -> dict[str, Any]:
    """`waits`: what is decided on and waits for them, each with its words and address; `speaks_for`: how many bodies they speak for."""
    place = request.place  # type: ignore[attr-defined]
    bodies = [get_organisation(place, one.body_id) for one in speakers(request) if one.body_id is not None]
    found = sorted((one for body in bodies for one in waiting_for_body(body)), key=lambda one: one.order)
    return {
        "waits": [(one, WAITS[one.what], _address(place, one)) for one in found],
        "speaks_for": len(bodies),
    }


def _address(place: Any, one: Waits) -> str:
    about = f"?body={one.body.pk}" if one.what == "stand" else ""
    return reverse(WAITS_AT[one.what], args=[place.slug, one.number]) + about


def voices(request: HttpRequest, deliberation: Any) -> list[Voice]:
    """The bodies that take part, by name; then the person who is open here, where they take part or may come."""
    actors = {one.body_id: one for one in speakers(request)}
    found = [
        Voice(str(body.pk), body.name, actors[body.pk], member, body)
        for member in selectors.members_of_bodies(deliberation, actors)
        if (body := member.organisation) is not None
    ]
    if (person := visitor_of(request).person) is None:
        return found
    actor, member = actor_for(request, person), selectors.membership_of(deliberation, person=person)
    if not found or member is not None or deliberation.open_to != "invited":
        name = "Myself" if actor.person_id == person.pk else "The person whom you help"
        found.append(Voice(MYSELF, name, actor, member, None, person))
    return found


def voice_of(request: HttpRequest, deliberation: Any, found: list[Voice]) -> Voice | None:
    """The one that the form says, or else that was chosen before; the only one where there is no choice. None: not chosen."""
    said = request.POST.get("for_whom")
    chosen = said or request.session.get(FOR_WHOM, {}).get(str(deliberation.pk))
    by_key = {one.key: one for one in found}
    if said or len(found) > 1:
        return by_key.get(chosen)
    return found[0] if found else None


def keep_voice(request: HttpRequest, deliberation: Any, voice: str) -> None:
    """For this visit, in this question."""
    kept = request.session.get(FOR_WHOM, {})
    request.session[FOR_WHOM] = {**kept, str(deliberation.pk): voice}
