"""Who bears the cost of an act, which act cannot wait, and both on paper."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from plan_makers import answer_on_page, asha, key, no_tries_yet, offer, text

from helpfulacts.core.clock import today
from helpfulacts.core.ids import new_id, seeded
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.report_act import mark_done
from helpfulacts.support.actions.say_costs import say_cost
from helpfulacts.support.models import HelpfulAct


@pytest.fixture
def bed(asha: Any, offer: Any) -> Any:
    costs = (
        {"bearer": "The charity", "sphere": "civic", "pence": 7800, "paid_minutes": 0, "unpaid_minutes": 0},
    )
    act = choose_offer(plan=asha.plan, offer=offer("A bed", places=3, costs=costs), by=asha.actor)
    answer_on_page(asha, act, answer="yes")
    return act


def send(asha: Any, act: Any, to: str, **given: Any) -> Any:
    return asha.browser.post(f"/testham/plan/acts/{act.pk}/{to}", {"key": key(), **given}, follow=True)


def test_what_cannot_wait_is_said_stands_first_is_printed_and_can_wait_again(
    place: Any, asha: Any, bed: Any, offer: Any
) -> None:
    later = choose_offer(plan=asha.plan, offer=offer("A fridge", places=3), by=asha.actor)
    said = text(send(asha, later, "cannot-wait"))
    assert "It stands first" in said and "It cannot wait. It waits for nothing else on this plan." in said
    assert [one.act.title for one in support.acts_of(asha.plan)] == ["A fridge", "A bed"]
    assert text(asha.browser.get("/testham/plan/print")).count("Cannot wait") == 1
    assert "This cannot wait." in text(asha.browser.get("/testham/plan/large-print"))
    send(asha, later, "after", first=str(bed.pk))
    assert "It waits for nothing else" not in text(asha.browser.get("/testham/plan"))
    waits = text(send(asha, later, "cannot-wait"))
    assert "It still comes after what it waits for: “A bed”." in waits and "It stands first" not in waits
    send(asha, bed, "cannot-wait")
    third = choose_offer(plan=asha.plan, offer=offer("A lamp", places=3), by=asha.actor)
    assert "It stands before what can wait." in text(send(asha, third, "cannot-wait"))
    assert "It can wait." in text(send(asha, later, "cannot-wait", can_wait="1"))
    assert text(asha.browser.get("/testham/plan/print")).count("Cannot wait") == 2, "the two others"


def test_what_is_done_is_marked_no_more(place: Any, asha: Any, bed: Any) -> None:
    mark_done(act=bed, on=today(), by=asha.actor)
    assert support.get_act(place, bed.pk).state == "done"
    assert "That is not on your plan now" in text(send(asha, bed, "cannot-wait"))
    assert not support.get_act(place, bed.pk).urgent


def test_one_more_who_bears_something_stands_beside_what_the_giver_said_and_goes_again(
    place: Any, asha: Any, bed: Any
) -> None:
    said = send(
        asha,
        bed,
        "costs",
        bearer="A small donor",
        sphere="private",
        pounds="35",
        paid_minutes="",
        unpaid_minutes="90",
    )
    assert "A small donor pays £35 and gives 1½ hours, unpaid." in text(said).replace("\u00a0", " ")
    rows = support.get_act(place, bed.pk).costs
    assert [row["bearer"] for row in rows] == ["The charity", "A small donor"]
    printed = text(asha.browser.get("/testham/plan/print"))
    assert "A small donor" in printed and "£35" in printed
    send(asha, bed, "costs", drop=rows[1]["said"])
    send(asha, bed, "costs", drop="")
    assert [row["bearer"] for row in support.get_act(place, bed.pk).costs] == ["The charity"]


def test_a_row_in_which_nobody_bears_anything_is_not_shown_as_an_empty_one(place: Any, asha: Any) -> None:
    given = {"title": "A lift", "shown_from": "Sal", "kind": "service", "sphere": "personal", "pounds": "0"}
    asha.browser.post("/testham/plan/own-help", {"key": key(), **given})
    [one] = support.acts_of(asha.plan)
    assert one.act.costs and not one.act.costs[0]["pence"]
    page = asha.browser.get(f"/testham/plan/acts/{one.act.pk}/costs")
    assert "Nobody is out of pocket, as far as we know." in text(page)
    assert 'class="panel"' not in page.content.decode().partition("What we know")[2].partition("Who else")[0]
    send(asha, one.act, "costs", bearer="A donor", sphere="private", unpaid_minutes="5")
    page = text(asha.browser.get(f"/testham/plan/acts/{one.act.pk}/costs"))
    assert "A donor gives" in page and "Nobody is out of pocket" not in page


def test_the_key_of_a_row_is_drawn_as_the_demonstration_draws(asha: Any, bed: Any) -> None:
    with seeded(random.Random(7)):
        first = new_id().hex
    said = {"pence": 1, "paid_minutes": 0, "unpaid_minutes": 0, "by": asha.actor}
    with seeded(random.Random(7)):
        say_cost(act=bed, bearer="A donor", sphere="private", **said)
    assert bed.costs[-1]["said"] == first


def test_a_cost_with_nothing_in_it_gets_one_sentence_and_keeps_what_was_typed(asha: Any, bed: Any) -> None:
    said = send(asha, bed, "costs", bearer="A small donor", sphere="private")
    assert said.status_code == 422
    assert "Say how much money or time, as well as you know." in text(said)
    assert 'value="A small donor"' in said.content.decode()
    wrong = send(asha, bed, "costs", bearer="", sphere="private", pounds="-3")
    assert "Say who bears it." in text(wrong) and "Write an amount" in text(wrong)


def test_help_of_ones_own_has_a_day_and_paid_time(place: Any, asha: Any) -> None:
    given = {
        "title": "A carpet is laid",
        "shown_from": "The Elm Trust",
        "kind": "resource",
        "sphere": "civic",
    }
    gone = (today(place.zone) - dt.timedelta(days=1)).isoformat()
    refused = asha.browser.post("/testham/plan/own-help", {"key": key(), **given, "on_day": gone})
    assert "Choose today or a day to come" in text(refused)
    never = asha.browser.post("/testham/plan/own-help", {"key": key(), **given, "on_day": "9999-12-31"})
    assert never.status_code == 422 and "The year 9999 is too far off." in text(never)
    assert 'value="A carpet is laid"' in never.content.decode()
    comes = today(place.zone) + dt.timedelta(days=9)
    asha.browser.post(
        "/testham/plan/own-help",
        {"key": key(), **given, "on_day": comes.isoformat(), "pounds": "200", "paid_minutes": "60"},
    )
    [one] = support.acts_of(asha.plan)
    assert one.on_day == comes
    assert (one.act.costs[0]["pence"], one.act.costs[0]["paid_minutes"]) == (20000, 60)


@pytest.mark.parametrize(("typed", "pence"), [("£1,250", 125_000), ("3.40", 340), ("", 0)])
def test_money_is_read_as_people_write_it(place: Any, asha: Any, bed: Any, typed: str, pence: int) -> None:
    send(
        asha,
        bed,
        "costs",
        bearer="A donor",
        sphere="private",
        pounds=typed,
        paid_minutes="",
        unpaid_minutes="5",
    )
    assert support.get_act(place, bed.pk).costs[-1]["pence"] == pence


@pytest.mark.parametrize(
    "typed",
    ["-5", "1e9", "1e2", "+5", "1_000", "NaN", "1.999", "12,50", "3,40", "1,2,3", "99999999999999999999"],
)
def test_money_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    place: Any, asha: Any, bed: Any, typed: str
) -> None:
    said = send(asha, bed, "costs", bearer="A donor", sphere="private", pounds=typed, paid_minutes="")
    assert said.status_code == 422 and "A donor" in said.content.decode()
    assert "Write an amount" in text(said) or "For “How much money, in pounds?”, write £999,999.99" in text(
        said
    )
    assert len(support.get_act(place, bed.pk).costs) == 1


def test_who_bears_a_cost_stands_in_no_column_as_it_was_typed(place: Any, asha: Any, bed: Any) -> None:
    """It may be the name of a neighbour: it is sealed as their other words are."""
    say_cost(
        act=bed, bearer="My sister Zebedia", sphere="personal", pence=100, paid_minutes=0, unpaid_minutes=0,
        by=asha.actor,
    )  # fmt: skip
    columns = [column.attname for column in HelpfulAct._meta.concrete_fields]
    row = HelpfulAct.objects.filter(pk=bed.pk).values(*columns).get()
    assert "zebedia" not in str(row).lower() and b"zebedia" not in bytes(row["costs_sealed"]).lower()
    assert [one["bearer"] for one in support.get_act(place, bed.pk).costs] == [
        "The charity",
        "My sister Zebedia",
    ]
    assert [one.who for one in plans.costs_by_bearer(support.acts_of(asha.plan))] == [
        "The charity",
        "My sister Zebedia",
    ]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("pounds", "1000000", "For “How much money, in pounds?”, write £999,999.99 or less."),
        ("paid_minutes", "100001", "For “How many minutes of paid time?”, write 100,000 or less."),
    ],
)
def test_what_is_too_much_says_the_limit_and_marks_the_field(
    asha: Any, bed: Any, field: str, typed: str, words: str
) -> None:
    said = send(asha, bed, "costs", bearer="A donor", sphere="private", **{field: typed})
    page = said.content.decode()
    assert said.status_code == 422 and words in text(said)
    assert f'href="#id_{field}"' in page and f'id="id_{field}_error"' in page


def test_on_paper_and_in_large_letters_time_is_in_words_and_no_more_is_promised_than_is_kept(
    asha: Any, bed: Any
) -> None:
    send(asha, bed, "costs", bearer="My sister", sphere="personal", unpaid_minutes="30", pounds="4")
    printed, large = (text(asha.browser.get(f"/testham/plan/{page}")) for page in ("print", "large-print"))
    for page in (printed, large):
        assert "£4 and half an hour, unpaid" in page
        assert "There is no total" in page and "add " not in page
    assert "One sheet of paper comes out" not in printed


def test_an_order_against_the_days_is_said_on_both(asha: Any) -> None:
    for title, days in (("A carpet is laid", 3), ("The floor is mended", 9)):
        day = (today() + dt.timedelta(days=days)).isoformat()
        asha.browser.post(
            "/testham/plan/own-help",
            {
                "key": key(),
                "title": title,
                "shown_from": "Dai",
                "kind": "service",
                "sphere": "personal",
                "on_day": day,
            },
        )
    carpet, floor = (one.act for one in support.acts_of(asha.plan))
    send(asha, carpet, "after", first=str(floor.pk))
    assert text(asha.browser.get("/testham/plan")).count("Look at the days.") == 2
