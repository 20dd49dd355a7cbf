"""“It is done” of help that comes again asks if it was this time or for good; and a mistake is taken back."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from plan_makers import answer_on_page, asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import date_in_words, today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft, Weekly
from helpfulacts.directory.facets import DAYS
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct

WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def tea(place: Any, asha: Any) -> Any:
    """Promised; it came yesterday, and comes each week."""
    yesterday = today(place.zone) - dt.timedelta(days=1)
    draft = OfferDraft(
        title="Tea", kind="service", sphere="civic", shown_from="A club", where=("phone",),
        particulars={"per_session": 6, "starts": "any week"},
        weekly=(Weekly(DAYS[yesterday.weekday()], dt.time(10), dt.time(12)),),
    )  # fmt: skip
    [one] = list_offers(place=place, drafts=[draft])
    act = choose_offer(plan=asha.plan, offer=one, by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=yesterday, starts=dt.time(10))
    return support.get_act(place, act.pk)


def send(asha: Any, act: Any, to: str, **given: Any) -> Any:
    return asha.browser.post(f"/testham/plan/acts/{act.pk}/{to}", {"key": key(), **given}, follow=True)


def test_this_time_is_noted_and_the_next_stays(place: Any, asha: Any, tea: Any) -> None:
    asked = send(asha, tea, "done")
    assert "Does it come again?" in text(asked) and support.get_act(place, tea.pk).state == "promised"
    wrong = send(asha, tea, "this-time")
    assert wrong.status_code == 422 and "Say if it comes again." in text(wrong)
    said = text(send(asha, tea, "this-time", which="this"))
    following = tea.on_day + WEEK
    assert f"Noted: it came. The next time is {date_in_words(following)}." in said
    assert "How does it go so far?" in said and "No day was fixed" not in said
    kept = text(send(asha, tea, "confirm", outcome="I know three names now.", changed="a_bit"))
    assert (
        f"It came on {date_in_words(tea.on_day)}." in kept and "You said: “I know three names now.”" in kept
    )
    assert support.get_act(place, tea.pk).on_day == following
    assert "That was a mistake" not in kept, "their words are of a time that came"
    assert "cannot be taken back any more" in text(send(asha, tea, "not-done"))


def test_this_time_by_mistake_is_taken_back_while_nothing_was_said_of_it(
    place: Any, asha: Any, tea: Any
) -> None:
    said = text(send(asha, tea, "this-time", which="this"))
    assert "take it back today" in said
    assert "Taken back" in text(send(asha, tea, "not-done"))
    assert support.get_act(place, tea.pk).on_day == tea.on_day


def test_for_good_is_done_and_asks_how_it_went_and_a_mistake_is_taken_back(
    place: Any, asha: Any, tea: Any
) -> None:
    page = text(send(asha, tea, "this-time", which="good"))
    assert "What changed for you?" in page and "It is not done" in page
    assert support.get_act(place, tea.pk).state == "done"
    assert "It is not done" in text(asha.browser.get("/testham/plan"))
    send(asha, tea, "not-done")
    assert support.get_act(place, tea.pk).state == "promised"
    assert "cannot be taken back any more" in text(send(asha, tea, "not-done"))


def test_help_of_ones_own_that_comes_again_asks_for_the_day(place: Any, asha: Any) -> None:
    given = {"title": "Meena rings me", "shown_from": "My sister", "kind": "service", "sphere": "personal"}
    asha.browser.post("/testham/plan/own-help", {"key": key(), **given})
    [one] = support.acts_of(asha.plan)
    assert "On which day did it happen?" in text(send(asha, one.act, "done"))
    wrong = send(asha, one.act, "confirm", outcome="We laughed.")
    assert wrong.status_code == 422 and "<title>Mistake: How it went" in wrong.content.decode()
    assert "Say on which day it happened." in text(wrong) and "We laughed." in text(wrong)
    late = str(today(place.zone) + WEEK)
    assert "That day has not come yet" in text(send(asha, one.act, "this-time", which="this", on_day=late))
    said = text(send(asha, one.act, "this-time", which="this", on_day=str(today(place.zone))))
    assert "Noted: it came. It stays on your plan." in said


def test_somebody_says_on_which_days_they_come(place: Any, asha: Any) -> None:
    draft = OfferDraft(
        title="English", kind="service", sphere="civic", shown_from="A club", where=("phone",),
        particulars={"per_session": 6, "starts": "any week"},
        weekly=(Weekly("wed", dt.time(14), dt.time(16)), Weekly("sun", dt.time(11), dt.time(12))),
    )  # fmt: skip
    [one] = list_offers(place=place, drafts=[draft])
    act = choose_offer(plan=asha.plan, offer=one, by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    assert "Choose my days" in text(asha.browser.get("/testham/plan"))
    page = text(asha.browser.get(f"/testham/plan/acts/{act.pk}/days"))
    assert "Wednesday" in page and "Sunday" in page and "Monday" not in page
    wrong = send(asha, act, "days")
    assert wrong.status_code == 422 and "Choose at least one of its days." in text(wrong)
    assert "Choose from its own days." in text(send(asha, act, "days", days=["x"]))
    assert "Kept. Your plan and your calendar" in text(send(asha, act, "days", days=["2", "6"]))
    assert support.get_act(place, act.pk).joins == [2, 6]


def test_an_old_page_of_days_says_that_there_is_nothing_to_choose(asha: Any, tea: Any) -> None:
    send(asha, tea, "stop")
    assert "There are no days to choose for this now" in text(send(asha, tea, "days", days=["0"]))
