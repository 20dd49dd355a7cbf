"""Lines for somebody under 18.

{{ act|who_is_there }}           who is there, for an act on the plan of somebody under 18; "" for everybody else
"""

from __future__ import annotations

from typing import Any

from django import template

from .. import young_words

register = template.Library()


@register.filter
def who_is_there(act: Any) -> str:
    return young_words.who_is_there(act.offer) if young_words.is_young(act.plan.person) else ""
