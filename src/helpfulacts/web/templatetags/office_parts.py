"""Words of the office pages: counts of people, shares, entries of the public register, and the officers' menu."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from helpfulacts.core.clock import day_of_in_words
from helpfulacts.core.words import percent, percent_between
from helpfulacts.engine.small import some

from ..register_words import entry_sentence, raw_facts

register = template.Library()

MENU = (
    ("rounds", "Sharing rounds", ("officer",)),
    ("to_tell", "People to tell", ("officer", "navigator")),
    ("my_people", "My people", ("navigator",)),
    ("desk", "Desk", ("officer", "navigator")),
    ("release_held", "Offers to check", ("officer", "navigator")),
    ("to_check", "Entries to check", ("officer", "navigator")),
    ("asked_of_us", "Asked of givers", ("officer", "navigator")),
    ("brought_waiting", "What people brought", ("officer", "storyteller")),
    ("story_desk", "Stories to write", ("storyteller",)),
    ("weaving", "Weaving", ("resource-weaver", "officer")),
    ("concerns", "Worries", ("safeguarding-lead", "safeguarding-deputy")),
    ("looks_to_check", "Looks to look into", ("information-lead",)),
    ("office_system", "The whole system", ("system-architect", "officer", "board")),
    ("office_gaps", "Gaps", ("officer", "navigator", "resource-weaver", "system-architect", "board")),
)


@register.inclusion_tag("web/office/parts/menu.html", takes_context=True)
def office_menu(context: template.Context) -> dict[str, Any]:
    """The links that this visitor's roles open, with the one they are on marked."""
    visitor, request = context.get("visitor"), context.get("request")
    here = request.resolver_match.url_name if request and request.resolver_match else ""
    links = [
        {"name": name, "words": words, "here": name == here}
        for name, words, roles in MENU
        if visitor and visitor.roles & set(roles)
    ]
    return {"links": links, "place": context.get("place")}


@register.filter
def people_words(number: int) -> str:
    """“1 person”, “412 people”."""
    return "1 person" if number == 1 else f"{number:,} people"


@register.filter
def count_or_few(number: int | None) -> str:
    """“412”, or “–” where it is hidden because it is small, or would give away one that is."""
    return "–" if number is None else f"{number:,}"


@register.filter
def pluralize_said(number: str) -> str:
    """The end of a noun after a number as it is said: “no things”, “some things”, “1,204 things”."""
    return "" if number == "1" else "s"


@register.filter
def came_words(number: int) -> str:
    """“No people”, “Some people”, “412 people”: how many came, where anybody may read it."""
    return f"{some(number).capitalize()} people"


@register.filter
def writing_words(seconds: int) -> str:
    """“under a minute”, “about 1 minute”, “about 4 minutes”."""
    minutes = round(seconds / 60)
    if not minutes:
        return "under a minute"
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


@register.filter
def share_words(share: float | None) -> str:
    """“79%”, “under 1%”, “–” where it is hidden."""
    if share is None:
        return "–"
    if 0 < share < 0.01:
        return "under 1%"
    return percent(share)


@register.filter
def between_words(row: Any) -> str:
    """“72–85%”: the 95 % interval of a share."""
    if row.low is None or row.high is None:
        return "–"
    return percent_between(row.low, row.high)


@register.filter
def item(items: list[Any], at: int) -> Any:
    """One of a list, or "" where it has no such one."""
    return items[at] if 0 <= at < len(items) else ""


@register.filter
def day_words_of(moment: dt.datetime) -> str:
    """“Tuesday 16 June”, of an instant, where the place is."""
    return day_of_in_words(moment)


@register.filter
def what_happened(entry: Any) -> str:
    return entry_sentence(entry.action, entry.noun, entry.facts)


@register.filter
def as_written(entry: Any) -> list[tuple[str, str]]:
    return raw_facts(entry.facts)
