"""When something is wrong: what happened, and what to do next."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render

from helpfulacts.core.deadline import AGAIN, TooLong
from helpfulacts.places import selectors as places

from ..once import deleted_already

LETTERS = 20_000
"""So many always arrive, in any writing: a letter takes up to twelve of the 262,144 bytes that are read of a page."""


def _say(request: HttpRequest, status: int, title: str, words: str, sign_in: bool = False) -> HttpResponse:
    context = {"title": title, "words": words, "sign_in": sign_in}
    return render(request, "web/error.html", context, status=status)


def _know_the_place(request: HttpRequest) -> None:
    """An address that leads nowhere has no place yet; its first part may still name one, with its menu and phone."""
    if getattr(request, "place", None) is None:
        request.place = places.find_place(request.path.strip("/").partition("/")[0])  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _know_the_place(request)
    return _say(
        request,
        404,
        "We cannot find that page",
        "It may have moved or ended. Go back, or start from the first page.",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    _know_the_place(request)
    return _say(
        request,
        403,
        "This page is for people with a role here",
        "If you have one, sign in with its account. If you do not, the desk can help you.",
        sign_in=True,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        words = (
            f"Go back and make your text shorter: under {LETTERS:,} letters on one page. Nothing was changed."
        )
        return _say(request, 413, "That is too long", words)
    if isinstance(exception, TooManyFieldsSent):
        words = "Go back and fill in less of it at once, or ask at the desk. Nothing was changed."
        return _say(request, 413, "That is too much for one page", words)
    return _say(request, 400, "We could not read that", "Go back and try again. Nothing was changed.")


def only_a_button(request: HttpRequest) -> HttpResponse:
    """Somebody loaded anew what a button sends, or typed its address."""
    return _say(
        request,
        405,
        "There is no page here",
        "This address belongs to a button. Go back to the page with the button, or start from the first page.",
    )


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    _know_the_place(request)
    if answer := deleted_already(request):
        return answer
    if reason == REASON_NO_CSRF_COOKIE:
        return _say(
            request,
            403,
            "Your browser keeps no cookies",
            "We need one small cookie to know that a form comes from you. Allow cookies for this site and send it again. "
            "Or ask a person: they can do it for you.",
        )
    return _say(
        request,
        403,
        "This form is out of date",
        "Go back, reload the page and send it again. Nothing was changed.",
    )


def took_too_long(request: HttpRequest, refusal: TooLong) -> HttpResponse:
    answer = _say(request, 503, "That took too long", str(refusal))
    answer["Retry-After"] = str(AGAIN)
    return answer


def went_wrong(request: HttpRequest) -> HttpResponse:
    return _say(
        request,
        500,
        "Something went wrong here",
        "It is our fault, not yours. Nothing was half done. Try again in a few minutes.",
    )
