"""What cannot be done now is said in plain words, with what to do instead; what was deleted is said to be deleted."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from plan_makers import asha, key, no_tries_yet, offer, text

from helpfulacts.core.errors import Refused
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.support import introducing, states
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct, Introduction, Plan

CANNOT_BE_TOLD = [state for state, _ in HelpfulAct.STATES if state not in ("promised", "done", "confirmed")]
GONE = "It is deleted already."


@pytest.mark.parametrize("state", CANNOT_BE_TOLD)
def test_how_it_went_is_not_asked_of_what_has_not_happened(asha: Any, offer: Any, state: str) -> None:
    act = choose_offer(plan=asha.plan, offer=offer("A bed"), by=asha.actor)
    HelpfulAct.objects.filter(pk=act.pk).update(state=state)
    where = f"/testham/plan/acts/{act.pk}/confirm"
    shown = asha.browser.get(where, follow=True)
    assert shown.redirect_chain and states.STANDS[state] in text(shown)
    assert "What changed for you?" not in text(shown)
    sent = asha.browser.post(where, {"key": key(), "outcome": "I sleep well.", "changed": "yes"})
    assert sent.status_code == 422 and states.STANDS[state] in text(sent)
    assert "I sleep well." in sent.content.decode(), "nothing is lost"
    assert HelpfulAct.objects.get(pk=act.pk).state == state


def test_every_move_that_cannot_be_is_refused_with_how_it_stands_and_what_can_be_done() -> None:
    for state, moves in states.MOVES.items():
        for to in set(states.MOVES) - moves:
            with pytest.raises(Refused) as refused:
                states.move(HelpfulAct(state=state), to)
            assert str(refused.value) == states.STANDS[state]
    for state, moves in introducing.MOVES.items():
        for to in set(introducing.MOVES) - moves:
            with pytest.raises(Refused) as refused:
                introducing.move(Introduction(state=state), to, by=introducing.SYSTEM)
            assert str(refused.value).startswith(introducing.STANDS[state])


def deleting(asha: Any, *, strict: bool) -> tuple[Client, dict[str, str]]:
    """A browser with the plan open, and what the form of deleting it sends."""
    browser = Client(enforce_csrf_checks=strict)
    browser.get("/testham/plan/come-back")
    token = browser.cookies["csrftoken"].value
    opened = browser.post(
        "/testham/plan/come-back",
        {"phrase": give_phrase(person=asha.person), "csrfmiddlewaretoken": token},
    )
    assert opened.status_code == 302
    sent = {"key": key(), "sure": "on", "csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
    return browser, sent


@pytest.mark.parametrize("strict", [True, False])
def test_everything_is_deleted_and_sent_again_it_says_so(asha: Any, strict: bool) -> None:
    browser, sent = deleting(asha, strict=strict)
    assert "Your plan is deleted" in text(browser.post("/testham/plan/delete", sent))
    again = browser.post("/testham/plan/delete", sent)
    assert again.status_code == 200 and GONE in text(again)
    assert "Nothing was changed" not in text(again)


@pytest.mark.parametrize("strict", [True, False])
def test_a_form_of_deleting_that_was_never_done_is_not_said_to_be(asha: Any, strict: bool) -> None:
    browser, sent = deleting(asha, strict=strict)
    stranger = Client(enforce_csrf_checks=strict)
    for who, said in ((stranger, sent), (stranger, {**sent, "key": ""}), (browser, {**sent, "sure": ""})):
        assert GONE not in text(who.post("/testham/plan/delete", said))
    assert Plan.objects.filter(pk=asha.plan.pk).exists()


def test_a_giver_who_deletes_all_and_sends_it_again_is_told_so(place: Any, make_person: Any) -> None:
    person = people.get_person(place, make_person(called="Jean").pk)
    browser = Client()
    browser.get("/testham/plan/come-back")
    browser.post("/testham/plan/come-back", {"phrase": give_phrase(person=person)})
    sent = {"key": key()}
    assert browser.post("/testham/giving/forget", sent).status_code == 302
    again = browser.post("/testham/giving/forget", sent)
    assert again.status_code == 200 and GONE in text(again)
