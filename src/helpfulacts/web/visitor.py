"""Who is looking at this page: read once a request from the session and the signed-in account."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from helpfulacts.people import selectors as people
from helpfulacts.people.actor import NOBODY, Actor


@dataclass(frozen=True)
class Visitor:
    """`actor` writes; `person` is whose plan is open in this browser, if any; `roles` are live role grants."""

    actor: Actor
    person: Any
    roles: frozenset[str]

    @property
    def is_officer(self) -> bool:
        return "officer" in self.roles

    @property
    def is_provider(self) -> bool:
        return "provider" in self.roles

    @property
    def is_navigator(self) -> bool:
        return "navigator" in self.roles


def _session_key(request: HttpRequest) -> str:
    return f"person:{request.place.id}"  # type: ignore[attr-defined]


def visitor_of(request: HttpRequest) -> Visitor:
    kept = getattr(request, "_visitor", None)
    if kept is not None:
        return kept
    place = request.place  # type: ignore[attr-defined]
    account = request.user if request.user.is_authenticated else None
    grants = people.live_grants(place, account) if account else []
    person = None
    person_id = request.session.get(_session_key(request))
    if person_id:
        person = people.person_by_id(place, uuid.UUID(person_id))
    if person is None and account:
        person = people.person_of_account(place, account)
    if grants:
        grant = grants[0]
        actor = Actor(grant.shown_as, grant.role, account.pk if account else None, None, grant.body_id)
    elif person is not None:
        actor = Actor("the person", "citizen", account.pk if account else None, person.pk)
    else:
        actor = NOBODY
    visitor = Visitor(actor, person, frozenset(grant.role for grant in grants))
    request._visitor = visitor  # type: ignore[attr-defined]
    return visitor


def open_plan_in_this_browser(request: HttpRequest, person_id: uuid.UUID) -> None:
    """Remember whose plan this browser opened; the session id changes, so an old one is worth nothing."""
    request.session.cycle_key()
    request.session[_session_key(request)] = str(person_id)
    request._visitor = None  # type: ignore[attr-defined]


def leave_plan(request: HttpRequest) -> None:
    """Forget it, and everything else this browser knew. Forms sent before, sent again, are then a stranger's."""
    request.session.flush()
    rotate_token(request)
