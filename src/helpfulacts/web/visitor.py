"""Who is looking at this page: read once a request from the session and the signed-in account.

A plan that six words opened stays open in that browser while it is used. It closes after an hour without a page (a
library computer, a shared telephone), and at once when its words are stopped or changed anywhere else.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.crypto import salted_hmac

from helpfulacts.core.clock import now
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import NOBODY, Actor, the_person
from helpfulacts.people.keepers import keeper_of

from .keeper_session import link_open_here

IDLE = 60 * 60
"""Seconds without a page after which an open plan closes."""
SEEN_EVERY = 60
SLIP = "slip"
"""Where a session keeps six words that wait to be shown once, sealed to their person."""
FOR_WHOM = {
    "officer": "for officers",
    "resource-weaver": "for resource-weavers",
    "storyteller": "for storytellers",
    "system-architect": "for system-architects",
    "navigator": "for the desk",
    "safeguarding-lead": "for the safeguarding lead",
    "safeguarding-deputy": "for the safeguarding lead",
    "board": "for the board",
    "information-lead": "for the information governance lead",
}
"""The roles with office pages, and for whom these are; whoever holds several roles reads the first."""


@dataclass(frozen=True)
class Visitor:
    """`actor` writes; `person` is whose plan is open in this browser, if any; `roles` are live role grants."""

    actor: Actor
    person: Any
    roles: frozenset[str]

    @property
    def has_office(self) -> bool:
        """There are office pages for one of their roles."""
        return bool(self.roles & FOR_WHOM.keys())

    @property
    def for_whom(self) -> str:
        """For whom the office pages are that they read; a provider reads them as whoever gives."""
        others = "for members of the council" if self.is_member else "for those who give"
        return next((words for role, words in FOR_WHOM.items() if role in self.roles), others)

    @property
    def is_officer(self) -> bool:
        return "officer" in self.roles

    @property
    def is_provider(self) -> bool:
        return "provider" in self.roles

    @property
    def is_member(self) -> bool:
        """An elected member."""
        return "elected" in self.roles

    @property
    def is_weaver(self) -> bool:
        return "resource-weaver" in self.roles

    @property
    def is_architect(self) -> bool:
        return "system-architect" in self.roles

    @property
    def is_navigator(self) -> bool:
        return "navigator" in self.roles


def _session_key(request: HttpRequest) -> str:
    return f"person:{request.place.id}"  # type: ignore[attr-defined]


def helping_key(request: HttpRequest) -> str:
    """Where a session keeps whom this browser helps (`helping_session`)."""
    return f"helping:{request.place.id}"  # type: ignore[attr-defined]


def _used_key(request: HttpRequest) -> str:
    return f"{_session_key(request)}:used"


def _mark(person: Any) -> str:
    """Changes whenever the words that open this plan do."""
    return salted_hmac("helpfulacts.open-plan", person.phrase_hash).hexdigest()


def _open_in_this_browser(request: HttpRequest) -> Any:
    """The person whose plan is open here, or None; notes that it is used, or closes it."""
    person_id = request.session.get(_session_key(request))
    if not person_id:
        return None
    person = people.person_by_id(request.place, uuid.UUID(person_id))  # type: ignore[attr-defined]
    used, moment = request.session.get(_used_key(request)), int(now().timestamp())
    if person is None or (used and (used["mark"] != _mark(person) or moment - used["seen"] > IDLE)):
        close_plan_in_this_browser(request)
        return None
    if not used or moment - used["seen"] > SEEN_EVERY:
        request.session[_used_key(request)] = {"mark": _mark(person), "seen": moment}
    return person


def close_plan_in_this_browser(request: HttpRequest) -> None:
    for key in (_session_key(request), _used_key(request), SLIP):
        request.session.pop(key, None)
    request._visitor = None  # type: ignore[attr-defined]


def keep_open(request: HttpRequest) -> None:
    """After a page: whoever changed or stopped their words in this very browser keeps their plan open in it."""
    visitor = getattr(request, "_visitor", None)
    if visitor is None or visitor.person is None:
        return
    used, mark = request.session.get(_used_key(request)), _mark(visitor.person)
    if used and used["mark"] != mark:
        request.session[_used_key(request)] = {**used, "mark": mark}


def visitor_of(request: HttpRequest) -> Visitor:
    kept = getattr(request, "_visitor", None)
    if kept is not None:
        return kept
    place = request.place  # type: ignore[attr-defined]
    account = request.user if request.user.is_authenticated else None
    grants = people.live_grants(place, account) if account else []
    person = _open_in_this_browser(request)
    if person is None and account:
        person = people.person_of_account(place, account)
    link = None if grants else link_open_here(request)
    roles = frozenset({"provider"} if link else {grant.role for grant in grants})
    if grants:
        grant = grants[0]
        actor = Actor(grant.shown_as, grant.role, account.pk if account else None, None, grant.body_id)
    elif link is not None:
        actor = keeper_of(link.organisation)
    elif person is not None:
        actor = the_person(person.pk, account.pk if account else None)
    else:
        actor = NOBODY
    visitor = Visitor(actor, person, roles)
    request._visitor = visitor  # type: ignore[attr-defined]
    return visitor


def open_plan_in_this_browser(request: HttpRequest, person_id: uuid.UUID) -> None:
    """Remember whose plan this browser opened; the session id changes, so an old one is worth nothing."""
    request.session.cycle_key()
    request.session[_session_key(request)] = str(person_id)
    request.session.pop(helping_key(request), None)  # one plan at a time
    for key in (_used_key(request), SLIP):  # what waited for somebody else is not theirs
        request.session.pop(key, None)
    request._visitor = None  # type: ignore[attr-defined]


def leave_plan(request: HttpRequest) -> None:
    """Forget it, and everything else this browser knew. Forms sent before, sent again, are then a stranger's."""
    request.session.flush()
    request._visitor = None  # type: ignore[attr-defined]
    rotate_token(request)
