"""Changing an offer to its own draft changes nothing: what a page does not touch, it leaves."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.core.errors import Refused
from helpfulacts.directory import selectors as directory
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.actions.state_capacity import state_capacity
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Repeats, Weekly
from helpfulacts.directory.models import CapacityPeriod, Occurrence, Offer, Prerequisite, Schedule, Trial
from helpfulacts.directory.redraft import _LISTS, _SAME, draft_of_offer
from helpfulacts.exchange.demonstration.files import draft_of, offer_rows
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
OFFICER = Actor("Mel", "officer")
TIMES = st.integers(0, 22).map(dt.time)


def everything(offer: Offer) -> dict[str, Any]:
    """Every row of an offer, without the identifiers of the rows that are made again."""
    offer = Offer.objects.get(pk=offer.pk)
    rows = lambda model, *names: sorted(  # noqa: E731
        map(str, model.objects.filter(place=offer.place_id, offer=offer).values_list(*names))
    )
    return {
        **{name: value for name, value in model_to_dict(offer).items() if name != "changed_at"},
        "dates": rows(Schedule, "rrule", "first_day", "starts", "ends"),
        "days": rows(Occurrence, "day", "starts", "ends"),
        "places": rows(
            CapacityPeriod, "begins", "until", "unit", "stated", "own_cap", "places", "held", "closed"
        ),
        "needs": rows(Prerequisite, "needs"),
        "tried": rows(Trial, "by", "words", "worked", "on"),
    }


def unchanged(offer: Offer) -> bool:
    before = everything(offer)
    change_offer(offer=directory.get_offer(offer.place, offer.pk), draft=draft_of_offer(offer), by=OFFICER)
    return everything(offer) == before


DRAFTS = st.builds(
    OfferDraft,
    title=st.text("ab", min_size=1, max_size=9),
    kind=st.sampled_from(["service", "product", "idea", "resource"]),
    sphere=st.sampled_from(["public", "civic", "personal"]),
    summary=st.text("xyz ", max_size=9),
    description=st.sampled_from(["", "Ring 01632 960999 first.", "Come in."]),
    where=st.sampled_from([(), ("venue",), ("online",), ("home", "phone")]),
    ward=st.sampled_from([None, "North", "South"]),
    postcode=st.sampled_from(["", "TT2 1"]),
    published_venue=st.booleans(),
    address=st.sampled_from(["", "1 High Street"]),
    serves_wards=st.sampled_from([(), ("North", "Middle")]),
    languages=st.sampled_from([(), ("en",)]),
    min_age=st.sampled_from([None, 5]),
    eligibility=st.sampled_from([{}, {"any": [{"fact": "carer"}, {"lives_in": ["North"]}]}]),
    cost_pence=st.sampled_from([None, 0, 50]),
    costs=st.sampled_from([(), ({"bearer": "Us", "sphere": "civic", "pence": 5},)]),
    contact=st.sampled_from(["", "01632 960999"]),
    website=st.sampled_from(["", "https://example.org"]),
    weekly=st.lists(
        st.builds(Weekly, st.sampled_from(["mon", "thu"]), TIMES, st.just(dt.time(23))), max_size=2, unique=True
    ).map(tuple),
    repeats=st.lists(
        st.builds(
            Repeats,
            st.sampled_from(["FREQ=MONTHLY;BYDAY=1TU", "FREQ=WEEKLY;BYDAY=MO,WE"]),
            TIMES,
            st.just(dt.time(23)),
            st.sampled_from([None, dt.date(2026, 3, 3)]),
        ),
        max_size=2,
        unique=True,
    ).map(tuple),
    carried=st.sampled_from([None, {"phones": [{"number": "1"}], "schedules": [{"freq": "WEEKLY"}]}]),
    capacity=st.none() | st.builds(CapacityDraft, st.just("place"), st.integers(0, 9), st.none() | st.integers(0, 9)),
    imported=st.just(True),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=DRAFTS)
def test_redrafting_and_changing_to_the_same_draft_changes_nothing(place: Any, draft: OfferDraft) -> None:
    if draft.kind == "idea":
        draft = replace(draft, capacity=None)
    [offer] = list_offers(place=place, drafts=[draft], source="a feed")
    assert unchanged(offer)


def test_every_offer_of_the_demonstration_is_left_as_it_is(place: Any) -> None:
    day = dt.date(2026, 11, 2)
    folder = Path(__file__).parents[3] / "examples" / "dudley"
    rows = [{**row, "ward": "North", "wards": []} for row in offer_rows(folder)]
    club = begin_organisation(place=place, name="A club")
    drafts = [
        replace(
            draft_of(row, provider=club, today=day, begins=day, until=day + dt.timedelta(days=60)),
            published_venue=row.get("published_venue", False),
        )
        for row in rows
    ]
    offers = list_offers(place=place, drafts=drafts, source="demonstration")
    assert [offer.title for offer in offers if not unchanged(offer)] == []
    assert len(offers) > 100


def test_a_full_offer_with_people_in_it_stays_full(place: Any) -> None:
    club = begin_organisation(place=place, name="A club")
    draft = OfferDraft(
        title="Tea", kind="service", sphere="civic", access="shared", provider=club, imported=True,
        capacity=CapacityDraft("place", 4),
    )  # fmt: skip
    [offer] = list_offers(place=place, drafts=[draft])
    CapacityPeriod.objects.filter(offer=offer).update(held=2)
    state_capacity(offer=offer, stated=0, by=OFFICER)
    assert unchanged(offer)


def test_words_that_a_feed_wrote_are_not_held_against_whoever_changes_something_else(place: Any) -> None:
    draft = OfferDraft(
        title="Tea", kind="service", sphere="civic", description="Ring 01632 960999.", imported=True
    )
    [offer] = list_offers(place=place, drafts=[draft], source="a feed")
    changed = change_offer(
        offer=offer, draft=replace(draft_of_offer(offer), title="Tea and toast"), by=OFFICER
    )
    assert changed.title == "Tea and toast"
    with pytest.raises(Refused, match="phone number"):
        change_offer(
            offer=offer, draft=replace(draft_of_offer(offer), summary="Or 01632 960998."), by=OFFICER
        )


def test_the_number_from_before_comes_back_when_they_are_full_no_more(place: Any) -> None:
    draft = OfferDraft(
        title="Tea", kind="service", sphere="civic", imported=True, capacity=CapacityDraft("place", 9, 6)
    )
    [offer] = list_offers(place=place, drafts=[draft])
    assert state_capacity(offer=offer, stated=0, by=OFFICER).before_full == 6
    assert state_capacity(offer=offer, stated=0, by=OFFICER).before_full == 6, "said twice"
    assert state_capacity(offer=offer, stated=6, by=OFFICER).before_full is None


def test_no_field_of_a_draft_is_forgotten(place: Any) -> None:
    """A new field of a draft is read back here, or left as it is by `change_offer` where the draft has none."""
    left = {
        "carried",
        "locations",
        "bodies",
        "other_days",
        "access_facts",
        "tried",
        "key",
        "postcode",
        "weekly",
    }
    made = {"facets", "eligibility", "particulars", "repeats", "capacity", "needs", "imported"}
    assert {field.name for field in fields(OfferDraft)} == left | made | {"exchange_id"} | set(_SAME) | set(
        _LISTS
    )
