"""Begin a combination, and change what it is: nobody has been asked for anything yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, time_now, today
from helpfulacts.core.contact_details import refuse_contact_in
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people.actor import Actor
from helpfulacts.places.models import Place

from ..combination import common_time
from ..condition_words import THERE_IS
from ..facets import SPHERES
from ..half_hours import SLOTS, time_of
from ..models import Offer, Weave, WeaveLift, WeavePart
from ..rules import may_weave
from ..selectors import is_still_listed, may_be_named
from ..weaving import OPEN, part_values, parts_of
from .let_parts_go import let_parts_go

HAS_ENDED = "This has ended. You can begin another from “Bring things together”."
IS_LISTED = "This is listed, so it cannot be changed here."
_NOT_YOURS = "Only a resource-weaver or an officer brings things together here."
MOST_PARTS = 12


def begin_weave(*, place: Place, title: str, offers: Iterable[Offer], by: Actor) -> Weave:
    """A draft with these parts. Nobody is asked, and nothing is held. Raises Refused, NotAllowed."""
    if not may_weave(by) or by.body_id is None:
        raise NotAllowed(_NOT_YOURS)
    offers = list(dict.fromkeys(offers))
    _check({"title": title})
    if not offers:
        raise Refused("Tick at least one thing to begin with. You can add more.", field="part")
    if len(offers) > MOST_PARTS:
        raise Refused(f"Choose at most {MOST_PARTS} things.", field="part")
    moment = now()
    with register.writing(place):
        weave = Weave.objects.create(
            place=place,
            title=title.strip()[:160],
            body_id=by.body_id,
            woven_by=by.shown_as[:80],
            woven_by_key=by.key,
            created_at=moment,
            changed_at=moment,
        )
        for offer in offers:
            _add(weave, offer)
        register.record(
            place=place, action="began a weave", noun="weave", subject=weave.pk, facts={"parts": len(offers)}
        )
    return weave


def _add(weave: Weave, offer: Offer) -> None:
    if offer.place_id != weave.place_id or not is_still_listed(offer):
        named = f"“{offer.title}”" if may_be_named(offer) else "That"
        raise Refused(f"{named} is not open at the moment. Choose another.", field="part")
    if offer.access == "shared":
        raise Refused(
            f"“{offer.title}” is given in sharing rounds, so it cannot be taken here. Choose another.",
            field="part",
        )
    if weave.offer_id == offer.pk:
        raise Refused("This cannot be a part of itself.", field="part")
    try:
        with transaction.atomic():
            WeavePart.objects.create(place=weave.place, weave=weave, offer=offer)
    except IntegrityError:
        raise Refused(f"“{offer.title}” is a part of it already.", field="part") from None


def require_open(weave: Weave, by: Actor) -> None:
    """Those who weave may change it while it is not listed or ended; read again, so that two do not cross."""
    if not may_weave(by):
        raise NotAllowed(_NOT_YOURS)
    weave.refresh_from_db(fields=["state", "offer"])
    if weave.state not in OPEN:
        raise Refused(HAS_ENDED if weave.state == "ended" else IS_LISTED)


def add_part(*, weave: Weave, offer: Offer, by: Actor) -> WeavePart:
    """One more part. Nobody else is asked again; this one still has to be."""
    with register.writing(weave.place_id):
        require_open(weave, by)
        WeavePart.objects.filter(
            place=weave.place_id, weave=weave, offer=offer, state__in=("not_now", "left")
        ).delete()
        if WeavePart.objects.filter(place=weave.place_id, weave=weave).count() >= MOST_PARTS:
            raise Refused(f"Choose at most {MOST_PARTS} things.", field="part")
        _add(weave, offer)
        if weave.state == "agreed":
            _move(weave, "asked")
        register.record(place=weave.place, action="added a part to a weave", noun="weave", subject=weave.pk)
    return WeavePart.objects.get(place=weave.place_id, weave=weave, offer=offer)


def drop_part(*, part: WeavePart, by: Actor) -> None:
    """Take a part out again; what it held is free."""
    weave = part.weave
    with register.writing(part.place_id):
        require_open(weave, by)
        let_parts_go([part])
        part.delete()
        rest = WeavePart.objects.filter(place=weave.place_id, weave=weave)
        if weave.state in ("asked", "agreed"):
            waiting = rest.exclude(state="agreed").exists() or not rest.exists()
            _move(weave, "asked" if waiting else "agreed")
        register.record(
            place=weave.place, action="took a part out of a weave", noun="weave", subject=weave.pk
        )


def change_weave(*, weave: Weave, by: Actor, **plan: Any) -> Weave:
    """Change for whom, when and how many. Whoever said yes said it to something else: all are asked anew.

    plan: title, summary, sphere, facets, people, pounds, min_age, max_age, step_free, there_is, first_day, weeks,
    from_slot, to_slot.
    """
    _check(plan)
    with register.writing(weave.place_id):
        require_open(weave, by)
        if weave.offer_id is not None:
            raise Refused("People have been told when it is. Find another part, or end it and begin again.")
        require_to_come(weave, plan.get("first_day"), plan.get("from_slot"))
        parts = WeavePart.objects.filter(place=weave.place_id, weave=weave)
        let_parts_go(parts.filter(state="agreed").select_related("place", "holds"))
        parts.filter(state__in=("asked", "agreed")).update(
            state="draft", asked_at=None, answered_at=None, answered_by=""
        )
        WeaveLift.objects.filter(place=weave.place_id, weave=weave).delete()
        for name, value in plan.items():
            setattr(weave, name, value)
        weave.state, weave.changed_at = "draft", now()
        weave.save()
        register.record(place=weave.place, action="changed a weave", noun="weave", subject=weave.pk)
    return weave


def require_to_come(weave: Weave, day: dt.date | None, first: int | None) -> None:
    """Raises Refused for a day that has gone, or hours of today that have begun, with the next that is possible."""
    zone = weave.place.zone
    present = today(zone)
    begun = day == present and first is not None and time_of(first) <= time_now(zone)
    if day is None or not (day < present or begun):
        return
    parts = [part for part in parts_of(weave) if part.state != "left"]
    free = [one for one in common_time(part_values([part.offer for part in parts], parts)) if one > present]
    next_day = free[0] if free else day + dt.timedelta(weeks=(present - day).days // 7 + 1)
    why = "is the first day on which all of it can be had" if free else "is the next one"
    gone = f"{date_in_words(day)} has gone" if day < present else "That hour of today has gone"
    raise Refused(f"{gone}. {date_in_words(next_day)} {why}.", field="first_day")


def _check(plan: dict[str, Any]) -> None:
    first, last, day = plan.get("from_slot"), plan.get("to_slot"), plan.get("first_day")
    if not str(plan.get("title", "x")).strip():
        raise Refused("Give it a short name, for example “Repair Saturday”.", field="title")
    for name in ("title", "summary"):  # refused here already: once it is listed, nobody changes either
        refuse_contact_in(str(plan.get(name, "")), field=name)
    if (first is None) != (last is None) or (
        first is not None and last is not None and not 0 <= first < last <= SLOTS
    ):
        raise Refused("Choose when it begins, and a later time when it ends.", field="until")
    if day is not None and (not isinstance(day, dt.date) or day.year > 2200):
        raise Refused("Choose a day that is to come.", field="first_day")
    if not 1 <= plan.get("weeks", 1) <= 12:
        raise Refused("It can go on for 1 to 12 weeks.", field="weeks")
    if not 1 <= plan.get("people", 1) <= 10_000:
        raise Refused("Say for how many people: 1 or more.", field="people")
    if set(plan.get("there_is", ())) - set(THERE_IS):
        raise Refused("Tick what there will be from the list.", field="there_is")
    if plan.get("sphere", "civic") not in SPHERES:
        raise Refused("Choose who it comes from.", field="sphere")
    youngest, oldest = plan.get("min_age"), plan.get("max_age")
    if youngest is not None and oldest is not None and oldest < youngest:
        raise Refused("The oldest age is not below the youngest.", field="max_age")


def _move(weave: Weave, state: str) -> None:
    Weave.objects.filter(place=weave.place_id, pk=weave.pk).update(state=state, changed_at=now())
    weave.state = state
