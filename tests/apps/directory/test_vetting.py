"""What may be asked of a giver: never more than is lawful, and nothing is listed before what is needed was seen."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import vetting
from helpfulacts.directory.actions.list_offer import list_offer
from helpfulacts.directory.actions.release_held_offer import release_held_offer
from helpfulacts.directory.actions.see_check import lapse_checks, see_check
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.finding import find
from helpfulacts.directory.models import Offer
from helpfulacts.directory.models.offers import CHECKS
from helpfulacts.directory.selectors import held_offers, listed
from helpfulacts.people.actor import Actor

RULE = vetting.rule()
ALL = sorted(RULE.activities)
LEVELS = [code for code in RULE.levels if code != "none"]


@pytest.fixture
def own(place: Any, make_person: Any, citizen_of: Any) -> Any:
    """A person's held offer of some activities."""

    def make(*activities: str, title: str = "A ride to the shops", **fields: Any) -> Offer:
        person = make_person(**fields)
        draft = OfferDraft(
            title=title, summary="On Fridays.", kind="service", sphere="personal", giver=person,
            activities=activities, where=("home",), ward="North", imported=True,
        )  # fmt: skip
        return list_offer(place=place, draft=draft, by=citizen_of(person))

    return make


def test_the_rule_can_be_read_and_says_that_no_lawyer_has_read_it() -> None:
    assert set(RULE.levels) == {"none", *CHECKS}
    assert "Not reviewed by a lawyer" in RULE.reviewed_by and today() < RULE.review_by
    for row in RULE.activities.values():
        assert row.most.covers(row.needed.code), f"{row.code} needs more than may be asked for it"
        assert row.why.endswith(".") and row.before.endswith(".") and row.months > 0 and row.names >= 0


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", ALL)
def test_more_than_the_law_allows_is_refused_for_every_activity_and_level(
    own: Any, officer: Any, code: str, level: str
) -> None:
    offer, row = own(code), RULE.activities[code]
    if row.most.covers(level):
        see_check(offer=offer, activities=(code,), level=level, names=0, by=officer)
        assert Offer.objects.get(pk=offer.pk).check_level == level
        return
    with pytest.raises(Refused, match="more than the law lets us ask"):
        see_check(offer=offer, activities=(code,), level=level, names=0, by=officer)
    assert Offer.objects.get(pk=offer.pk).check_level == ""


def test_a_basic_check_is_the_most_that_may_be_asked_for_lifts(own: Any, officer: Any) -> None:
    with pytest.raises(Refused, match="a basic check is the most that may be asked for lifts"):
        see_check(offer=own("lifts"), activities=("lifts",), level="enhanced", names=1, by=officer)
    with pytest.raises(Refused, match="no check is the most that may be asked for lend"):
        see_check(offer=own("lend_things"), activities=("lend_things",), level="basic", names=0, by=officer)


@pytest.mark.parametrize("code", ALL)
def test_nobody_is_listed_before_what_their_act_needs_was_seen(own: Any, officer: Any, code: str) -> None:
    offer, row = own(code), RULE.activities[code]
    if row.needed.code != "none":
        with pytest.raises(Refused, match="say first that you have seen"):
            release_held_offer(offer=offer, by=officer, how="visit")
    see_check(offer=offer, activities=(code,), level=row.needed.code, names=row.names, by=officer)
    if row.names:
        offer.names_spoken_to = row.names - 1
        offer.save(update_fields=["names_spoken_to"])
        with pytest.raises(Refused, match="speak first to"):
            release_held_offer(offer=offer, by=officer, how="visit")
        offer.names_spoken_to = row.names
        offer.save(update_fields=["names_spoken_to"])
    assert release_held_offer(offer=offer, by=officer, how="visit").status == "active"


def test_two_activities_need_all_that_each_needs(own: Any, officer: Any) -> None:
    both = ("lifts", "personal_care")
    offer = own(*both)
    see_check(offer=offer, activities=both, level="basic", names=2, by=officer)
    with pytest.raises(Refused, match="Personal care"):
        release_held_offer(offer=offer, by=officer, how="visit")
    see_check(offer=offer, activities=both, level="enhanced_adults", names=2, by=officer)
    assert release_held_offer(offer=offer, by=officer, how="visit").status == "active"


def test_a_check_is_seen_by_somebody_else_than_the_giver(own: Any, citizen_of: Any, officer: Any) -> None:
    offer = own("lifts")
    for who in (citizen_of(offer.giver), Actor("A club", "provider", None, None, offer.pk)):
        with pytest.raises(NotAllowed):
            see_check(offer=offer, activities=("lifts",), level="basic", names=1, by=who)


