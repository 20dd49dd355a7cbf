"""The parts of a form: `{% errors form %}` at the top, `{% field form.name %}` for each field."""

from __future__ import annotations

from typing import Any

from django import forms, template

from ..forms.base import mistakes_of

register = template.Library()


@register.inclusion_tag("web/parts/errors.html")
def errors(form: forms.BaseForm | None) -> dict[str, Any]:
    """The error summary: one line a mistake, each a link to its field. Nothing when there is none."""
    return {"mistakes": mistakes_of(form) if form is not None and form.is_bound else []}


@register.inclusion_tag("web/parts/field.html")
def field(bound: forms.BoundField) -> dict[str, Any]:
    """One field of any form, ours or a library's: label, hint, mistake and control."""
    return {"field": bound}
