"""A link to one's own entries: opens once, in time, in its own place; ended at any desk; its token kept nowhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.people import keepers
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.end_keeper_link import end_keeper_link, refuse_keeper_link
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actions.make_keeper_link import MOST_A_DAY, TO_OPEN, make_keeper_link
from helpfulacts.people.actions.open_keeper_link import NO_USE, open_keeper_link
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import KeeperLink, KeeperReach
from helpfulacts.places.models import Place

pytestmark = pytest.mark.django_db
DESK = Actor("Tom, link worker", "navigator")


@pytest.fixture
def club(place: Any) -> Any:
    return begin_organisation(place=place, name="A club in North")


def test_it_works(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    link = open_keeper_link(place=place, token=token)
    assert link.organisation == club
    assert keepers.open_link(place, link.pk) == link
    actor = keepers.keeper_of(club)
    assert (actor.role, actor.body_id, actor.account_id, actor.person_id) == ("provider", club.pk, None, None)


def test_a_link_opens_once(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    open_keeper_link(place=place, token=token)
    with pytest.raises(Refused, match=NO_USE):
        open_keeper_link(place=place, token=token)


def test_looking_at_a_link_does_not_spend_it(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    for _ in range(3):
        assert keepers.link_by_token(place, token) is not None
    open_keeper_link(place=place, token=token)
    assert keepers.link_by_token(place, token) is None


def test_a_link_opens_for_seven_days_and_not_a_second_longer(place: Any, club: Any) -> None:
    start = now()
    with as_if(start):
        tokens = [make_keeper_link(organisation=club, how="asked") for _ in range(2)]
    with as_if(start + TO_OPEN - dt.timedelta(seconds=1)):
        open_keeper_link(place=place, token=tokens[0])
    with as_if(start + TO_OPEN), pytest.raises(Refused, match=NO_USE):
        open_keeper_link(place=place, token=tokens[1])


def test_a_link_opens_nothing_in_another_place(place: Any, club: Any) -> None:
    elsewhere = Place.objects.create(slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada", desk="Go.")
    token = make_keeper_link(organisation=club, how="asked")
    assert keepers.link_by_token(elsewhere, token) is None
    with pytest.raises(Refused, match=NO_USE):
        open_keeper_link(place=elsewhere, token=token)
    link = open_keeper_link(place=place, token=token)
    assert keepers.open_link(elsewhere, link.pk) is None


def test_every_wrong_token_is_refused_with_the_same_sentence(place: Any, club: Any) -> None:
    used, ended = (make_keeper_link(organisation=club, how="asked") for _ in range(2))
    open_keeper_link(place=place, token=used)
    assert refuse_keeper_link(place=place, token=ended)
    said = set()
    for token in (used, ended, "", "x" * 43, "\u2603"):
        with pytest.raises(Refused) as refusal:
            open_keeper_link(place=place, token=token)
        said.add(str(refusal.value))
    assert said == {NO_USE}


def test_the_token_is_kept_nowhere(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    link = KeeperLink.objects.get(place=place)
    assert token not in str(link.__dict__)
    assert token not in "\n".join(register.saved_lines(place))


def test_any_desk_stops_a_link_and_a_stopped_link_shuts_its_browser_out(place: Any, club: Any) -> None:
    link = open_keeper_link(place=place, token=make_keeper_link(organisation=club, how="asked"))
    assert end_keeper_link(link=link, by=DESK)
    assert keepers.open_link(place, link.pk) is None
    assert not end_keeper_link(link=link, by=DESK), "stopping twice changes nothing"
    link.refresh_from_db()
    assert link.ended_how == "desk"


def test_a_keeper_stops_the_links_of_their_own_body_and_of_no_other(place: Any, club: Any) -> None:
    other = begin_organisation(place=place, name="A choir in South")
    link = open_keeper_link(place=place, token=make_keeper_link(organisation=club, how="asked"))
    for by in (
        keepers.keeper_of(other),
        Actor("the person", "citizen"),
        Actor("Rae", "elected", None, None, club.pk),
    ):
        with pytest.raises(NotAllowed):
            end_keeper_link(link=link, by=by)
    assert end_keeper_link(link=link, by=keepers.keeper_of(club))


def test_this_was_not_me_ends_a_link_before_anybody_opens_it(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    assert refuse_keeper_link(place=place, token=token)
    with pytest.raises(Refused, match=NO_USE):
        open_keeper_link(place=place, token=token)


def test_a_spent_link_cannot_shut_out_whoever_opened_it(place: Any, club: Any) -> None:
    token = make_keeper_link(organisation=club, how="asked")
    link = open_keeper_link(place=place, token=token)
    assert not refuse_keeper_link(place=place, token=token)
    assert keepers.open_link(place, link.pk) is not None


def test_three_links_a_day_may_be_asked_for_and_the_desk_may_always_send_one(place: Any, club: Any) -> None:
    for _ in range(MOST_A_DAY):
        make_keeper_link(organisation=club, how="asked")
    with pytest.raises(Refused):
        make_keeper_link(organisation=club, how="asked")
    assert make_keeper_link(organisation=club, how="vouched", by=DESK, checked_how="phone")
    with as_if(now() + dt.timedelta(days=1, minutes=1)):
        assert make_keeper_link(organisation=club, how="asked")


def test_only_the_desk_vouches_and_says_how_it_checked(club: Any) -> None:
    with pytest.raises(NotAllowed):
        make_keeper_link(organisation=club, how="vouched", by=keepers.keeper_of(club), checked_how="phone")
    with pytest.raises(NotAllowed):
        make_keeper_link(organisation=club, how="letter", checked_how="phone")
    with pytest.raises(Refused, match="how you checked"):
        make_keeper_link(organisation=club, how="letter", by=DESK)


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
        {"used_at": dt.datetime(2040, 1, 1, tzinfo=dt.UTC)},
        {"ended_at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)},
        {"ended_how": "desk"},
        {"how": "vouched"},
        {"vouched_by": "Tom"},
    ],
)
def test_the_database_refuses_a_link_that_makes_no_sense(club: Any, wrong: dict[str, Any]) -> None:
    make_keeper_link(organisation=club, how="asked")
    with pytest.raises(IntegrityError), transaction.atomic():
        KeeperLink.objects.filter(place=club.place).update(**wrong)


def test_a_number_is_sealed_known_again_and_answers_for_one_body(place: Any, club: Any) -> None:
    reach = keep_reach(organisation=club, by=DESK, number="01632 960 999", email="club@example.org")
    assert "960999" not in str(KeeperReach.objects.filter(pk=reach.pk).values())
    assert keepers.address_held(club) == "club@example.org"
    found = keepers.reach_by_number(place, keepers.tidy_number("+44 1632 960999"))
    assert found is not None and found.number == "+441632960999"
    other = begin_organisation(place=place, name="A choir in South")
    with pytest.raises(Refused, match="Another organisation"):
        keep_reach(organisation=other, by=DESK, number="01632960999")
    with pytest.raises(NotAllowed):
        keep_reach(organisation=club, by=keepers.keeper_of(club), number="01632960998")
    with pytest.raises(Refused, match="phone number"):
        keep_reach(organisation=club, by=DESK, number="ring me")