def test_a_check_that_ran_out_ends_new_introductions_that_night_and_stays_on_the_desks_list(
    place: Any, own: Any, officer: Any
) -> None:
    offer = own("lifts")
    see_check(offer=offer, activities=("lifts",), level="basic", names=1, by=officer)
    release_held_offer(offer=offer, by=officer, how="visit")
    assert find(place, "ride to the shops").results and lapse_checks(place=place) == 0
    with as_if(now() + dt.timedelta(days=3 * 366)):
        assert not listed(place).exists() and find(place, "ride to the shops").results == [], (
            "before the night too"
        )
        assert (lapse_checks(place=place), lapse_checks(place=place)) == (1, 0)
        offer.refresh_from_db()
        assert offer.status == "held" and list(held_offers(place)) == [offer]
        assert "seen too long ago" in vetting.still_missing(offer, today())
        see_check(offer=offer, activities=("lifts",), level="basic", names=1, by=officer)
        assert release_held_offer(offer=offer, by=officer, how="visit").status == "active"


def test_only_that_a_check_was_seen_its_level_and_days_can_be_kept(
    place: Any, own: Any, officer: Any
) -> None:
    names = {field.name for field in Offer._meta.get_fields()}
    assert {name for name in names if "check_" in name} == {
        "check_level", "check_seen_on", "check_seen_by", "check_until",
    }  # fmt: skip
    assert not [name for name in names if "certificate" in name]
    offer = own("lifts")
    for wrong in (
        {"check_level": "basic"},
        {"check_seen_on": today()},
        {"check_level": "001234567890", "check_seen_on": today(), "check_until": today(), "check_seen_by": "Mel"},
        {"check_level": "basic", "check_seen_on": today(), "check_until": today() - dt.timedelta(days=1), "check_seen_by": "Mel"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.filter(place=place, pk=offer.pk).update(**wrong)


@pytest.mark.parametrize(
    "day", [dt.date(2026, 1, 31), dt.date(2024, 2, 29), dt.date(2026, 11, 26), dt.date(2026, 12, 31)]
)
def test_a_check_counts_for_three_years_to_the_day(day: dt.date) -> None:
    until = vetting.count_until(("lifts",), day)
    assert until.year == day.year + 3 and until.month == day.month and day.day - until.day in (0, 1)


def test_somebody_under_18_is_told_kindly_whom_to_talk_to(own: Any, place: Any) -> None:
    with pytest.raises(Refused, match="talk to Tom at the desk"):
        own("lend_things", age_band="under-18")
    assert not Offer.objects.filter(place=place).exists()


def test_what_a_body_gives_through_somebody_is_listed_only_by_an_officer_who_vouches(
    place: Any, make_person: Any, citizen_of: Any, officer: Any
) -> None:
    from helpfulacts.directory.actions.offer_body import body_called

    person = make_person()
    body = body_called(place=place, name="  The chess   club ")
    assert body_called(place=place, name="the CHESS club") == body
    draft = OfferDraft(
        title="Chess on Mondays", kind="service", sphere="civic", kept_by=person, provider=body,
        activities=("public_meeting",), imported=True,
    )  # fmt: skip
    offer = list_offer(place=place, draft=draft, by=citizen_of(person))
    assert (offer.status, offer.sphere, offer.provider, offer.shown_from) == (
        "held",
        "civic",
        body,
        "The chess club",
    )
    with pytest.raises(NotAllowed, match="An officer lists this"):
        release_held_offer(offer=offer, by=Actor("Tom", "navigator"), how="visit")
    assert release_held_offer(offer=offer, by=officer, how="visit").status == "active"


def test_whoever_typed_it_from_paper_does_not_list_it(place: Any, make_person: Any, officer: Any) -> None:
    tom = Actor("Tom, link worker", "navigator")
    draft = OfferDraft(
        title="A wheelbarrow", kind="product", sphere="personal", giver=make_person(), activities=("lend_things",),
        imported=True,
    )  # fmt: skip
    offer = list_offer(place=place, draft=draft, by=tom, proxy=True)
    assert (offer.status, offer.by_proxy) == ("held", "Tom, link worker")
    with pytest.raises(NotAllowed):
        release_held_offer(offer=offer, by=tom, how="visit")
    assert release_held_offer(offer=offer, by=officer, how="visit").status == "active"
