"""Pages of those who write for a plan that is not theirs: by their own six words, beside the plan, and never over it."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build
from plan_makers import CRISIS, asha, key, no_tries_yet, offer, text

from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import AccessRecord
from helpfulacts.support import authors, plans
from helpfulacts.support.actions.choose_offer import add_own_act
from helpfulacts.support.actions.write_note import write_note
from helpfulacts.support.models import HelpfulAct, Plan, Proposal

pytestmark = pytest.mark.django_db


def words_shown(page: str) -> str:
    return " ".join(re.findall(r"<span>(\w+)</span>", page.split('class="phrase"')[1].split("</p>")[0]))


def test_somebody_i_named_reads_and_suggests_by_words_of_their_own_until_i_stop_them(
    asha: Any, offer: Any
) -> None:
    plan = asha.plan
    named = asha.browser.post("/testham/plan/helpers", {"key": key(), "called": "Meena"}, follow=True)
    phrase = words_shown(named.content.decode())
    assert len(phrase.split()) == 6 and "Six words for Meena" in text(named)

    meena = Client()
    page = text(meena.post("/testham/plan/come-back", {"phrase": phrase}, follow=True))
    assert "You were named to help with this plan" in page and "The house is too quiet." in page
    for theirs in (
        "plan",
        "plan/facts",
        "plan/reach",
        "plan/slip",
        "plan/my-data",
        "plan/who-looked",
        "plan/delete",
    ):
        assert meena.get(f"/testham/{theirs}").status_code == 302, theirs

    crisis = meena.post("/testham/helping/suggest", {"key": key(), "what": "words", "words": CRISIS})
    assert crisis.status_code == 200 and not Proposal.objects.exists()
    empty = meena.post("/testham/helping/suggest", {"key": key(), "what": "wish", "words": "Company"})
    assert empty.status_code == 422 and "Tick at least one thing" in text(empty)
    wish = {"key": key(), "what": "wish", "words": "Company on Sundays", "facets": ["company"]}
    assert "stands beside their plan" in text(meena.post("/testham/helping/suggest", wish, follow=True))
    meena.post(f"/testham/plan/choose/{offer('A kettle').pk}", {"key": key()})
    act = HelpfulAct.objects.get(plan=plan)
    answered = {"key": key(), "answer": "yes"}
    meena.post(f"/testham/plan/acts/{act.pk}/answer", answered)
    one = Proposal.objects.get(plan=plan)
    meena.post(f"/testham/plan/suggestions/{one.pk}/answer", answered)
    assert plans.aspirations_of(plan) == [] and HelpfulAct.objects.get(pk=act.pk).state == "suggested"

    mine = text(asha.browser.get("/testham/plan"))
    assert "Meena suggests something to wish for: Company on Sundays" in mine
    assert "Meena suggests this." in mine
    assert "Company on Sundays" not in text(asha.browser.get("/testham/plan/print"))
    assert "Somebody you named" in text(asha.browser.get("/testham/plan/who-looked"))
    yes = asha.browser.post(
        f"/testham/plan/suggestions/{one.pk}/answer", {"key": key(), "answer": "yes"}, follow=True
    )
    assert "by you, as Meena suggested" in text(yes) and "Company on Sundays" in text(yes)
    again = asha.browser.post(
        f"/testham/plan/suggestions/{one.pk}/answer", {"key": key(), "answer": "again"}, follow=True
    )
    assert plans.aspirations_of(plan) == [] and "Meena suggests something to wish for" in text(again)

    [helper] = authors.helpers_of(plan)
    asha.browser.post(f"/testham/plan/helpers/{helper.pk}/stop", {"key": key()})
    assert meena.get("/testham/helping").status_code == 302
    assert "do not open a plan" in text(meena.post("/testham/plan/come-back", {"phrase": phrase}))
    asha.browser.post(f"/testham/plan/helpers/{helper.pk}/words", {"key": key()})
    new = words_shown(asha.browser.get("/testham/plan/helpers").content.decode())
    assert new != phrase and meena.post("/testham/plan/come-back", {"phrase": new}).status_code == 302
    meena.post("/testham/leave")
    assert meena.get("/testham/helping").status_code == 302


def test_the_desk_says_whether_it_types_what_it_hears_or_its_own_idea(place: Any) -> None:
    world: World = build(place)
    person = world.people[0]
    plan = Plan.objects.get(person=person)
    before = plan.words
    tom = world.browser("navigator")
    session = tom.session
    session[f"person:{place.id}"] = str(person.pk)
    session.save()
    form = tom.get("/testham/plan/words")
    assert "It is my own idea: suggest it" in text(form)
    sent = {"key": key(), "version": plan.version, "words": "They need a friend.", "suggest": "1"}
    said = tom.post("/testham/plan/words", sent, follow=True)
    plan.refresh_from_db()
    assert plan.words == before and "stands on their plan as your suggestion" in text(said)
    panel = tom.post("/testham/plan/words", {**sent, "key": key(), "words": CRISIS})
    assert b'type="hidden" name="suggest"' in panel.content  # “they are safe” keeps it a suggestion
    tom.post("/testham/plan/words", {"key": key(), "version": plan.version, "words": "As they said it."})
    plan.refresh_from_db()
    assert plan.words == "As they said it."


def test_a_dissent_an_order_nothing_new_and_a_street_are_said_on_the_page_and_on_paper(place: Any) -> None:
    world: World = build(place)
    person = world.people[0]
    plan, me, navigator = Plan.objects.get(person=person), Client(), world.actor("navigator")
    me.post("/testham/plan/come-back", {"phrase": give_phrase(person=person)})
    acts = [
        add_own_act(plan=plan, title=title, shown_from="My sister", kind="service", sphere="personal",
                    by=navigator, costs=[{"bearer": "My sister", "sphere": "personal", "unpaid_minutes": 30}])
        for title in ("The form", "The cooker")
    ]  # fmt: skip
    tom, beside = world.browser("navigator"), f"/testham/my-people/{person.pk}/beside"
    assert "No word of their plan changes" in text(tom.get(beside))
    tom.post(
        beside, {"key": key(), "how": "dissent", "beside": "plan", "words": "I would see a doctor first."}
    )
    looks = AccessRecord.objects.filter(person=person.pk)
    before = looks.count()
    empty = tom.post(beside, {"key": key(), "how": "dissent", "beside": "plan", "words": ""})
    assert empty.status_code == 422 and looks.count() == before + 1, "drawn again, it is one more look"
    tom.post(beside, {"key": key(), "how": "suggest", "beside": "plan", "words": "Tom's own words."})
    assert looks.count() == before + 1
    [one] = authors.beside(plan).plan
    page = text(me.get("/testham/plan"))
    assert "suggests other words for the top of the plan: Tom&#x27;s own words." in page
    assert "sees it another way. I would see a doctor first." in page
    assert "You are writing for somebody else" not in page and "It is my own idea" not in text(
        me.get("/testham/plan/words")
    )
    refused = me.post("/testham/plan/beside", {"key": key(), "beside": "plan", "words": "x"})
    assert refused.status_code == 403
    printed = text(me.get("/testham/plan/print"))
    assert "I would see a doctor first." in printed and "who bears the cost" in printed
    assert "Total" not in printed and "I would see a doctor first." in text(
        me.get("/testham/plan/large-print")
    )
    at = f"/testham/plan/beside/{one.pk}"
    answered = text(me.post(at, {"key": key(), "press": "answer", f"{one.pk}-answer": "I did."}, follow=True))
    assert "Your answer stands beside it" in answered
    me.post(at, {"key": key(), "press": "no_print"})
    assert "I answered: “I did.”" in text(me.get("/testham/plan"))
    assert "see a doctor" not in text(me.get("/testham/plan/print"))

    order = f"/testham/plan/acts/{acts[0].pk}/after"
    assert "It comes after “The cooker” now." in text(
        me.post(order, {"key": key(), "first": str(acts[1].pk)}, follow=True)
    )
    circle = me.post(
        f"/testham/plan/acts/{acts[1].pk}/after", {"key": key(), "first": str(acts[0].pk)}, follow=True
    )
    assert "round in a circle" in text(circle)
    assert text(me.get("/testham/plan/print")).index("The cooker") < text(
        me.get("/testham/plan/print")
    ).index("The form")

    stayed = text(me.post("/testham/plan/state", {"key": key(), "to": "stay", "whom": "Tom"}, follow=True))
    assert "I stay with Tom. Nothing new for now." in stayed and "Look for ideas" not in stayed
    write_note(person=person, words="Tea.", by=navigator)
    assert "Stays with Tom. Nothing new." in text(world.browser("navigator").get("/testham/my-people"))
    assert "Look for ideas" in text(
        me.post("/testham/plan/state", {"key": key(), "to": "resume"}, follow=True)
    )

    street = Client()
    street.get("/testham/plan/begin")
    begun = {"key": key(), "words": "A safe crossing.", "called": "Zofia", "heading": "Chapel Street"}
    street.post("/testham/plan/begin", begun)
    for address in ("plan", "plan/print", "plan/large-print"):
        said = text(street.get(f"/testham/{address}"))
        assert "Our plan" in said and "Chapel Street" in said and "Zofia" not in said, address
        assert "What we would like" in said or "We would like" in said, address
