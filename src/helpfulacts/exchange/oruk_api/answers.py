"""Answers of the API: JSON for everybody (CORS), an ETag on each record and page, no session, no cookie, and mistakes in one sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from helpfulacts.core.deadline import AGAIN, TooLong
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.places import selectors as places

from .kept_records import json_of
from .lists import Listing, everything

View = Callable[..., HttpResponseBase]
_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cache-Control": "public, no-cache",
    "X-Content-Type-Options": "nosniff",
}


def answers(*methods: str) -> Callable[[View], View]:
    """A view of the API: `view(request, place, **ids)`. HEAD and OPTIONS are answered for each.

    `at` in the address names the place; without it the installation's only place, or the one its settings name.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, at: str | None = None, **ids: Any) -> HttpResponseBase:
            allowed = [*methods, "HEAD", "OPTIONS"]
            if request.method == "OPTIONS":
                response: HttpResponseBase = HttpResponse(status=204)
                response["Access-Control-Allow-Methods"] = ", ".join(allowed)
                response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
            elif request.method not in allowed:
                response = said(405, f"Ask with {' or '.join(methods)}.")
                response["Allow"] = ", ".join(allowed)
            else:
                try:
                    response = view(request, place_named(at), **ids)
                except NotFound as refusal:
                    response = said(404, str(refusal))
                except TooLong as refusal:
                    response = said(503, str(refusal))
                    response["Retry-After"] = str(AGAIN)
                except Refused as refusal:
                    response = said(400, str(refusal))
            for name, value in _EVERYBODY.items():
                response[name] = value
            return response

        return answer

    return decorate


def place_named(at: str | None) -> Any:
    """The place that an address names; without one the only place, or the one that the settings name."""
    if at is not None:
        return places.get_place(at)
    if settings.DEFAULT_PLACE:
        return places.get_place(settings.DEFAULT_PLACE)
    here = places.all_places()
    if len(here) == 1:
        return here[0]
    if not here:
        raise NotFound("There is no place here yet.")
    addresses = ", ".join(f"/{place.slug}/api/oruk/" for place in here[:20])
    raise NotFound(f"There are several places here. Ask one of them: {addresses}.")


def said(status: int, sentence: str) -> HttpResponse:
    """A mistake, as one sentence."""
    return HttpResponse(json_of({"error": sentence}), status=status, content_type="application/json")


def record(request: HttpRequest, value: Any) -> HttpResponse:
    """One JSON value with its ETag."""
    return _tagged(request, json_of(value))


def _tagged(request: HttpRequest, body: bytes) -> HttpResponse:
    """304 without the body where a GET or HEAD comes from a reader who has it (RFC 9110 §13.1.2)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if request.method in ("GET", "HEAD") and (tag in known or known == ["*"]):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = tag
    return response


def lines(listing: Listing) -> StreamingHttpResponse:
    """All records, one a line, as they are read."""

    def texts() -> Iterator[bytes]:
        for one in everything(listing):
            yield one + b"\n"

    return StreamingHttpResponse(texts(), content_type="application/x-ndjson")


def page(request: HttpRequest, listing: Listing, number: int, each: int) -> HttpResponse:
    """One page in its envelope. A page past the last is empty."""
    total = listing.count()
    pages = -(-total // each)
    start = (number - 1) * each
    contents = listing.some(start, start + each) if start < total else []
    around = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
    }
    head = json_of(around)[:-1] + b',"contents":['
    return _tagged(request, head + b",".join(contents) + b"]}")
