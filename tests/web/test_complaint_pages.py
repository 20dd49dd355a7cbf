"""Something went wrong: said without a name, opened again by six words, answered, and counted only where there are enough."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import key, post, text_of

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.people.actor import NOBODY
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.support import complaints
from helpfulacts.support.actions.answer_complaint import answer_complaint
from helpfulacts.support.actions.complain import complain
from helpfulacts.support.models import Complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def mel(officer: Any) -> Client:
    from helpfulacts.people.models import Account

    cache.clear()
    browser = Client()
    browser.force_login(
        Account.objects.get(pk=officer.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    return browser


def six_words(page: str) -> str:
    return " ".join(re.findall(r"<span>([a-z]+)</span>", page))


def test_somebody_without_a_name_says_it_and_reads_the_answer_by_six_words(place: Any, mel: Client) -> None:
    someone, elsewhere = Client(), Client()
    assert 'href="/testham/complain"' in text_of(someone.get("/testham/"))
    assert "What went wrong?" in text_of(someone.get("/testham/complain"))
    assert post(someone, "/testham/complain", about="help", words=" ").status_code == 422
    crisis = post(someone, "/testham/complain", about="help", words="I want to die")
    assert crisis.status_code == 200 and "I am safe. Send it" in text_of(crisis)
    sent = {"key": key(), "about": "help", "words": "Canarybird did not come", "contact": "01632 960123"}
    assert someone.post("/testham/complain", sent).url == "/testham/complain/mine"
    assert someone.post("/testham/complain", sent).url == "/testham/complain/mine"
    made = Complaint.objects.get()
    page = text_of(someone.get("/testham/complain/mine"))
    words = six_words(page)
    assert len(words.split()) == 6 and "Canarybird" in page and "We tell you here that it came" in page

    assert text_of(elsewhere.get("/testham/complain/mine")) == ""
    wrong = post(elsewhere, "/testham/complain/come-back", phrase="one two three four five six")
    assert (
        wrong.status_code == 422 and "open nothing here" in text_of(wrong) and "one two" not in text_of(wrong)
    )
    assert "Those words do not open a plan" in text_of(
        post(elsewhere, "/testham/plan/come-back", phrase=words)
    )

    listed = text_of(mel.get("/testham/complaints/to-answer"))
    assert "Tell them that it came" in listed and "Canarybird" not in listed
    case = f"/testham/complaints/{made.pk}"
    assert "Canarybird" in text_of(mel.get(case))
    assert elsewhere.get(case).status_code == 403
    assert post(mel, f"{case}/came").status_code == 302
    half = post(
        mel, case, outcome="upheld", words="Answerbird is sorry.", remedy="Somebody comes", remedy_by=""
    )
    assert half.status_code == 422 and "Say by which day" in text_of(half) and "Answerbird" in text_of(half)
    day = (today() + dt.timedelta(days=9)).isoformat()
    answered = post(
        mel, case, outcome="upheld", words="Answerbird is sorry.", remedy="Somebody comes", remedy_by=day
    )
    assert answered.url == "/testham/complaints/to-answer"

    opened = post(elsewhere, "/testham/complain/come-back", phrase=words.title())
    assert opened.url == "/testham/complain/mine"
    read = text_of(elsewhere.get("/testham/complain/mine"))
    for said in (
        "It was right to complain",
        "Answerbird is sorry.",
        "Somebody comes",
        "Mel, partnership officer",
    ):
        assert said in read, said
    assert six_words(read) == "", "the words are shown once, to whoever sent it"
    assert post(mel, f"{case}/right").status_code == 302
    with as_if(now() + dt.timedelta(hours=2)):
        assert elsewhere.get("/testham/complain/mine").status_code == 302, "it closes by itself"
    lines = "\n".join(register.saved_lines(place))
    assert not any(word in lines for word in ("Canarybird", "Answerbird", "960123", "upheld"))


def test_it_is_taken_back_and_the_desk_writes_one_down_with_a_slip(place: Any, mel: Client) -> None:
    someone = Client()
    post(someone, "/testham/complain", about="other", words="Canarybird")
    assert post(someone, "/testham/complain/take-back").status_code == 302
    page = text_of(someone.get("/testham/complain/mine"))
    assert "You took this back" in page and "Canarybird" not in page
    wrong = post(mel, "/testham/desk/complaint", about="other", words="It rained in")
    assert wrong.status_code == 422 and "Say how they told you." in text_of(wrong)
    sent = {"key": key(), "about": "other", "words": "It rained in", "came_by": "phone"}
    slip = text_of(mel.post("/testham/desk/complaint", sent))
    assert complaints.complaint_by_phrase(place, six_words(slip)).came_by == "phone"  # type: ignore[union-attr]
    again = text_of(mel.post("/testham/desk/complaint", sent))
    assert six_words(again) == "" and "sent before" in again
    assert Client().get("/testham/desk/complaint").status_code == 403


def test_late_days_are_first_at_the_desk_and_counts_are_told_from_ten_on(
    place: Any, mel: Client, officer: Any
) -> None:
    def one(outcome: str = "") -> None:
        made, _ = complain(place=place, about="help", words="Late bird", by=NOBODY)
        if outcome:
            answer_complaint(complaint=made, outcome=outcome, words="So it was.", by=officer)

    with as_if(now() - dt.timedelta(days=40)):
        one()
    one()
    fire_notices(place=place, day=today())
    days = text_of(mel.get("/testham/desk/days"))
    assert days.count("Late</span>") == 1 and "Data Protection Act 2018" in days and "Late bird" not in days
    assert "1 is late" in text_of(mel.get("/testham/desk"))
    assert "1 late" in text_of(mel.get("/testham/complaints/to-answer"))
    for outcome in ("upheld",) * 3 + ("not upheld",) * 6:
        one(outcome)
    assert "Fewer than ten" in text_of(Client().get("/testham/complaints"))
    for outcome in ("not upheld",) * 6:
        one(outcome)
    told = text_of(Client().get("/testham/complaints"))
    assert "<b>15</b>answered" in told and "<b>some</b>right to complain" in told and "<b>12</b>" not in told
