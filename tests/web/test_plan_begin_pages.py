"""Beginning a plan, the slip, coming back, and crisis help first on every free sentence."""

# ruff: noqa: F401, F811 - fixtures come by import, so that no other test of pages has them
from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from plan_makers import CRISIS, asha, key, no_tries_yet, offer, text
from public_samples import offering

from helpfulacts.core import clock
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import Person
from helpfulacts.support import plans
from helpfulacts.support import selectors as support
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan
from helpfulacts.web import attempts

SAID = "My cooker is broken. I am in on Tuesday mornings"


def test_one_sentence_begins_a_plan_without_account_or_e_mail(place: Any) -> None:
    browser = Client()
    answer = browser.post(
        "/testham/plan/begin", {"words": SAID, "channel": "desk", "key": key()}, follow=True
    )
    slip = answer.content.decode()
    words = re.findall(r"<span>([a-z]+)</span>", slip)
    assert len(words) == 6
    plan = Plan.objects.get(place=place)
    assert (plan.words, plan.person.account, plan.person.contact) == (SAID, None, "")
    [wish] = plans.aspirations_of(plan)
    assert wish.words == SAID and "furniture" in wish.facets, "what was heard is their first wish"
    assert wish.times == ["tue_am"], "and when it should be"
    assert "Look for ideas" in text(browser.get("/testham/plan")) and "/testham/plan/wish?first=1" in slip
    assert people.person_by_phrase(place, " ".join(words)) == plan.person
    assert browser.get("/testham/plan").status_code == 200


def test_the_words_are_shown_once_and_kept_nowhere(place: Any) -> None:
    from django.contrib.sessions.models import Session

    browser = Client()
    browser.post("/testham/plan/begin", {"words": "A bed", "key": key()})
    session = Session.objects.get()
    first = browser.get("/testham/plan/slip").content.decode()
    words = re.findall(r"<span>([a-z]+)</span>", first)
    assert " ".join(words) not in str(session.get_decoded())
    assert re.findall(r"<span>([a-z]+)</span>", browser.get("/testham/plan/slip").content.decode()) == words
    with clock.as_if(clock.now() + dt.timedelta(seconds=121)):
        again = browser.get("/testham/plan/slip")
    assert "We cannot show them again" in text(again)
    assert not re.findall(r"<span>[a-z]+</span>", again.content.decode())


def test_the_slip_that_is_printed_names_no_service(place: Any) -> None:
    browser = Client()
    page = browser.post("/testham/plan/begin", {"words": "A bed", "key": key()}, follow=True).content.decode()
    slip = re.search(r'<section class="slip".*?</section>', page, re.S)
    assert slip is not None
    its_own = re.sub(r"<span>[a-z]+</span>", " ", slip.group())  # the six words may be any: plank, support
    printed = re.sub(r"<[^>]+>", " ", its_own)
    assert "Keep this with you." in printed
    assert not re.search(r"helpful|testham|plan|support|council", printed, re.I)
    rest = page.replace(slip.group(), "").split("<h1", 1)[1].split("</main>")[0]
    assert all("noprint" in tag for tag in re.findall(r"<(?:p|form|ol|ul)\b[^>]*>", rest))


def test_the_same_press_twice_begins_one_plan(place: Any) -> None:
    browser, once = Client(), key()
    for _ in range(2):
        browser.post("/testham/plan/begin", {"words": "A bed", "key": once})
    assert Plan.objects.filter(place=place).count() == 1
    assert Person.objects.filter(place=place).count() == 1


def a_begun_plan(browser: Client) -> dict[str, str]:
    """Read the page, send its form as a real browser does; what was sent."""
    page = browser.get("/testham/plan/begin").content.decode().split("<main", 1)[1]
    sent = {"words": "A bed"}
    for name in ("csrfmiddlewaretoken", "key"):
        found = re.search(rf'name="{name}" value="([^"]+)"', page)
        assert found is not None
        sent[name] = found[1]
    answer = browser.post("/testham/plan/begin", sent)
    assert answer.status_code == 302 and answer["Location"] == "/testham/plan/slip"
    return sent


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def words_on(answer: Any) -> str:
    return " ".join(re.findall(r"<span>([a-z]+)</span>", answer.content.decode()))


