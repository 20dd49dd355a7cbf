"""When an action says no: its sentence stands on the same form, and what was typed is still there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from helpfulacts.core.errors import ChangedSince, Refused

from .once import once_only


def add_refusal(form: forms.BaseForm, refusal: Refused, **names: str) -> None:
    """Put a refusal on a bound form, at the field it names. `names` maps the action's field to the form's.

    A field that the form does not have becomes a line of the error summary without a link.
    """
    form.changed_since = isinstance(refusal, ChangedSince)  # type: ignore[attr-defined]
    field = names.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))


def refuse_and_return(request: HttpRequest, refusal: Refused, to: str, **where: Any) -> HttpResponse:
    """For a button without a form: say the sentence at the top of the page called `to`, and change nothing."""
    messages.error(request, str(refusal))
    place = request.place  # type: ignore[attr-defined]
    return redirect(to, place_slug=place.slug, **where)


def gone_already(request: HttpRequest, said: str, to: str) -> HttpResponse:
    """A button that takes something away, pressed when it is gone: say so kindly, and go back to the page called `to`."""
    messages.success(request, said)
    return redirect(to, place_slug=request.place.slug)  # type: ignore[attr-defined]


def press_button(
    request: HttpRequest,
    action: str,
    write: Callable[[], Any],
    said: str,
    to: str,
    anchor: str = "",
    **where: Any,
) -> HttpResponse:
    """A button without a form: `write` once, say what was done or why not, and go back to the page called `to`.

    `anchor`: the part of that page that shows what was done.
    """

    def done() -> None:
        write()

    try:
        once_only(request, action, done)
    except Refused as refusal:
        return refuse_and_return(request, refusal, to, **where)
    messages.success(request, said)
    answer = redirect(to, place_slug=request.place.slug, **where)  # type: ignore[attr-defined]
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer
