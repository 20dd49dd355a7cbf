"""Introductions: two sides, the same two lines, nothing without the person, and always somebody who does the next thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.directory.models import CapacityPeriod, Gap, Offer
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import AccessRecord, Consent, Person
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.answer_act import answer_act, ask_again
from helpfulacts.support.actions.answer_introduction import answer_introduction
from helpfulacts.support.actions.cancel_introduction import (
    cancel_introduction,
    end_consents,
    void_introduction,
    withdraw_sharing,
)
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.complete_introduction import complete_introduction
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.fail_introduction import fail_introduction
from helpfulacts.support.actions.hold_introduction import go_on, hold_introduction
from helpfulacts.support.actions.move_next import move_next
from helpfulacts.support.actions.move_up_queue import state_places
from helpfulacts.support.actions.nudge_giver import answer_nudge
from helpfulacts.support.actions.re_route import re_route, reopen
from helpfulacts.support.actions.read_reach import read_reach
from helpfulacts.support.actions.report_act import confirm_act, mark_done
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.start_introduction import start_introduction
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.models import HelpfulAct, Introduction, Note, Nudge, TimeWriting
from helpfulacts.support.note_gaps import asked_in_words
from helpfulacts.support.plans import loop_figures
from helpfulacts.support.silence import nudge_words, silent_since

LINES = ("Gwen used to sing alto.", "She would like to try your choir on a Thursday.")
NUMBER = "01632 960123"
TOM = Actor("Tom, link worker", "navigator", account_id=None)

pytestmark = pytest.mark.django_db


def giver_of(offer: Any) -> Actor:
    return Actor("The choir", "provider", None, None, offer.provider_id)


def yes(**more: Any) -> Yes:
    fields: dict[str, Any] = {"way": "phone", "reach": NUMBER, "until": today() + dt.timedelta(days=90)}
    return Yes(**{**fields, **more})


@pytest.fixture
def choir(offer: Callable[..., Any]) -> Any:
    return offer("A choir", kind="service", places=1, by="The choir")


@pytest.fixture
def asked(make_plan: Callable[..., Any], choir: Any) -> Callable[..., Introduction]:
    """An introduction that Tom wrote and its person agreed to, at the choir (or `to`)."""

    def make(to: Any = None, plan: Any = None) -> Introduction:
        plan = plan or make_plan()
        act = choose_offer(plan=plan, offer=to or choir, by=TOM)
        one = draft_introduction(act=act, lines=LINES, by=TOM)
        return request_introduction(introduction=one, lines=LINES, yes=yes(), by=plan.actor)

    return make


def owed(one: Introduction) -> Promise:
    """The one open promise of what comes next: there is exactly one."""
    [promise] = promises.open_about(one.place, "introduction", one.pk, kind="next")
    return promise


def test_both_sides_go_through_it_together_and_the_next_thing_always_has_an_owner_and_a_day(
    make_plan: Callable[..., Any], choir: Any
) -> None:
    plan, giver = make_plan(), giver_of(choir)
    act = choose_offer(plan=plan, offer=choir, by=TOM)
    one = draft_introduction(act=act, lines=("About her", ""), by=TOM)
    assert (act.state, owed(one).by_noun) == ("suggested", "person")
    with pytest.raises(Refused, match="two lines"):
        answer_act(act=act, answer="yes", by=plan.actor)
    with pytest.raises(NotAllowed):
        request_introduction(introduction=one, lines=LINES, yes=yes(), by=giver)

    request_introduction(introduction=one, lines=LINES, yes=yes(), by=plan.actor)
    act.refresh_from_db()
    assert one.lines == list(LINES), "what is sent is what the person had before their eyes"
    assert (act.state, act.holds_id is not None, owed(one).by_noun) == ("agreed", True, "organisation")
    assert (one.consent.with_whom, one.consent.basis) == ("The choir", "self")
    with pytest.raises(Refused, match="nothing to show"):
        read_reach(introduction=one, by=giver)

    answer_introduction(introduction=one, answer="yes", by=giver)
    act.refresh_from_db()
    assert (act.state, owed(one).what, owed(one).due) == ("promised", "Meet", act.on_day)
    assert read_reach(introduction=one, by=giver) == NUMBER
    assert AccessRecord.objects.filter(person=plan.person_id, noun="introduction").count() == 1

    start_introduction(introduction=one, by=plan.actor)
    hold_introduction(introduction=one, until=today() + dt.timedelta(days=9), by=giver)
    assert (owed(one).by_noun, owed(one).due) == ("navigator", today() + dt.timedelta(days=9))
    go_on(introduction=one, by=TOM)
    with pytest.raises(Refused, match="leaflet"):
        complete_introduction(introduction=one, how="leaflet", by=TOM)
    with as_if(now() + dt.timedelta(days=21)):
        complete_introduction(introduction=one, how="goes_on", words="She sings again.", by=giver)
    act.refresh_from_db()
    assert (act.state, one.state, one.giver_outcome, one.reach) == (
        "done",
        "completed",
        "She sings again.",
        "",
    )
    confirm_act(act=act, outcome="I have a tune in my head.", changed="yes", by=plan.actor)
    assert not promises.open_about(one.place, "introduction", one.pk)


def test_the_database_refuses_an_end_without_an_outcome_two_open_ones_and_an_asking_without_consent(
    asked: Callable[..., Introduction],
) -> None:
    one = asked()
    rows = Introduction.objects.filter(pk=one.pk)
    for change in ({"state": "completed"}, {"state": "failed", "how": "happened"}, {"consent": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(reach_sealed=None, **change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Introduction.objects.create(
            place=one.place, act=one.act, introduced_by="Tom", role="navigator", created_at=now(),
            changed_at=now(),
        )  # fmt: skip
    with pytest.raises(Refused, match="already"):
        draft_introduction(act=one.act, lines=LINES, by=TOM)


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_not_now_stops_it_at_once_frees_the_place_and_deletes_what_was_passed_on(
    asked: Callable[..., Introduction], choir: Any, steps: int
) -> None:
    one = asked()
    act, giver = one.act, giver_of(choir)
    me = Actor("the person", "citizen", None, act.plan.person_id)
    for step in (
        lambda: answer_introduction(introduction=one, answer="yes", by=giver),
        lambda: start_introduction(introduction=one, by=giver),
        lambda: hold_introduction(introduction=one, until=today(), by=giver),
    )[:steps]:
        step()
    if steps % 2:  # taking back the consent does the same
        withdraw_sharing(consent=one.consent, by=me)
    else:
        cancel_introduction(introduction=one, by=me)
    one.refresh_from_db()
    act.refresh_from_db()
    assert (one.state, one.reach, act.state, act.holds_id) == ("cancelled", "", "stopped", None)
    assert one.how == ("consent" if steps % 2 else "person")
    assert CapacityPeriod.objects.get(offer=choir).held == 0
    assert not promises.open_about(one.place, "introduction", one.pk)
    with pytest.raises(Refused):
        answer_introduction(introduction=one, answer="yes", by=giver)


def test_a_giver_says_not_now_without_a_reason_and_another_way_is_tried_with_the_persons_yes(
    asked: Callable[..., Introduction], choir: Any, offer: Callable[..., Any]
) -> None:
    one = asked()
    answer_introduction(introduction=one, answer="not_now", by=giver_of(choir))
    one.act.refresh_from_db()
    assert (one.state, one.act.state) == ("rejected", "declined")
    other = offer("A band", kind="service", by="A band")
    with pytest.raises(Refused, match="same offer"):
        re_route(introduction=one, offer=choir, lines=LINES, by=TOM)
    child = re_route(introduction=one, offer=other, lines=LINES, by=TOM)
    assert (child.parent, child.from_parent, child.state) == (one, "re-route", "draft")
    assert child.act.state == "suggested", "nothing is agreed for them"
    with pytest.raises(Refused, match="still open"):
        re_route(introduction=child, offer=choir, lines=LINES, by=TOM)
    again = reopen(introduction=one, by=TOM)
    assert (again.act.offer_id, again.words, again.from_parent) == (choir.pk, one.words, "reopen")
    void_introduction(introduction=again, by=TOM)
    again.act.refresh_from_db()
    assert (again.state, again.act.state) == ("entered-in-error", "suggested")


def test_who_is_asked_for_at_a_full_offer_has_a_number_and_the_giver_answers_when_a_place_is_free(
    asked: Callable[..., Introduction], choir: Any
) -> None:
    first, second = asked(), asked()
    assert (support.queue_place(second.act), owed(second).by_noun) == (1, "navigator")
    with pytest.raises(Refused, match="All your places are taken"):
        answer_introduction(introduction=second, answer="yes", by=giver_of(choir))
    cancel_introduction(introduction=first, by=Actor("the person", "citizen", None, first.act.plan.person_id))
    act = HelpfulAct.objects.get(pk=second.act_id)
    assert (act.state, act.holds_id is not None, owed(second).by_noun) == ("agreed", True, "organisation")
    answer_introduction(introduction=second, answer="yes", by=giver_of(choir))
    assert HelpfulAct.objects.get(pk=act.pk).state == "promised"


def test_a_yes_where_they_talk_first_promises_no_dates_until_they_say_that_there_is_a_place(
    make_plan: Callable[..., Any], choir: Any
) -> None:
    """Also for whoever waits in the queue when its giver says that they talk with people first."""
    early, late, giver = make_plan(), make_plan(), giver_of(choir)
    state_places(offer=choir, stated=0, by=giver)
    waits = choose_offer(plan=early, offer=choir, by=early.actor)
    answer_act(act=waits, answer="yes", by=early.actor)
    state_places(offer=choir, stated=0, by=giver, talks_first=True)
    act = choose_offer(plan=late, offer=choir, by=late.actor)
    answer_act(act=act, answer="yes", by=late.actor)
    for one in (act, waits):
        one.refresh_from_db()
        talk = Introduction.objects.get(act=one)
        assert (one.state, talk.state, support.queue_place(one)) == ("agreed", "requested", None)
        assert not promises.open_about(one.place, "helpful act", one.pk, kind="act")
        assert talk.way == "none", "nothing of the person is passed on"
        with pytest.raises(Refused, match="already"):
            answer_act(act=one, answer="yes", by=TOM)
    answer_introduction(introduction=Introduction.objects.get(act=act), answer="yes", by=giver)
    act.refresh_from_db()
    [promise] = promises.open_about(act.place, "helpful act", act.pk, kind="act")
    assert (act.state, promise.due) == ("promised", act.on_day)


def test_buttons_of_the_act_take_its_introduction_along(
    asked: Callable[..., Introduction], choir: Any
) -> None:
    one = asked()
    me = Actor("the person", "citizen", None, one.act.plan.person_id)
    answer_introduction(introduction=one, answer="yes", by=giver_of(choir))
    hold_introduction(introduction=one, until=today(), by=me)
    with as_if(now() + dt.timedelta(days=8)):  # its day has come
        mark_done(act=HelpfulAct.objects.get(pk=one.act_id), by=me)
    one.refresh_from_db()
    assert (one.state, one.how) == ("completed", "happened")
    other = asked()  # the place of the first goes on: this one waits in the queue
    state_places(offer=choir, stated=2, by=giver_of(choir))
    answer_introduction(introduction=other, answer="yes", by=giver_of(choir))
    start_introduction(introduction=other, by=giver_of(choir))
    fail_introduction(introduction=other, how="lost_touch", words="We never met.", by=TOM)
    assert (other.state, other.outcome) == ("failed", "We never met.")
    assert HelpfulAct.objects.get(pk=other.act_id).state == "stopped"


def test_a_silent_giver_gets_a_drafted_nudge_that_a_person_sends_or_drops_once(
    asked: Callable[..., Introduction], choir: Any
) -> None:
    one = asked()
    assert silent_since(one) is None
    with pytest.raises(Refused, match="Nothing was sent"):
        answer_nudge(introduction=one, send=True, by=TOM)
    with as_if(now() + dt.timedelta(days=14)):
        since = silent_since(one)
        assert since == today() - dt.timedelta(days=14)
        words = nudge_words(one, since)
        assert "A choir" in words and not any(told in words for told in (NUMBER, *LINES, "Gwen"))
        answer_nudge(introduction=one, send=True, by=TOM)
        assert silent_since(one) is None
        with pytest.raises(Refused):
            answer_nudge(introduction=one, send=True, by=TOM)
        assert owed(one).due < today(), "it stays late: a nudge moves no day"
    assert Nudge.objects.get().sent


def test_the_agreed_time_ends_by_itself(asked: Callable[..., Introduction], choir: Any) -> None:
    met, waits = asked(), asked()
    answer_introduction(introduction=met, answer="yes", by=giver_of(choir))
    over = today() + dt.timedelta(days=91)
    assert (end_consents(place=met.place, day=over), end_consents(place=met.place, day=over)) == (2, 0)
    met.refresh_from_db()
    waits.refresh_from_db()
    assert (met.state, met.reach) == ("accepted", "")
    assert (waits.state, waits.how) == ("cancelled", "over")


def test_by_proxy_it_is_said_how_the_person_agreed_and_nobody_under_18_is_given_out(
    make_plan: Callable[..., Any], choir: Any
) -> None:
    child = make_plan(age_band="under-18")
    act = choose_offer(plan=child, offer=choir, by=TOM)
    one = draft_introduction(act=act, lines=LINES, by=TOM)
    for wrong, said in (
        (yes(basis="spoken"), "Under 18"),
        (yes(way="meet"), "how they told you"),
        (yes(way="meet", basis="spoken", until=today()), "within the next year"),
        (yes(way="", basis="spoken"), "Choose how"),
    ):
        with pytest.raises(Refused, match=said):
            request_introduction(introduction=one, lines=LINES, yes=wrong, by=TOM)
    request_introduction(introduction=one, lines=LINES, yes=yes(way="meet", basis="spoken"), by=TOM)
    assert (Consent.objects.get().basis, one.reach) == ("spoken", "")


def test_one_note_feeds_the_gap_log_and_the_next_day_and_its_person_can_have_it_erased(
    asked: Callable[..., Introduction],
) -> None:
    one = asked()
    plan, tom = (
        one.act.plan,
        Actor("Tom, link worker", "navigator", begin_account(email="tom@example.org").pk),
    )
    day = today() + dt.timedelta(days=3)
    with pytest.raises(Refused):
        write_note(person=plan.person, words="  ", by=tom)
    note = write_note(
        person=plan.person, words="Gave her a leaflet on debt advice. She wants it in the evening.", by=tom,
        introduction=one, next_day=day, nobody_has=("money",), seconds=75,
    )  # fmt: skip
    assert Gap.objects.get().when == "any"
    again = write_note(person=plan.person, words="Still none.", by=tom, nobody_has=("money",), when="evening")
    gap = Gap.objects.get()
    assert (gap.facets, gap.ward, gap.source, note.gap) == (["money"], plan.person.ward, "note", True)
    assert gap.when == "evening", "the one gap learns the time that was said later"
    assert [asked_in_words(one) for one in (note, again)] == [
        "Money and debt",
        "Money and debt, in the evening",
    ]
    for wrong in ({"when": "evening"}, {"when": "at noon", "nobody_has": ("money",)}):
        with pytest.raises(Refused):
            write_note(person=plan.person, words="None.", by=tom, **wrong)  # type: ignore[arg-type]
    assert gap.about and str(plan.person_id) not in str(gap.about), "one person is one time, and is not named"
    with as_if(now() + dt.timedelta(days=32)):
        write_note(person=plan.person, words="None yet.", by=tom, nobody_has=("money", "food", "money"))
    assert sorted(one.facets[0] for one in Gap.objects.all()) == ["food", "money", "money"], "a new month"
    since = now() - dt.timedelta(days=1)
    assert loop_figures(plan.place, since).gaps == 3
    Person.objects.filter(pk=plan.person_id).update(protected=True)
    assert loop_figures(plan.place, since).gaps == 0, "whoever must not be found is in no figure"
    assert (owed(one).due, owed(one).by_noun) == (day, "organisation")
    one.refresh_from_db()
    assert one.state == "requested", "a leaflet closes nothing"
    assert TimeWriting.objects.get().seconds == 75
    with pytest.raises(NotAllowed):
        write_note(person=plan.person, words="Mine", by=Actor("me", "citizen", None, plan.person_id))
    with pytest.raises(Refused):
        move_next(introduction=one, due=today() - dt.timedelta(days=1), by=tom)
    erase_plan(plan=plan, by=Actor("the person", "citizen", None, plan.person_id))
    assert not Note.objects.exists() and not Introduction.objects.exists()
    assert not Promise.objects.filter(about_noun="introduction").exists()
    assert list(Gap.objects.values_list("about", flat=True)) == [None] * 3, "no gap leads to them any more"


def test_what_is_hidden_is_not_named_to_whoever_says_yes_to_what_comes_after_it(
    make_plan: Callable[..., Any], choir: Any, offer: Callable[..., Any]
) -> None:
    plan, after = make_plan(), offer("A band", kind="service", by="A band", needs=(choir.exchange_id,))
    first, second = (choose_offer(plan=plan, offer=one, by=plan.actor) for one in (choir, after))
    answer_act(act=first, answer="not_now", by=plan.actor)
    second.refresh_from_db()
    one = draft_introduction(act=ask_again(act=second, by=plan.actor), lines=LINES, by=TOM)
    for status, said in (("active", "“A choir”"), ("hidden", "something")):
        Offer.objects.filter(pk=choir.pk).update(status=status)
        with pytest.raises(Refused, match=f"comes after {said}, which"):
            request_introduction(introduction=one, lines=LINES, yes=yes(), by=plan.actor)
