"""How acts and promises of a plan are said: where it stands, who bears the cost, why it is here.

{{ act|act_class }} {{ act|act_tag }} {{ act|cost_words }} {{ act|reason_words }}
{% post_button "act_stop" act.pk "Stop this" act.title %}   a whole form with one plain button
"""

from __future__ import annotations

import uuid
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from helpfulacts.coordination.selectors import reason_sentence
from helpfulacts.core.clock import date_in_words, time_in_words, today
from helpfulacts.core.words import mid_sentence
from helpfulacts.directory import bookable
from helpfulacts.directory.half_hours import between_in_words
from helpfulacts.directory.weeks import slots_in_words
from helpfulacts.support import came, giving
from helpfulacts.support import selectors as support
from helpfulacts.support.note_gaps import asked_in_words
from helpfulacts.support.sessions import not_yet as why_not_yet
from helpfulacts.support.sessions import sessions_of, waits_for_giver

from .parts import NOT_NAMED, hours_said, pounds

register = template.Library()

_LOOKS = {"suggested": "hold", "done": "yes", "confirmed": "yes"}
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
_CHANGED = {"yes": "yes", "a_bit": "a bit", "no": "no"}


@register.filter
def act_class(act: Any) -> str:
    """The link of the chain: done, agreed, or for the person to choose."""
    return {"suggested": "ask-me", "done": "done", "confirmed": "done"}.get(act.state, "agreed")


@register.filter
def act_name(act: Any) -> str:
    """What it is, where its person may read that still."""
    return str(act.title) if support.is_named(act) else NOT_NAMED


@register.filter
def act_look(act: Any) -> str:
    return _LOOKS.get(act.state, "line")


@register.filter
def act_tag(act: Any) -> str:
    """Where it stands, in words: “Waits for your answer”, “Promised”, “Yours to try”."""
    if act.state == "suggested":
        return "Waits for your answer"
    if act.state == "promised" and act.kind == "idea":
        return "Yours to try"
    if waits_for_giver(act):
        return "Waits for the giver's answer"
    if act.state == "agreed" and act.holds_id is None and act.offer_id:
        return "You said yes"
    if act.state == "confirmed":
        return "Done"
    return str(act.get_state_display())


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
def end_of(act: Any) -> str:
    """How the place that it keeps can end: “said”, “date” or “back”; nothing when it cannot."""
    return giving.end_of(act)


@register.filter
def takes_back(act: Any) -> str:
    """What its person may take back today: “time”, “done”, or nothing."""
    return came.takes_back(act)


@register.filter
def noted_words(act: Any) -> str:
    """“It came on Wednesday 18 November.”, of help that comes again."""
    return came.noted_words(act)


@register.filter
def has_told(act: Any) -> bool:
    return support.has_told(act)


@register.filter
def cannot_wait(act: Any) -> bool:
    """Its person said so, and it has not come yet."""
    return bool(act.urgent) and act.state in ("suggested", "agreed", "promised")


@register.filter
def cost_words(act: Any) -> str:
    """“The furniture charity pays £78, 40 min of paid time and 1 h of unpaid time.” Not known is said."""
    said = [words for cost in act.costs if (words := bearer_words(cost))]
    if said:
        return " ".join(said)
    return "Nobody is out of pocket, as far as we know." if act.costs else "Not known."


@register.filter
def bearer_words(cost: dict[str, Any]) -> str:
    """The same of one who bears it; "" where that is nothing."""
    gives = []
    if cost.get("pence"):
        gives.append(f"pays {pounds(int(cost['pence']))}")
    if cost.get("paid_minutes"):
        gives.append(f"pays for {hours_said(int(cost['paid_minutes']))} of time")
    if cost.get("unpaid_minutes"):
        gives.append(f"gives {hours_said(int(cost['unpaid_minutes']))}, unpaid")
    bearer = str(cost.get("bearer") or "not known")
    return f"{bearer[:1].upper()}{bearer[1:]} {_and(gives)}." if gives else ""


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
    return _and(said) if said else ""


