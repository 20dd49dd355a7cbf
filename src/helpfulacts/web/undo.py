"""The last change of an entry in this browser, so that one press takes it back. It lives as long as the session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def _key(request: HttpRequest) -> str:
    return f"undo:{request.place.id}"  # type: ignore[attr-defined]


def remember(request: HttpRequest, offer: Any, what: str, before: Any, after: Any, said: str) -> None:
    """`what` is dates, who for, words, access or places; `before` is what stood there and `after` what stands there now, as
    JSON; of words, who for and access, only what changed. `said` names it to the keeper. It is taken back only where it
    still says `after`.
    """
    request.session[_key(request)] = {
        "offer": str(offer.pk),
        "what": what,
        "before": before,
        "after": after,
        "said": said,
    }


def last_change(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(_key(request))
    return found


def was_last(request: HttpRequest, offer: Any, what: str) -> bool:
    """Whether the last change here was this one of this offer, so that its page shows the way back."""
    last = last_change(request)
    return last is not None and last["what"] == what and last["offer"] == str(offer.pk)


def forget(request: HttpRequest) -> None:
    request.session.pop(_key(request), None)
