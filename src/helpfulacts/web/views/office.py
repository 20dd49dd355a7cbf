"""What the office pages share: who may open them, rounds by number, and refusals that keep what was typed."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse

from helpfulacts.coordination import selectors as coordination
from helpfulacts.core.errors import NotFound
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.rules import may_change
from helpfulacts.people import selectors as people
from helpfulacts.people.actor import Actor
from helpfulacts.people.keepers import keeper_of

from ..keeper_session import link_open_here

View = Callable[..., HttpResponse]
PAGE_OF = 25


def acting_as(request: HttpRequest, *roles: str) -> Actor:
    """The live role grant of this account that fits `roles`, in this place, as an actor. 403 without one.

    A browser that a keeper's link opened acts as a provider of its body, and as nothing else.
    An account may hold several roles: the page asks for the one it needs, so that what is written names it.
    """
    place = request.place  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        for grant in people.live_grants(place, request.user):
            if grant.role in roles:
                return Actor(grant.shown_as, grant.role, request.user.pk, None, grant.body_id)
    link = link_open_here(request) if "provider" in roles else None
    if link is not None:
        return keeper_of(link.organisation)
    raise PermissionDenied("This page is for people in a role here.")


def for_roles(*roles: str) -> Callable[[View], View]:
    """Only for people who hold one of `roles` in this place today; sets `request.actor`."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.actor = acting_as(request, *roles)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return guarded

    return wrap


officers_only = for_roles("officer")
desk_only = for_roles("officer", "navigator")
givers_only = for_roles("provider")
convenors_only = for_roles("officer", "elected")
keepers_only = for_roles("provider", "officer", "navigator")


def offer_to_change(request: HttpRequest, offer_id: uuid.UUID) -> Any:
    """The offer, where the actor may change it; 404 otherwise."""
    offer = directory.get_offer(request.place, offer_id)  # type: ignore[attr-defined]
    if not may_change(request.actor, offer):  # type: ignore[attr-defined]
        raise NotFound("There is no such offer in this place.")
    return offer


def round_or_404(request: HttpRequest, number: int) -> Any:
    run = coordination.run_by_number(request.place, number)  # type: ignore[attr-defined]
    if run is None:
        raise Http404("There is no such round in this place.")
    return run


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_OF) -> Page:
    """The page that `?page=` names; a page that does not exist is the nearest that does."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
