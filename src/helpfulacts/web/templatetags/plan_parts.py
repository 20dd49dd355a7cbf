"""How a plan is said besides its acts: who gives what, who does what, and the buttons and addresses of its pages.

{% post_button "act_stop" act.pk "Stop this" act.title %}   a whole form with one plain button
"""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.urls import reverse

from helpfulacts.coordination import next_door_shown as shown
from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.core.words import joined, mid_sentence
from helpfulacts.directory.weeks import slots_in_words
from helpfulacts.support.note_gaps import asked_in_words

from .parts import hours_said, pounds

register = template.Library()

_SUBJECTS = {
    "giving_pause": "offer_id",
    "giving_resume": "offer_id",
    "giving_end": "offer_id",
    "plan_strike": "wish_id",
    "plan_put_back": "wish_id",
    "plan_helper_words": "helper_id",
    "plan_helper_stop": "helper_id",
    "helping_take_back": "proposal_id",
    "act_unveto": "offer_id",
    "next_door_answer": "row_id",
    "wish_next_door_back": "asked_id",
    "plan_sharing_stop": "consent_id",
    "plan_give_back": "booking_id",
    "plan_book_again": "booking_id",
    "take_back_telling": "telling_id",
    "reading_take_back": "reading_id",
    "reading_put_back": "reading_id",
}

_ROLES = {
    "navigator": "guides people",
    "officer": "runs sharing rounds",
    "provider": "keeps an organisation's offers",
    "elected": "elected member",
    "resource-weaver": "resource-weaver",
    "storyteller": "writes stories with people",
    "system-architect": "system-architect",
    "safeguarding-lead": "reads what people are worried about",
    "safeguarding-deputy": "reads what people are worried about",
    "information-lead": "checks who looked",
    "board": "sits on the partnership board",
    "citizen": "a person",
    "helper": "helps with your plan",
    "system": "the system",
    "operator": "keeps the server",
}

_SUGGESTED = {
    "words": "other words for the top of the plan",
    "can_offer": "something to offer",
    "wish": "something to wish for",
    "strike": "to strike this out",
}


@register.filter
def whose_step(step: Any) -> str:
    """Who does the next thing, as the person reads it: “you”, “the choir”, “Tom, link worker”."""
    act = step.one.act
    return {"person": "you", "giver": mid_sentence(act.shown_from)}.get(step.owner, step.one.introduced_by)


@register.filter
def introduced_by_words(one: Any) -> str:
    """Who introduced them, as the person reads it."""
    return "You" if one.role == "citizen" else str(one.introduced_by)


@register.filter
def of_sphere(rows: list[Any], code: str) -> list[Any]:
    """Those of one sphere who bear something."""
    return [row for row in rows if row.sphere == code and row.pence + row.paid_minutes + row.unpaid_minutes]


@register.filter
def gives_words(row: Any) -> str:
    """What one party bears: “£78, 40 minutes paid and half an hour, unpaid”."""
    said = [pounds(row.pence)] if row.pence else []
    said += [f"{hours_said(row.paid_minutes)} paid"] if row.paid_minutes else []
    said += [f"{hours_said(row.unpaid_minutes)}, unpaid"] if row.unpaid_minutes else []
    return joined(said)


@register.filter
def behind(lines: list[tuple[str, str, bool]], gives: list[Any]) -> str:
    """Who else stands behind a plan in one sphere, each once: “A food bank · Dai, my husband”."""
    named = {row.who for row in gives}
    return " · ".join(dict.fromkeys(who for who, _, _ in lines if who not in named))


@register.filter
def suggested_words(one: Any) -> str:
    """What a suggestion is about: “other words for the top of the plan”, “to strike this out”."""
    if one.part == "reword":
        return f"other words for “{one.about.words}”"
    return _SUGGESTED[one.part]


@register.filter
def dissenter_words(one: Any) -> str:
    """“Tom guides people, for the link workers' charity”."""
    body = f", for {mid_sentence(one.body.name)}" if one.body else ""
    return f"{one.by_shown_as} {_ROLES.get(one.role, one.role)}{body}"


@register.filter
def is_next_door(consent: Any) -> bool:
    """A yes to be told of places next door: of it nobody sees anything."""
    return shown.is_next_door(consent)


@register.filter
def role_words(role: str) -> str:
    return _ROLES.get(role, role)


@register.filter
def slot_words(slots: list[str]) -> str:
    """“Monday mornings, Friday evenings”."""
    return slots_in_words(slots)


@register.filter
def soon_words(one: Any) -> str:
    """“today at 4pm”, “tomorrow at 4pm”, “Wednesday 2 December at 6:30pm”, of an act on the plan that has a day."""
    away = (one.on_day - today(one.act.place.zone)).days
    day = {0: "today", 1: "tomorrow"}.get(away) or date_in_words(one.on_day)
    return f"{day} at {time_in_words(one.starts)}" if one.starts else day


@register.filter
def add_units(start: float, more: int) -> str:
    """A place in a drawing, to one decimal."""
    return f"{start + more:.1f}"


@register.filter
def keep_left(start: float) -> str:
    """Where words below a box begin, so that they stay inside a drawing 328 units wide."""
    return f"{min(start, 240.0):.1f}"


@register.filter
def asked_words(note: Any) -> str:
    """“Money and debt, in the evening”: what a note says that nobody has."""
    return asked_in_words(note)


@register.filter
def first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@register.inclusion_tag("web/plan/parts/post_button.html", takes_context=True)
def post_button(
    context: template.Context, to: str, subject: uuid.UUID, words: str, about: str = "", look: str = "plain"
) -> dict[str, Any]:
    """A form with one button. `about` is said to screen readers, so that repeated buttons differ."""
    named = _SUBJECTS.get(to, "act_id")
    return {
        "csrf_token": context.get("csrf_token"),
        "address": reverse(to, kwargs={"place_slug": context["place"].slug, named: subject}),
        "words": words,
        "about": about,
        "look": look,
    }


@register.simple_tag(takes_context=True)
def here(context: template.Context, name: str) -> str:
    """The address of a page of this place, for `{% here "plan_words" %}`."""
    return reverse(name, kwargs={"place_slug": context["place"].slug})
