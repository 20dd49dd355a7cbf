"""When something is wrong: what happened, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _say(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "words": words}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(
        request,
        404,
        "We cannot find that page",
        "It may have moved or ended. Go back, or start from the first page.",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(
        request,
        403,
        "This page is not open to you",
        "Sign in with the account that has this role, or ask the desk.",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, 400, "We could not read that", "Go back and try again. Nothing was changed.")


def out_of_date(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _say(
        request,
        403,
        "This form is out of date",
        "Go back, reload the page and send it again. Nothing was changed.",
    )


def went_wrong(request: HttpRequest) -> HttpResponse:
    return _say(
        request,
        500,
        "Something went wrong here",
        "It is our fault, not yours. Nothing was half done. Try again in a few minutes.",
    )
