"""The parts of a form: `{% errors form %}` (drawn by the base of every page), `{% field form.name %}` for each field."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.utils.html import format_html

from ..forms.base import mistakes_of
from ..plain_words import advise
from ..seen import FIELD, seen_by

register = template.Library()


@register.inclusion_tag("web/parts/errors.html")
def errors(form: Any) -> dict[str, Any]:
    """The error summary: one line a mistake, each a link to its field. Nothing when there is none.

    Once a page: `base.html` draws it above the heading, and a page only where a crisis panel has to come first.
    """
    bound = isinstance(form, forms.BaseForm) and form.is_bound
    if not bound or getattr(form, "_summary_drawn", False):
        return {"mistakes": []}
    form._summary_drawn = True
    return {"mistakes": mistakes_of(form)}


@register.inclusion_tag("web/parts/plain_advice.html")
def plain_advice(*texts: str) -> dict[str, Any]:
    """How what somebody wrote could be plainer."""
    return {"advice": advise(*(text or "" for text in texts))}


@register.simple_tag(takes_context=True)
def seen(context: Any, offer: Any, form: Any) -> str:
    """The hidden field by which a form that changes an entry knows what stood there when it was made."""
    value = seen_by(context["request"], offer, form)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, value)


@register.inclusion_tag("web/parts/field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """One field of any form, ours or a library's: label, hint, mistake and control."""
    return {"field": bound}