def own_token(browser: Client, sent: dict[str, str]) -> dict[str, str]:
    found = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/testham/plan/begin").content.decode()
    )
    assert found is not None
    return {**sent, "csrfmiddlewaretoken": found[1]}


def test_the_form_sent_again_from_another_browser_opens_nothing(place: Any) -> None:
    sent, other = a_begun_plan(strict()), strict()
    answer = other.post("/testham/plan/begin", own_token(other, sent))
    assert answer.status_code == 422
    assert "sent from another browser or visit." in text(answer)
    assert other.get("/testham/plan").status_code == 302, "no plan is open there"
    assert other.get("/testham/plan/slip").status_code == 302
    assert Plan.objects.filter(place=place).count() == 1


def test_the_form_sent_again_after_leaving_fast_opens_nothing(place: Any) -> None:
    browser = strict()
    sent = a_begun_plan(browser)
    browser.post("/testham/leave")
    assert browser.post("/testham/plan/begin", sent).status_code == 403, "the form is out of date"
    answer = browser.post("/testham/plan/begin", own_token(browser, sent))
    assert answer.status_code == 422 and browser.get("/testham/plan").status_code == 302


def test_a_browser_without_a_form_cookie_opens_nothing_by_sending_again(place: Any) -> None:
    once = {"words": "A bed", "key": key()}
    Client().post("/testham/plan/begin", once)
    other = Client()
    answer = other.post("/testham/plan/begin", once)
    assert answer.status_code == 422 and "sent from another browser" in text(answer)
    assert other.get("/testham/plan").status_code == 302


def test_a_second_press_leads_to_the_words_that_still_wait(place: Any) -> None:
    browser = strict()
    sent = a_begun_plan(browser)
    again = browser.post("/testham/plan/begin", sent)
    assert again["Location"] == "/testham/plan/slip"
    assert browser.get("/testham/plan/begin")["Location"] == "/testham/plan/slip"
    words = words_on(browser.get("/testham/plan/slip"))
    assert people.person_by_phrase(place, words) == Plan.objects.get(place=place).person


def test_a_second_press_before_the_first_answer_came_shows_the_same_words(place: Any) -> None:
    browser = strict()
    sent = a_begun_plan(browser)
    first = browser.cookies.pop("sessionid")  # the answer to the first press never came: nor did its session
    again = browser.post("/testham/plan/begin", sent)
    assert again["Location"] == "/testham/plan/slip" and browser.cookies["sessionid"].value != first.value
    words = words_on(browser.get("/testham/plan/slip"))
    assert len(words.split()) == 6
    assert people.person_by_phrase(place, words) == Plan.objects.get(place=place).person
    # Once the words have been seen, the same press opens nothing any more.
    browser.cookies.pop("sessionid")
    late = browser.post("/testham/plan/begin", sent)
    assert late.status_code == 422 and "Open that plan with its six words" in text(late)


def test_the_form_sent_again_after_deleting_the_plan_is_one_sentence(place: Any) -> None:
    browser, elsewhere = strict(), Client()
    sent = a_begun_plan(browser)
    phrase = words_on(browser.get("/testham/plan/slip"))
    elsewhere.post("/testham/plan/come-back", {"phrase": phrase})
    elsewhere.post("/testham/plan/delete", {"sure": "on", "key": key()})
    assert not Plan.objects.filter(place=place).exists()
    answer = browser.post("/testham/plan/begin", sent)
    assert answer.status_code == 422
    assert "The plan that this form began is deleted." in text(answer)


def test_an_offer_sent_again_from_another_browser_opens_nobody(place: Any) -> None:
    given = {**offering(called="Bo", channel="desk", contact=""), "key": key()}
    assert Client().post("/testham/offer-help/skill", given).status_code == 302
    other = Client()
    assert other.post("/testham/offer-help/skill", given).status_code == 422
    assert "person:" not in " ".join(other.session.keys())


