"""Two small layers: a strict content policy on every answer; and the place of an address, with a page for what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from helpfulacts.core.deadline import TooLong
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.places import selectors as places

from .views.errors import not_allowed, only_a_button, took_too_long
from .visitor import keep_open

NEUTRAL_PAGE = "https://www.bbc.co.uk/weather"
# Browsers check `form-action` on redirects too: without the neutral page here “leave fast” would stay where it is.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "form-action 'self' https://www.bbc.co.uk; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


class ContentPolicyMiddleware:
    """Content-Security-Policy and Permissions-Policy, and no caching of personal pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if not request.path.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
        return response


class PlaceMiddleware:
    """Addresses begin with a place. Its slug becomes `request.place`; an unknown one is a 404.

    A refusal that no page caught is said in its own sentence, and is no fault that belongs in a log; so pages catch
    none of what is not found.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.place = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = response["Allow"]
            response = only_a_button(request)
            response["Allow"] = allowed
        if request.place is not None:  # type: ignore[attr-defined]
            keep_open(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.pop("place_slug", None)
        if slug is not None:
            place = places.find_place(slug)
            if place is None:
                raise Http404("There is no such place here.")
            request.place = place  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PermissionDenied):
            return not_allowed(request)
        if isinstance(exception, TooLong):
            return took_too_long(request, exception)
        if not isinstance(exception, Refused):
            return None
        status = 404 if isinstance(exception, NotFound) else 403 if isinstance(exception, NotAllowed) else 409
        title = "We cannot find that" if status == 404 else "That cannot be done"
        words = {"title": title, "words": str(exception)}
        return render(request, "web/error.html", words, status=status)
