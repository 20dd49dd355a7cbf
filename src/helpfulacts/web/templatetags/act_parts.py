"""How one act of a plan is said: where it stands, when it is, who bears the cost, why it is here.

{{ act|act_class }} {{ act|act_tag }} {{ act|cost_words }} {{ act|reason_words }}
"""

from __future__ import annotations

from typing import Any

from django import template

from helpfulacts.coordination.selectors import reason_sentence
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.core.words import joined
from helpfulacts.directory import bookable
from helpfulacts.directory.half_hours import between_in_words
from helpfulacts.support import came, days_joined, giving
from helpfulacts.support import selectors as support
from helpfulacts.support.sessions import not_yet as why_not_yet
from helpfulacts.support.sessions import sessions_of, waits_for_giver

from .parts import NOT_NAMED, hours_said, pounds

register = template.Library()

_LOOKS = {"suggested": "hold", "done": "yes", "confirmed": "yes"}

_CHANGED = {"yes": "yes", "a_bit": "a bit", "no": "no"}


@register.filter
def act_class(act: Any) -> str:
    """The link of the chain: done, agreed, or for the person to choose."""
    return {"suggested": "ask-me", "done": "done", "confirmed": "done"}.get(act.state, "agreed")


@register.filter
def act_name(act: Any) -> str:
    """What it is, where its person may read that still."""
    return str(act.title) if support.is_named(act) or has_left(act) else NOT_NAMED


@register.filter
def has_left(act: Any) -> bool:
    """Whoever offered it had all deleted that we knew of them."""
    return act.offer is not None and bool(act.offer.forgotten)


@register.filter
def was_words(act: Any) -> str:
    """“Regular help on Thursday 3 December, for “Somebody to walk with””."""
    return giving.what_it_was(act)


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
def has_days(act: Any) -> bool:
    """It is on several days of the week, and its person may say which they come on."""
    return bool(days_joined.days_on(act))


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
    if rows := bearing(act.costs):
        return " ".join(bearer_words(cost) for cost in rows)
    return "Nobody is out of pocket, as far as we know." if act.costs else "Not known."


@register.filter
def bearing(costs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of `costs` that bear something."""
    return [cost for cost in costs if bearer_words(cost)]


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
    return f"{bearer[:1].upper()}{bearer[1:]} {joined(gives)}." if gives else ""


@register.filter
def reason_words(act: Any) -> str:
    return reason_sentence(act)


@register.filter
def changed_words(act: Any) -> str:
    return _CHANGED.get(act.changed_anything, "")


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
    words = joined(said)
    if act.ends_on and len(dates) > 3:
        return f"Your next dates: {words}. The last is on {date_in_words(dates[-1].day)}."
    return f"Your next date{'s' if len(said) > 1 else ''}: {words}."


@register.filter
def not_yet(act: Any) -> str:
    """Why nobody can say yet that it is done; "" once they can."""
    return why_not_yet(act)


@register.filter
def passed_on(act: Any) -> dict[str, bool]:
    """Which sides have passed on how to reach them: {"person": True, "giver": False}."""
    sides = support.passed_on_by(act)
    return {side: side in sides for side in ("person", "giver")}
