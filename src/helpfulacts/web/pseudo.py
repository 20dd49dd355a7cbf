"""A right-to-left pseudo-locale, “ar-xb”: proves that pages hold in a language that runs the other way and is longer.

Every word that a page shows is a third longer and set from right to left by the marks of Unicode; nothing is translated.
It runs only where HELPFULACTS_PSEUDO_LOCALE=1, and only for pages of a demonstration.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

CODE = "ar-xb"
RIGHT_TO_LEFT, END = "\u202e", "\u202c"
_TAG = re.compile(r"(<[^>]*>)")
_WORD = re.compile(r"&[#\w]+;|[A-Za-z][A-Za-z’']*")
_AS_IT_IS = re.compile(r"<(/?)(script|style|textarea|title|option)\b", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiou]")


def pseudo(words: str) -> str:
    """Each word longer, and from right to left: “Find help” has its letters the other way round on the screen."""

    def other_way(match: re.Match[str]) -> str:
        word = match.group()
        if word.startswith("&"):
            return word
        longer = _VOWEL.sub(lambda vowel: vowel.group() * 2, word, count=max(1, len(word) // 3))
        return f"{RIGHT_TO_LEFT}{longer}{END}"

    return _WORD.sub(other_way, words)


def pseudo_page(page: str) -> str:
    """A page of HTML with every shown word so; tags, attributes and what is typed stay as they are."""
    kept, shown = 0, []
    for part in _TAG.split(page):
        if found := _AS_IT_IS.match(part):
            kept += -1 if found[1] else 1
        shown.append(part if kept or part.startswith("<") else pseudo(part))
    return "".join(shown)


class PseudoLocaleMiddleware:
    """Answers in the pseudo-locale: the language and direction of the page, and every word on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(CODE):
            response = self.get_response(request)
        place = getattr(request, "place", None)
        real = place is not None and not place.demonstration
        if not real and not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            response.content = pseudo_page(response.content.decode()).encode()
            response.headers.pop("Content-Length", None)
        return response