def test_mistakes_keep_what_was_typed(place: Any) -> None:
    answer = Client().post(
        "/testham/plan/begin",
        {
            "words": "A bed & a chair",
            "called": "Bea",
            "postcode": "ZZ9 9ZZ",
            "channel": "phone",
            "key": key(),
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A bed &amp; a chair" in page and 'value="Bea"' in page and "error-summary" in page
    assert 'href="#id_postcode"' in page and 'href="#id_contact"' in page
    assert not Plan.objects.filter(place=place).exists()


def test_a_sentence_brought_from_finding_travels_by_post_and_is_there(place: Any) -> None:
    answer = Client().post(
        "/testham/plan/begin", {"carry": "1", "words": "Some company", "postcode": "TT1 1"}
    )
    assert answer.status_code == 200
    assert "Some company" in answer.content.decode()
    assert not Plan.objects.filter(place=place).exists()


def test_an_offer_chosen_without_a_plan_is_added_when_it_begins(place: Any, offer: Any) -> None:
    browser, drill = Client(), offer("A drill")
    answer = browser.post(f"/testham/plan/choose/{drill.pk}", {"key": key()})
    assert answer["Location"] == "/testham/plan/begin"
    assert "A drill" in text(browser.get("/testham/plan/begin"))
    browser.post("/testham/plan/begin", {"words": "A shelf to put up", "key": key()})
    assert [act.title for act in HelpfulAct.objects.filter(place=place)] == ["A drill"]


def test_whoever_chose_from_what_was_found_need_not_write_their_sentence_twice(
    place: Any, offer: Any
) -> None:
    browser, wish = Client(), "I need to put up a shelf"
    drill = offer("A drill for a shelf", summary="To put up a shelf")
    found = browser.post("/testham/find", {"words": wish, "postcode": ""}, follow=True).content.decode()
    form = found.partition(f"/testham/plan/choose/{drill.pk}")[2].partition("</form>")[0]
    sent = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', form))
    page = browser.post(f"/testham/plan/choose/{drill.pk}", sent)
    assert page.status_code == 200 and wish in text(page) and "goes on your plan when you begin" in text(page)
    assert not Plan.objects.filter(place=place).exists()


def test_wrong_words_and_nobodys_words_get_the_same_answer(place: Any, asha: Any) -> None:
    browser = Client()
    said = {
        text(browser.post("/testham/plan/come-back", {"phrase": phrase}))
        for phrase in (
            "one two three four five six",
            "south cartoon pacific nurture glass yarn",
            "1 2 3 4 5 6",
        )
    }
    assert len(said) == 1
    assert "do not open a plan" in said.pop()


def test_what_was_tried_is_not_sent_back(place: Any) -> None:
    answer = Client().post("/testham/plan/come-back", {"phrase": "south cartoon pacific nurture glass yarn"})
    assert "cartoon" not in answer.content.decode()


def tries(browser: Client, number: int, where: str = "10.0.0.1") -> None:
    for n in range(number):
        browser.post("/testham/plan/come-back", {"phrase": f"wrong {n}"}, REMOTE_ADDR=where)


def test_after_ten_wrong_tries_in_one_browser_even_the_right_words_wait(place: Any, make_person: Any) -> None:
    phrase, browser = give_phrase(person=make_person()), Client()
    start = clock.now()
    tries(browser, 10)
    answer = browser.post("/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR="10.0.0.99")
    assert answer.status_code == 422 and "Wait ten minutes" in text(answer)
    with clock.as_if(start + dt.timedelta(minutes=11)):
        assert browser.post("/testham/plan/come-back", {"phrase": phrase}).status_code == 302


def test_ten_wrong_tries_stop_nobody_else_at_that_address(place: Any, make_person: Any) -> None:
    phrase = give_phrase(person=make_person())
    tries(Client(), 12)
    right = Client().post("/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR="10.0.0.1")
    assert right.status_code == 302


@pytest.mark.parametrize("where", ["10.0.0.1", "2001:db8::{}"])
def test_an_address_that_guesses_waits_a_minute_and_no_other_does(
    place: Any, make_person: Any, monkeypatch: Any, where: str
) -> None:
    monkeypatch.setattr(attempts, "AT_AN_ADDRESS", 6)
    phrase, start = give_phrase(person=make_person()), clock.now().replace(second=10)
    with clock.as_if(start):
        for n in range(6):
            tries(Client(), 1, where.format(n))
        answer = Client().post(
            "/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR=where.format("ffff")
        )
        assert answer.status_code == 422 and "Wait a minute" in text(answer)
        other = Client().post("/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR="10.0.0.2")
        assert other.status_code == 302
    with clock.as_if(start + dt.timedelta(minutes=1)):
        answer = Client().post(
            "/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR=where.format("ffff")
        )
        assert answer.status_code == 302


def test_while_many_guess_each_address_has_few_tries_and_right_words_still_open(
    place: Any, make_person: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(attempts, "EVERYWHERE", 8)
    monkeypatch.setattr(attempts, "AT_AN_ADDRESS_WHILE_GUESSED", 2)
    phrase = give_phrase(person=make_person())
    with clock.as_if(clock.now().replace(second=10)):
        for n in range(4):
            tries(Client(), 2, f"10.0.1.{n}")
        answer = Client().post("/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR="10.0.1.0")
        assert answer.status_code == 422 and "Wait a minute" in text(answer)
        right = Client().post("/testham/plan/come-back", {"phrase": phrase}, REMOTE_ADDR="10.0.2.1")
        assert right.status_code == 302


def test_right_words_are_not_counted_as_tries(place: Any, make_person: Any) -> None:
    phrase = give_phrase(person=make_person())
    for _ in range(12):
        assert Client().post("/testham/plan/come-back", {"phrase": phrase}).status_code == 302


def test_new_words_stop_the_old_and_old_ones_can_be_stopped(place: Any, asha: Any) -> None:
    old = give_phrase(person=asha.person)
    page = asha.browser.post("/testham/plan/slip", {"key": key()}, follow=True).content.decode()
    new = " ".join(re.findall(r"<span>([a-z]+)</span>", page))
    assert people.person_by_phrase(place, old) is None
    assert people.person_by_phrase(place, new) == asha.person
    asha.browser.post("/testham/plan/slip", {"key": key(), "stop": "1"})
    assert people.person_by_phrase(place, new) is None


@pytest.mark.parametrize(
    ("page", "field", "more"),
    [
        ("plan/words", "words", {}),
        ("plan/wish", "words", {"facets": ["company"], "importance": "2", "travel_limit_m": "5000"}),
        ("plan/can-offer", "can_offer", {}),
        ("plan/own-help", "title", {"shown_from": "My sister", "kind": "service", "sphere": "personal"}),
        ("plan/reach", "called", {"channel": "desk"}),
    ],
)
def test_crisis_help_comes_first_on_every_free_sentence_and_the_words_stay(
    asha: Any, page: str, field: str, more: dict[str, Any]
) -> None:
    before = asha.plan.versions.count(), HelpfulAct.objects.count(), Aspiration.objects.count()
    answer = asha.browser.post(f"/testham/{page}", {field: CRISIS, "key": key(), **more})
    body = answer.content.decode()
    assert 'class="crisis"' in body and "Nobody is watching this page live" in body
    assert body.index('class="crisis"') < body.index("<form", body.index("<main"))
    assert CRISIS in body
    assert (asha.plan.versions.count(), HelpfulAct.objects.count(), Aspiration.objects.count()) == before
    kept = asha.browser.post(f"/testham/{page}", {field: CRISIS, "key": key(), "safe": "1", **more})
    assert kept.status_code == 302


def test_crisis_help_comes_first_when_a_plan_begins_and_on_what_changed(
    place: Any, asha: Any, offer: Any
) -> None:
    begin = Client().post("/testham/plan/begin", {"words": CRISIS, "key": key()})
    assert 'class="crisis"' in begin.content.decode()
    assert Plan.objects.filter(place=place).count() == 1
    act = choose_offer(plan=asha.plan, offer=offer("A drill"), by=asha.actor)
    HelpfulAct.objects.filter(pk=act.pk).update(state="done")
    answer = asha.browser.post(f"/testham/plan/acts/{act.pk}/confirm", {"outcome": CRISIS, "key": key()})
    assert 'class="crisis"' in answer.content.decode()
    assert support.get_act(place, act.pk).state == "done"
