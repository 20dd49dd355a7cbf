"""A browser that a keeper's link opened: it keeps one body's entries until it is closed here or stopped at a desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from helpfulacts.people import keepers


def _key(request: HttpRequest) -> str:
    return f"keeper:{request.place.id}"  # type: ignore[attr-defined]


def keep_open_here(request: HttpRequest, link_id: Any) -> None:
    """Remember the link that opened this browser. The session's id changed just before: an old one is worth nothing."""
    request.session[_key(request)] = str(link_id)


def link_open_here(request: HttpRequest) -> Any:
    """The link by which this browser keeps entries here, asked of the database on each page; None for none."""
    link_id = request.session.get(_key(request))
    if not link_id:
        return None
    link = keepers.open_link(request.place, link_id)  # type: ignore[attr-defined]
    if link is None:
        del request.session[_key(request)]
    return link