@register.filter
def behind(lines: list[tuple[str, str, bool]], gives: list[Any]) -> str:
    """Who else stands behind a plan in one sphere, each once: “A food bank · Dai, my husband”."""
    named = {row.who for row in gives}
    return " · ".join(dict.fromkeys(who for who, _, _ in lines if who not in named))


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


@register.filter
def reason_words(act: Any) -> str:
    return reason_sentence(act)


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
def changed_words(act: Any) -> str:
    return _CHANGED.get(act.changed_anything, "")


@register.filter
def role_words(role: str) -> str:
    return _ROLES.get(role, role)


@register.filter
def slot_words(slots: list[str]) -> str:
    """“Monday mornings, Friday evenings”."""
    return slots_in_words(slots)


@register.filter
def is_booked_by_time(act: Any) -> bool:
    """Promised, and its person may book it by the half-hour now."""
    offer = act.offer
    open_now = act.state == "promised" and offer is not None and offer.status == "active"
    return open_now and bookable.is_booked_by_time(offer)


@register.filter
def bookings(act: Any) -> list[Any]:
    """What is booked for the act from today on; the plan shows it whatever became of the offer."""
    return bookable.bookings_of_act(act.place, act.pk, today(act.place.zone))


@register.filter
def given_back(act: Any) -> Any:
    """The time to come that was last given back of what was booked for the act, or None."""
    return bookable.given_back_of_act(act.place, act.pk, today(act.place.zone))


@register.filter
def may_book_more(act: Any) -> bool:
    """The act has not all of it yet that its page says that one person gets."""
    share = bookable.share_of(act.offer)
    return share.had(bookable.bookings_of_act(act.place, act.pk)) < share.most


@register.filter
def when_booked(booking: Any) -> str:
    """“Saturday 28 November, 10am to noon”."""
    return f"{date_in_words(booking.day)}, {between_in_words(booking.from_slot, booking.to_slot)}"


@register.filter
def dates_words(act: Any) -> str:
    """“Your next dates: Wednesday 2 December and Wednesday 9 December.”, and the last of a course; not for a single day."""
    dates = [] if is_booked_by_time(act) else sessions_of(act)
    if len(dates) < 2 and not (dates and act.state != "promised"):
        return ""
    said = [date_in_words(one.day) for one in dates[:3]]
    words = " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
    if act.ends_on and len(dates) > 3:
        return f"Your next dates: {words}. The last is on {date_in_words(dates[-1].day)}."
    return f"Your next date{'s' if len(said) > 1 else ''}: {words}."


@register.filter
def soon_words(one: Any) -> str:
    """“today at 4pm”, “tomorrow at 4pm”, “Wednesday 2 December at 6:30pm”, of an act on the plan that has a day."""
    away = (one.on_day - today(one.act.place.zone)).days
    day = {0: "today", 1: "tomorrow"}.get(away) or date_in_words(one.on_day)
    return f"{day} at {time_in_words(one.starts)}" if one.starts else day


@register.filter
def not_yet(act: Any) -> str:
    """Why nobody can say yet that it is done; "" once they can."""
    return why_not_yet(act)


@register.filter
def add_units(start: float, more: int) -> str:
    """A place in a drawing, to one decimal."""
    return f"{start + more:.1f}"


@register.filter
def keep_left(start: float) -> str:
    """Where words below a box begin, so that they stay inside a drawing 328 units wide."""
    return f"{min(start, 240.0):.1f}"


@register.filter
def passed_on(act: Any) -> dict[str, bool]:
    """Which sides have passed on how to reach them: {"person": True, "giver": False}."""
    sides = support.passed_on_by(act)
    return {side: side in sides for side in ("person", "giver")}


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


@register.simple_tag
def talk_to(place: Any) -> SafeString:
    """“Tom at the help desk, 01632 960117”, the number as a link."""
    if not place.phone:
        return format_html("{}", place.person_to_talk_to)
    return format_html(
        '{}, <a class="nw" href="tel:{}">{}</a>',
        place.person_to_talk_to,
        place.phone.replace(" ", ""),
        place.phone,
    )
