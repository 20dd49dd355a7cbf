"""Two entries that say the same become one by a person's word, and can be taken apart again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory import finding, likenesses
from helpfulacts.directory.actions.answer_likeness import ask_again, keep_apart, merge_entries, part_entries
from helpfulacts.directory.actions.propose_likenesses import propose_likenesses
from helpfulacts.directory.models import Likeness, Offer
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.merge_offers import merge_offers

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer")
CLUB = Actor("A club", "provider")


@pytest.fixture
def pair(place: Any, offer_of: Any) -> Any:
    """Two entries for one mending bench; the second knows a number and what to bring."""
    offer_of(title="Mending bench at the chapel", summary="Bring what is broken.", facets={"repairs": 3})
    offer_of(
        title="Chapel mending bench", summary="Bring what is broken.", facets={"repairs": 3}, contact="01632 960155",
        brings="The thing, and its lead.",
    )  # fmt: skip
    assert propose_likenesses(place=place) == 1
    return likenesses.proposed(place).get()


def _other(pair: Any, kept: Any) -> Any:
    return pair.second if kept.pk == pair.first_id else pair.first


def _says_more(pair: Any) -> tuple[Any, Any]:
    return (pair.second, pair.first) if pair.first.contact else (pair.first, pair.second)


def test_looking_again_proposes_nothing_twice_and_lets_go_of_what_no_longer_holds(
    place: Any, pair: Any
) -> None:
    assert propose_likenesses(place=place) == 1
    assert Likeness.objects.count() == 1
    Offer.objects.filter(pk=pair.first_id).update(title="Something else altogether", summary="A choir.")
    assert propose_likenesses(place=place) == 0
    assert Likeness.objects.count() == 0


def test_a_merged_entry_leaves_the_list_and_its_page_leads_to_the_kept_one(
    place: Any, pair: Any, client: Any
) -> None:
    plain, rich = _says_more(pair)
    merge_entries(likeness=pair, keep=plain, take_over=["contact", "brings", "title"], by=MEL)
    plain.refresh_from_db()
    rich.refresh_from_db()
    assert (plain.contact, plain.brings) == ("01632 960155", "The thing, and its lead.")
    assert rich.status == "ended" and rich.merged_into_id == plain.pk
    found = finding.find(place, "mending bench")
    assert [result.offer.pk for result in found.results] == [plain.pk]
    page = client.get(f"/{place.slug}/offers/{rich.pk}").content.decode()
    assert "This is part of another entry now" in page and str(plain.pk) in page


def test_taken_apart_each_says_what_it_said_before(place: Any, pair: Any) -> None:
    plain, rich = _says_more(pair)
    merge_entries(likeness=pair, keep=plain, take_over=["contact", "brings"], by=MEL)
    Offer.objects.filter(pk=plain.pk).update(brings="A bag.")  # changed by people since: theirs stays
    part_entries(likeness=pair, by=MEL)
    plain.refresh_from_db()
    rich.refresh_from_db()
    assert (plain.contact, plain.brings) == ("", "A bag.")
    assert rich.status == "active" and rich.merged_into_id is None
    assert {result.offer.pk for result in finding.find(place, "mending bench").results} == {plain.pk, rich.pk}
    pair.refresh_from_db()
    assert pair.state == "proposed" and pair.answered_at is None


def test_two_things_on_purpose_are_never_proposed_again_until_somebody_asks(place: Any, pair: Any) -> None:
    keep_apart(likeness=pair, why="Two rooms.", by=MEL)
    assert propose_likenesses(place=place) == 0
    assert not likenesses.proposed(place).exists()
    ask_again(likeness=pair, by=MEL)
    assert likenesses.proposed(place).get().pk == pair.pk


def test_two_things_on_purpose_do_not_hide_that_one_of_them_is_the_same_as_a_third(
    place: Any, pair: Any, offer_of: Any
) -> None:
    keep_apart(likeness=pair, by=MEL)
    third = offer_of(
        title="Chapel mending bench, Lye", summary="Bring what is broken.", facets={"repairs": 3}
    )
    assert propose_likenesses(place=place) == 1
    new = likenesses.proposed(place).get()
    assert third.pk in (new.first_id, new.second_id) and new.score <= pair.score
    keep_apart(likeness=new, by=MEL)
    assert propose_likenesses(place=place) == 1, "and then the other"
    keep_apart(likeness=likenesses.proposed(place).get(), by=MEL)
    assert propose_likenesses(place=place) == 0


def test_an_answer_is_given_once(pair: Any) -> None:
    merge_entries(likeness=pair, keep=pair.first, by=MEL)
    for again in (
        lambda: merge_entries(likeness=pair, keep=pair.second, by=MEL),
        lambda: keep_apart(likeness=pair, by=MEL),
        lambda: ask_again(likeness=pair, by=MEL),
    ):
        with pytest.raises(Refused):
            again()


def test_only_those_who_look_after_the_list_answer(pair: Any) -> None:
    for act in (merge_entries, keep_apart, part_entries, ask_again):
        more = {"keep": pair.first} if act is merge_entries else {}
        with pytest.raises(NotAllowed):
            act(likeness=pair, by=CLUB, **more)


def test_what_a_neighbour_gives_is_never_proposed(place: Any, offer_of: Any, make_person: Any) -> None:
    for called in ("Ann", "Bea"):
        offer_of(title="Lifts to the hospital", sphere="personal", giver=make_person(called=called))
    assert propose_likenesses(place=place) == 0


def test_an_entry_that_a_plan_counts_on_is_the_one_that_stays(
    place: Any, pair: Any, make_person: Any
) -> None:
    from helpfulacts.support.actions.begin_plan import begin_plan
    from helpfulacts.support.actions.choose_offer import choose_offer

    person = make_person()
    me = Actor("the person", "citizen", None, person.pk)
    plan = begin_plan(place=place, person=person, words="A lamp to mend.", by=me)
    choose_offer(plan=plan, offer=pair.first, by=me)
    with pytest.raises(Refused, match="counts on"):
        merge_offers(likeness=pair, keep=pair.second, by=MEL)
    assert Offer.objects.get(pk=pair.first_id).status == "active"
    merge_offers(likeness=pair, keep=pair.first, by=MEL)
    assert Offer.objects.get(pk=pair.second_id).merged_into_id == pair.first_id


def test_a_feed_that_still_shows_a_merged_entry_lists_it_no_second_time(place: Any, pair: Any) -> None:
    from helpfulacts.exchange.oruk.verdicts import verdict

    merge_entries(likeness=pair, keep=pair.first, by=MEL)
    gone = Offer.objects.get(pk=pair.second_id)
    gone.source = "a feed"
    draft: Any = type("Draft", (), {"source_hash": "other", "kind": gone.kind})()
    assert verdict(gone, draft, "a feed", True) == "same"


def test_the_database_refuses_a_pair_twice_an_answer_without_a_day_and_a_loop(place: Any, pair: Any) -> None:
    def broken(write: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    more = {"place": place, "score": 90}
    broken(lambda: Likeness.objects.create(first=pair.first, second=pair.second, **more))
    broken(lambda: Likeness.objects.create(first=pair.second, second=pair.first, **more))
    broken(lambda: Likeness.objects.filter(pk=pair.pk).update(state="distinct"))
    broken(
        lambda: Likeness.objects.filter(pk=pair.pk).update(
            state="merged", answered_at=dt.datetime.now(dt.UTC)
        )
    )
    broken(lambda: Offer.objects.filter(pk=pair.first_id).update(merged_into=pair.second))
    broken(lambda: Offer.objects.filter(pk=pair.first_id).update(merged_into=pair.first, status="ended"))
