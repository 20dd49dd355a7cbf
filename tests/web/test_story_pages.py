"""Stories on pages: what a storyteller may see, what a person reads before anybody, and what is left of what was taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from office_samples import key, post, text_of
from plan_makers import CRISIS, asha, no_tries_yet  # noqa: F401

from helpfulacts.core.clock import today
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import the_person
from helpfulacts.people.models import AccessRecord
from helpfulacts.support.actions.ask_for_yes import answer_story
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.tell_for_story import Terms, tell_for_story
from helpfulacts.support.models import Story, StoryQuote, Telling

pytestmark = pytest.mark.django_db
WORDS = "I sleep again, and the kettle is on for two."
OFFER = {"words": WORDS, "called": "Zed", "where": "page", "until": "365"}


@pytest.fixture
def nia(place: Any) -> Client:
    day, account = today(), begin_account(email="nia@example.org")
    grant_role(
        place=place, account=account, role="storyteller", shown_as="Nia, storyteller", begins=day,
        body=begin_organisation(place=place, name="A paper"), until=day + dt.timedelta(days=9),
    )  # fmt: skip
    browser = Client()
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_from_words_that_were_offered_to_a_page_and_back(asha: Any, nia: Client) -> None:  # noqa: F811
    """The whole way, with what each side may see at each step; sent twice, a form has one effect."""
    sad = post(asha.browser, "/testham/plan/stories/tell", **OFFER | {"words": CRISIS})
    assert "I am safe" in text_of(sad) and not Telling.objects.exists()
    empty = post(asha.browser, "/testham/plan/stories/tell")
    assert empty.status_code == 422 and "Write what you want to say." in text_of(empty)
    asha.browser.post("/testham/plan/stories/tell", sent := {"key": key(), "about": "own", **OFFER})
    asha.browser.post("/testham/plan/stories/tell", sent)
    told = Telling.objects.get()

    desk = text_of(nia.get("/testham/stories/to-write"))
    assert "Read what was offered" in desk and WORDS not in desk and not AccessRecord.objects.exists()
    assert WORDS in text_of(nia.get(f"/testham/stories/offered/{told.pk}"))
    assert AccessRecord.objects.filter(person=asha.person.pk).count() == 1
    assert "To see if it makes a story" in text_of(asha.browser.get("/testham/plan/who-looked"))
    post(nia, f"/testham/stories/offered/{told.pk}/use")
    story = Story.objects.get()
    write = f"/testham/stories/{story.pk}"
    assert "Give it a title first" in text_of(nia.post(f"{write}/send", {"key": key()}, follow=True))
    wrong = post(nia, f"{write}/write", title="Kettles", text="[1: I sleep well]")
    assert wrong.status_code == 422 and "did not say it like that" in text_of(wrong)
    assert "I sleep well" in text_of(wrong), "what was typed is still there"
    post(nia, f"{write}/write", title="Kettles", text="It was a cold hall.\n\n[1: the kettle is on for two.]")
    post(nia, f"{write}/send")
    assert Client().get(write).status_code == 404

    assert "waits for your yes or no" in text_of(asha.browser.get("/testham/plan"))
    quote = StoryQuote.objects.get()
    mine = f"/testham/plan/stories/{quote.pk}"
    page = text_of(asha.browser.get(mine))
    assert "“the kettle is on for two.”" in page and "Zed" in page and "It was a cold hall." in page
    old = {"press": "yes", "version": str(quote.version)}
    post(asha.browser, f"{mine}/words", words="The kettle is on for three.", called="", version=quote.version)
    assert "has changed since" in text_of(asha.browser.post(mine, {"key": key(), **old}, follow=True))
    assert "Changed their words" in text_of(nia.get(f"{write}/write"))
    post(nia, f"{write}/send")
    quote.refresh_from_db()
    post(asha.browser, mine, press="yes", version=str(quote.version))
    post(nia, f"{write}/publish")

    public = Client().get(write)
    said = text_of(public)
    assert public.status_code == 200 and public["X-Robots-Tag"].startswith("noarchive")
    assert "“The kettle is on for three.”" in said and "Somebody who lives here" in said and "Zed" not in said
    assert "Nia, storyteller, for a paper" in said and "1 person, in their own words" in said
    assert "not evidence that it works for others" in said
    assert "Kettles" in text_of(Client().get("/testham/stories"))
    assert "for three" not in text_of(Client().get("/testham/register"))

    post(asha.browser, f"/testham/plan/stories/told/{told.pk}/stop")
    gone = Client().get(write)
    assert gone.status_code == 410 and "This story was taken back" in text_of(gone)
    for browser, where in (
        (Client(), write), (Client(), "/testham/stories"), (nia, "/testham/stories/to-write"),
        (nia, f"{write}/write"), (asha.browser, "/testham/plan/stories"), (asha.browser, mine),
    ):  # fmt: skip
        left = text_of(browser.get(where, follow=True))
        assert "for three" not in left and "Kettles" not in left and "cold hall" not in left, where
    assert "Nobody owes you a reason" in text_of(nia.get("/testham/stories/to-write"))


def test_nobody_reads_the_words_of_another_before_that_other_said_yes_to_the_story(
    asha: Any,  # noqa: F811
    nia: Client,
    place: Any,
) -> None:
    post(asha.browser, "/testham/plan/stories/tell", about="own", **OFFER)
    person = begin_person(place=place, called="Ivy")
    me = the_person(person.pk)
    plan = begin_plan(place=place, person=person, words="Somebody to talk to.", by=me)
    terms = Terms("Ivy", "page", today() + dt.timedelta(days=9))
    ivy = tell_for_story(plan=plan, words="I hid in the pantry.", terms=terms, by=me)
    hers = Telling.objects.exclude(pk=ivy.pk).get()
    post(nia, f"/testham/stories/offered/{hers.pk}/use")
    story = Story.objects.get()
    post(nia, f"/testham/stories/offered/{ivy.pk}/use", story=str(story.pk))
    post(nia, f"/testham/stories/{story.pk}/write", title="Two", text="[1]\n\n[2]")
    post(nia, f"/testham/stories/{story.pk}/send")

    mine = f"/testham/plan/stories/{StoryQuote.objects.get(telling=hers).pk}"
    page = text_of(asha.browser.get(mine))
    assert WORDS in page and "pantry" not in page and "Ivy" not in page
    assert "Somebody else’s words, who has not said yes yet." in page
    other = StoryQuote.objects.get(telling=ivy)
    answer_story(quote=other, answer="yes", version=other.version, by=me)
    page = text_of(asha.browser.get(mine))
    assert "“I hid in the pantry.”" in page and "has not said yes yet" not in page
    post(nia, f"/testham/stories/{story.pk}/write", title="Two", text="[1]\n\nThen.\n\n[2]")
    post(nia, f"/testham/stories/{story.pk}/send")
    assert "pantry" not in text_of(asha.browser.get(mine)), "a yes to what it said before"


def test_a_story_of_somebody_else_is_as_good_as_not_there(asha: Any, nia: Client, place: Any) -> None:  # noqa: F811
    asha.browser.post("/testham/plan/stories/tell", {"key": key(), "about": "own", **OFFER})
    post(nia, f"/testham/stories/offered/{Telling.objects.get().pk}/use")
    write = f"/testham/stories/{Story.objects.get().pk}/write"
    Story.objects.update(by_account=asha.person.pk)
    assert nia.get(write).status_code == 404
