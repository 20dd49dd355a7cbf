"""Parts of the letters about accounts, which belong to no place: so they name a person in each."""

from __future__ import annotations

from django import template

from helpfulacts.places.selectors import all_places

register = template.Library()
MOST = 5


@register.simple_tag
def people_to_talk_to() -> list[str]:
    """“A person to talk to: Sam, 01384 000000.”, a line for each place, with its name where there are several."""
    here = list(all_places())
    return [
        f"A person to talk to{f' in {place.name}' if len(here) > 1 else ''}: {place.talk_to}."
        for place in here[:MOST]
    ]
