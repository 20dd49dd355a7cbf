"""What is held about me is shown once and saved once, by a button and never by a link that somebody else could use."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from office_samples import key, post, text_of
from plan_makers import asha, no_tries_yet  # noqa: F401

from helpfulacts.core.clock import as_if, now
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import AccessRecord
from helpfulacts.places.models import Place
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import add_own_act
from helpfulacts.support.models import DataRequest, OthersWords, PassedOn

pytestmark = pytest.mark.django_db
MINE = "/testham/plan/my-data"


def test_a_page_and_a_file_once_each_and_nothing_by_a_link(
    asha: Any,  # noqa: F811
    place: Any,
    make_person: Any,
    citizen_of: Any,
) -> None:
    """Replayed, by another person, in another place, after leaving, after a day: not found (the data stays theirs)."""
    assert 'href="/testham/plan/my-data"' in text_of(asha.browser.get("/testham/plan"))
    assert "Get it ready" in text_of(asha.browser.get(MINE))
    assert post(asha.browser, f"{MINE}/ask").url == MINE
    page = text_of(asha.browser.get(MINE))
    asked = DataRequest.objects.get()
    here = f"{MINE}/{asked.pk}"
    assert f'action="{here}/page"' in page and f'href="{here}' not in page

    other = make_person(called="Wystan")
    begin_plan(place=place, person=other, words="Mine", by=citizen_of(other))
    theirs = Client()
    theirs.post("/testham/plan/come-back", {"phrase": give_phrase(person=other)})
    Place.objects.create(slug="elsewhere", name="Elsewhere", person_to_talk_to="Ada", desk="Go there.")
    for browser, url in (
        (theirs, here),
        (Client(), here),
        (asha.browser, here.replace("testham", "elsewhere")),
    ):
        for way in ("page", "file"):
            assert post(browser, f"{url}/{way}").status_code == 404
    assert asha.browser.get(f"{here}/page").status_code == 405
    with as_if(now() + dt.timedelta(minutes=50)):
        asha.browser.get("/testham/plan")

    shown = post(asha.browser, f"{here}/page")
    assert (
        shown.status_code == 200 and "The house is too quiet." in text_of(shown) and "Asha" in text_of(shown)
    )
    assert shown["Cache-Control"] == "no-store"
    assert post(asha.browser, f"{here}/page").status_code == 404, "shown once"
    assert "Show me all of it" not in text_of(asha.browser.get(MINE))
    saved = post(asha.browser, f"{here}/file")
    assert saved["Content-Disposition"] == 'attachment; filename="what-is-held.json"'
    assert "The house is too quiet." in json.dumps(json.loads(saved.content), ensure_ascii=False)
    assert post(asha.browser, f"{here}/file").status_code == 404, "saved once"

    post(asha.browser, f"{MINE}/ask")
    late = DataRequest.objects.order_by("-asked_at")[0]
    DataRequest.objects.filter(pk=late.pk).update(asked_at=now() - dt.timedelta(hours=25))
    assert post(asha.browser, f"{MINE}/{late.pk}/page").status_code == 404, "a day went by"
    post(asha.browser, f"{MINE}/ask")
    left = DataRequest.objects.order_by("-asked_at")[0]
    asha.browser.post("/testham/leave")
    assert post(asha.browser, f"{MINE}/{left.pk}/page").status_code == 404, "after leaving"


def test_words_of_others_go_to_an_officer_and_each_look_is_seen(
    asha: Any,  # noqa: F811
    place: Any,
    officer: Any,
) -> None:
    from helpfulacts.people.models import Account

    act = add_own_act(
        plan=asha.plan, title="Tea", shown_from="Jean", kind="service", sphere="personal", by=asha.actor
    )
    passed = PassedOn(place=place, act=act, side="giver", channel="phone", at=now())
    passed.words = "Ring Jean Giverbird after six"
    passed.save()
    post(asha.browser, f"{MINE}/ask")
    asked = DataRequest.objects.get()
    assert "was written by somebody else" in text_of(asha.browser.get(MINE))
    assert "Giverbird" not in text_of(post(asha.browser, f"{MINE}/{asked.pk}/page"))
    mel = Client()
    mel.force_login(
        Account.objects.get(pk=officer.account_id), backend="django.contrib.auth.backends.ModelBackend"
    )
    listed = text_of(mel.get("/testham/data-requests"))
    assert "1 thing waits" in listed and "Giverbird" not in listed and "Asha" not in listed
    from helpfulacts.promises.models import Promise

    clock = f"/testham/data-requests/{Promise.objects.get(clock='subject-access').pk}/clock"
    for do in ("identity", "on", "longer"):
        assert post(mel, clock, do=do).status_code == 302
    promise = Promise.objects.get(clock="subject-access")
    assert promise.longer and promise.pauses.count() == 1
    assert "Choose what to do" in text_of(mel.post(clock, {"key": key(), "do": "dance"}, follow=True))
    one = f"/testham/data-requests/words/{OthersWords.objects.get().pk}"
    before = AccessRecord.objects.filter(person=asha.person.pk).count()
    assert "Giverbird" in text_of(mel.get(one))
    assert AccessRecord.objects.filter(person=asha.person.pk).count() == before + 1
    assert post(mel, one, decision="told", told="Ring after six").url == "/testham/data-requests"
    assert mel.get(one).status_code == 302
    post(asha.browser, f"{MINE}/ask")
    asked = DataRequest.objects.order_by("-asked_at")[0]
    shown = text_of(post(asha.browser, f"{MINE}/{asked.pk}/page"))
    assert "Ring after six" in shown and "Giverbird" not in shown
    mel.post("/testham/plan/come-back", {"phrase": give_phrase(person=asha.person)})
    post(mel, f"{MINE}/ask")
    asked = DataRequest.objects.order_by("-asked_at")[0]
    assert "You are writing for somebody else" in text_of(post(mel, f"{MINE}/{asked.pk}/page"))
