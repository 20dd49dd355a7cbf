"""What keeps an entry off the list lies in layers: lifting one lifts no other, and no stale copy lifts any."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.directory import corrections, history
from helpfulacts.directory.actions.change_days import set_day
from helpfulacts.directory.actions.change_offer import change_offer, end_offers
from helpfulacts.directory.actions.change_when import change_when
from helpfulacts.directory.actions.decide_reported import appeal, decide_reported
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.pause_offer import pause_offer, resume_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.actions.see_check import lapse_checks, see_check
from helpfulacts.directory.actions.state_condition import state_condition
from helpfulacts.directory.actions.try_idea import try_idea
from helpfulacts.directory.drafts import OfferDraft, OtherDay, Repeats
from helpfulacts.directory.models import Correction, Moderation, Offer, OfferVersion, Trial
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.directory.selectors import listed
from helpfulacts.directory.week_grid import week_of
from helpfulacts.people.actor import Actor
from helpfulacts.web.history_words import sentences_of

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")


def stands(offer: Any) -> str:
    return str(Offer.objects.get(pk=offer.pk).status)


def hide(offer: Any, by: Any = TOM) -> Moderation:
    return decide_reported(offer=offer, decision="hidden", ground="scam", reason="It asks for money.", by=by)


def another_week(offer: Any) -> Any:
    week = week_of(offer, today())
    return replace(week, slots=tuple(replace(one, ends=dt.time(15)) for one in week.slots))


@pytest.fixture
def given(place: Any, draft: Any, make_person: Any, citizen_of: Any, officer: Any) -> tuple[Any, Any]:
    """(what a person gives, released an hour ago; the person as an actor)"""
    person = make_person()
    me = citizen_of(person)
    offer = list_offer(place=place, draft=draft(giver=person, sphere="personal"), by=me)
    see_check(offer=offer, activities=("idea",), level="none", names=0, by=TOM)
    with as_if(now() - dt.timedelta(hours=1)):
        release_held_offer(offer=offer, by=officer, how="visit")
    return offer, me


def test_not_now_holds_through_a_change_a_check_and_a_decision(place: Any, given: Any, officer: Any) -> None:
    offer, me = given
    pause_offer(offer=offer, by=me)
    change_when(offer=offer, week=another_week(offer), by=me)
    assert stands(offer) == "held", "other times wait for a person, paused or not"
    release_held_offer(offer=offer, by=officer, how="visit")
    assert (offer.status, stands(offer)) == ("paused", "paused"), "the check is over; “not now” is not"
    hide(offer)
    with pytest.raises(Refused):
        resume_offer(offer=offer, by=me)
    change_offer(offer=offer, draft=replace(draft_of_offer(offer), summary="Give me money"), by=me)
    decide_reported(offer=offer, decision="shown", reason="We spoke.", by=officer)
    assert stands(offer) == "held", "what was changed while it was hidden still waits to be read"
    with as_if(now() + dt.timedelta(hours=1)):
        release_held_offer(offer=offer, by=officer, how="visit")
    assert stands(offer) == "paused"
    resume_offer(offer=offer, by=me)
    assert listed(place).filter(pk=offer.pk).exists()
    Offer.objects.filter(pk=offer.pk).update(
        check_level="basic", check_seen_on=today(), check_seen_by="Tom", check_until=today()
    )
    pause_offer(offer=offer, by=me)
    with as_if(now() + dt.timedelta(days=2)):
        lapse_checks(place=place)
    offer.refresh_from_db()
    assert (offer.status, offer.not_now) == ("held", True)
    assert [row.change for row in offer.versions.all()[:2]] == ["lapsed", "paused"]
    assert "vetted" in [row.change for row in offer.versions.all()]
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(status="active")


def test_a_report_or_an_appeal_is_answered_wherever_the_entry_stands(
    place: Any, given: Any, offer_of: Any, officer: Any
) -> None:
    offer, me = given
    say_wrong(offer=offer, what="unsafe", note="He asked for money", mark="a")
    pause_offer(offer=offer, by=me)
    decided = hide(offer)
    assert stands(offer) == "hidden" and not corrections.to_answer(place)
    appeal(decision=decided, words="It is not so", by=me)
    end_offers(place=place, offers=[offer], by=me)
    assert corrections.is_hidden(offer), "ending it does not show its words again"
    decide_reported(offer=offer, decision="shown", reason="We spoke.", by=officer)
    assert (stands(offer), corrections.open_appeals(place), corrections.is_hidden(offer)) == (
        "ended",
        [],
        False,
    )

    over = offer_of(title="Over")
    say_wrong(offer=over, what="unsafe", note="She shouted", mark="a")
    end_offers(place=place, offers=[over], by=officer)
    decide_reported(offer=over, decision="kept", reason="We spoke to both.", by=TOM)
    assert not corrections.to_answer(place) and stands(over) == "ended"
    assert {row.note for row in Correction.objects.all()} == {""}
    with pytest.raises(Refused, match="nothing about it waits"):
        decide_reported(offer=over, decision="kept", reason="Once more.", by=TOM)


def test_until_a_person_has_looked_a_report_of_harm_names_nothing_in_public(
    place: Any, offer_of: Any
) -> None:
    offer = offer_of()
    for what in ("unsafe", "time"):
        say_wrong(offer=offer, what=what, mark="a")
    time, harm = register.entries(place, newest_first=True)[:2]
    assert (harm.subject, harm.facts) == (None, {}) and (time.subject, time.facts["what"]) == (
        offer.pk,
        "time",
    )


@pytest.mark.parametrize("write", ["words", "week"])
def test_a_copy_read_before_somebody_else_wrote_changes_nothing(
    offer_of: Any, officer: Any, write: str
) -> None:
    offer = offer_of(contact="01632 960001")
    stale, older = Offer.objects.get(pk=offer.pk), Offer.objects.get(pk=offer.pk).changed_at
    draft, week = replace(draft_of_offer(stale), summary="New words"), another_week(stale)
    hide(offer)
    with pytest.raises(Refused, match="This entry has changed since you opened this page"):
        if write == "words":
            change_offer(offer=stale, draft=draft, by=officer)
        else:
            change_when(offer=stale, week=week, by=officer)
    assert stands(offer) == "hidden" and not Offer.objects.filter(summary="New words").exists()
    # read again meanwhile, but written from an older page
    with pytest.raises(Refused, match="This entry has changed"):
        change_offer(offer=Offer.objects.get(pk=offer.pk), draft=draft, by=officer, seen=older)
    change_offer(offer=stale, draft=replace(draft_of_offer(stale), summary="New words"), by=officer)
    assert (stands(offer), Offer.objects.get(pk=offer.pk).summary) == ("hidden", "New words")


def test_no_public_words_say_where_somebody_lives(
    place: Any, offer_of: Any, draft: Any, given: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    idea, (offer, me), somebody = offer_of("idea"), given, citizen_of(make_person())
    day, where = today() + dt.timedelta(days=5), "I am at 12 High Street"
    tried = {"offer": idea, "worked": True, "by": somebody}
    said = say_wrong(offer=idea, what="unsafe", mark="a")
    for write in (
        lambda: try_idea(shown_as="Ann at 12 High Street", words="It went well", **tried),
        lambda: try_idea(shown_as="Ann", words="Come to flat 3, TT1 1AA", **tried),
        lambda: set_day(offer=offer, other=OtherDay(day, None, None, where), by=me),
        lambda: state_condition(
            offer=offer, side="asks", code="insurance", sentence=where, lifter_role="officer", by=me
        ),
        lambda: decide_reported(offer=idea, decision="kept", reason=where, by=officer),
        lambda: list_offer(place=place, draft=draft(sphere="personal", summary=where), by=officer),
        lambda: say_wrong(
            offer=offer_of(sphere="personal"), what="place", note="They are at 12 High Street", mark="b"
        ),
    ):
        with pytest.raises(Refused, match=r"(?i)take it out"):
            write()
    assert not Trial.objects.exists() and said.answer == ""
    club = offer_of(title="A club")
    assert say_wrong(offer=club, what="place", note="They are at 12 High Street now", mark="c").note
    assert list_offer(place=place, draft=draft(summary="At 12 High Street"), by=officer).summary
    set_day(offer=club, other=OtherDay(day, None, None, "Today at 12 High Street"), by=officer)
    assert club.exceptions.get().reason, "where a club meets is for everybody to know"


def test_the_other_fortnight_is_another_time(place: Any, officer: Any) -> None:
    monday = dt.date(2026, 11, 23)
    [club] = list_offers(
        place=place,
        drafts=[
            OfferDraft(
                title="Chess", kind="service", sphere="civic", shown_from="A club", facets={"company": 3}, imported=True,
                repeats=(Repeats("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", dt.time(10), dt.time(12), monday),),
            )
        ],
    )  # fmt: skip
    club = Offer.objects.get(pk=club.pk)
    before = history.facts_of(club)
    rule = club.schedules.get()
    for weeks, same in ((1, False), (2, True)):
        rule.first_day = monday + dt.timedelta(weeks=weeks)
        rule.save(update_fields=["first_day"])
        assert (history.facts_of(club) == before) is same
        history.changed(club, before, officer)
    [changed] = OfferVersion.objects.filter(offer=club, change="changed")
    assert sentences_of(changed) == ["The opening times were changed: now in the other weeks."]
