"""A promise past its day: an officer says what is found, what puts it right has a day, and both sides read it."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from html import unescape
from typing import Any

import pytest
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.models import AccessRecord, Person
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.find_against_promise import agree_remedy, find_against_promise
from helpfulacts.promises.actions.keep_promise import keep_promise
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
TOKENS = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"')


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def promised(
    world: World, what: str, *, days_ago: int = 3, by: str = "organisation", kind: str = "act", **more: Any
) -> Promise:
    """By the club to Zofia, due some days ago; today where `days_ago` is 0."""
    person = world.people[0]
    by_id = more.get("by_id", world.club.pk)
    with as_if(now() - (days_ago + 9) * DAY):
        return make_promise(
            place=world.place, by_noun=by, by_id=by_id, by_shown_as="A club in North", to_noun="person",
            to_id=person.pk, about_noun="plan", about_id=person.pk, what=what, trigger="a test",
            due=today() + 9 * DAY, kind=kind,
        )  # fmt: skip


def test_what_is_found_and_what_puts_it_right_is_read_by_both_sides(world: World) -> None:
    promise, mel = promised(world, "A sturdy chair"), world.browser("officer")
    listed = text_of(mel.get("/testham/promises-late"))
    assert "A club in North" in listed and "sturdy" not in listed and "Zofia" not in listed
    assert "1 still owed" in listed
    at = f"/testham/promises-late/{promise.pk}"
    asked = text_of(mel.get(at))
    assert "Why do you open this?" in asked and "chair" not in asked and not AccessRecord.objects.exists()
    assert post(mel, at, purpose="else", own="🙂").status_code == 422
    assert post(mel, at, purpose="promise").status_code == 302
    page = text_of(mel.get(at))
    assert "A club in North: a sturdy chair" in page and "A club in North can read it with its offers" in page
    [look] = AccessRecord.objects.filter(person=world.people[0].pk, noun="promise")
    assert (look.why, look.subject) == ("To see what became of a promise to you", promise.pk)
    unsaid = post(mel, at, asks="finding", finding="", words="The van broke down.")
    assert unsaid.status_code == 422 and "Choose what you found." in text_of(unsaid)
    assert "The van broke down." in text_of(unsaid)
    assert post(mel, at, asks="finding", finding="broken", words="The van broke down.").status_code == 302
    assert "What puts it right?" in text_of(mel.get(at))
    gone_by = post(mel, at, asks="remedy", what="Two chairs", due=(today() - DAY).isoformat())
    assert gone_by.status_code == 422 and "still to come" in text_of(gone_by)
    too_late = post(mel, at, asks="remedy", what="Two chairs", due=(today() + 400 * DAY).isoformat())
    assert too_late.status_code == 422 and "within a year" in text_of(too_late)
    assert post(mel, at, asks="remedy", what="Two chairs", due=(today() + DAY).isoformat()).status_code == 302
    [remedy] = promises.about(world.place, "promise", promise.pk)
    person = world.browser("nobody")
    post(person, "/testham/plan/come-back", phrase=give_phrase(person=world.people[0]))
    assert "To see what became of a promise to you" in text_of(person.get("/testham/plan/who-looked"))
    for page in (person.get("/testham/plan"), world.browser("provider").get("/testham/our-offers")):
        assert "the promise was broken" in text_of(page) and "The van broke down." in text_of(page)
        assert "Two chairs" in text_of(page)
    assert post(mel, f"/testham/promises-late/{remedy.pk}/right").status_code == 302
    assert promises.standing_of(promises.get_promise(world.place, remedy.pk), today()) == "kept"
    assert "Done" in text_of(person.get("/testham/plan"))


def test_what_is_still_owed_comes_first_and_what_is_elsewhere_or_in_time_is_not_listed(world: World) -> None:
    late, kept_late = promised(world, "Tea"), promised(world, "Soup", days_ago=5)
    keep_promise(promise=kept_late, evidence="it came", by="provider")
    kept = promised(world, "Bread", days_ago=0)
    keep_promise(promise=kept, evidence="it came", by="provider")
    between_two = promised(world, "A lift", by="offer")
    told, old = promised(world, "Ring", kind="tell"), promised(world, "Coal", days_ago=99)
    assert promises.past_their_day(world.place, today()) == [late, kept_late]
    for one in (kept, between_two, told, old):
        found = world.browser("officer").get(f"/testham/promises-late/{one.pk}")
        assert found.status_code == 404
    page = text_of(world.browser("officer").get("/testham/promises-late"))
    assert page.index("Still owed") < page.index("Kept late")


def test_nothing_is_listed_that_was_promised_to_whoever_must_not_be_found(world: World) -> None:
    promised(world, "Tea")
    Person.objects.filter(pk=world.people[0].pk).update(protected=True)
    page = text_of(world.browser("officer").get("/testham/promises-late"))
    assert "Every promise of the last 90 days was kept by its day." in page


def test_each_form_sent_twice_is_answered_as_the_first_time_and_makes_one_thing(world: World) -> None:
    promise, mel = promised(world, "A sturdy chair"), world.browser("officer")
    at, due = f"/testham/promises-late/{promise.pk}", (today() + DAY).isoformat()
    found = {"asks": "finding", "finding": "broken", "words": "The van broke down.", "key": "found once"}
    agreed = {"asks": "remedy", "what": "Two chairs", "due": due, "key": "agreed once"}
    post(mel, at, purpose="promise")
    for sent in (found, found, agreed, agreed, found):
        assert mel.post(at, sent)["Location"] == at
    [remedy] = promises.about(world.place, "promise", promise.pk)
    assert remedy.what == "Two chairs"


def test_a_form_of_an_old_page_is_refused_with_its_words_and_makes_nothing(world: World) -> None:
    promise, mel = promised(world, "A sturdy chair"), world.browser("officer")
    at, due = f"/testham/promises-late/{promise.pk}", (today() + DAY).isoformat()
    post(mel, at, purpose="promise")
    early = post(mel, at, asks="remedy", what="Two chairs", due=due)
    assert early.status_code == 422 and "Say first that the promise was broken" in text_of(early)
    assert "Two chairs" in text_of(early)
    post(mel, at, asks="finding", finding="broken", words="The van broke down.")
    again = post(mel, at, asks="finding", finding="good reason", words="There was snow.")
    assert again.status_code == 422 and "on record already" in text_of(again)
    assert "There was snow." in text_of(again)
    post(mel, at, asks="remedy", what="Two chairs", due=due)
    more = post(mel, at, asks="remedy", what="Three chairs", due=due)
    assert more.status_code == 422 and "What puts it right is agreed already" in text_of(more)
    assert "Three chairs" in text_of(more)
    assert len(promises.about(world.place, "promise", promise.pk)) == 1


def test_a_finding_sent_after_the_reason_was_lost_asks_why_and_loses_nothing(world: World) -> None:
    promise, mel = promised(world, "A sturdy chair"), world.browser("officer")
    at = f"/testham/promises-late/{promise.pk}"
    sent = {"asks": "finding", "finding": "broken", "words": "The van\nbroke “down”.", "key": "found once"}
    asked = mel.post(at, sent)
    assert "Why do you open this?" in text_of(asked) and "What you wrote is not lost." in text_of(asked)
    assert promises.get_promise(world.place, promise.pk).finding == "" and not AccessRecord.objects.exists()
    form = asked.content.decode()
    along = {name: unescape(value) for name, value in HIDDEN.findall(form) if name != "csrfmiddlewaretoken"}
    assert along == sent
    unsaid = mel.post(at, along)
    assert "Why do you open this?" in text_of(unsaid)
    wrong = mel.post(at, {**along, "purpose": "else", "own": ""})
    assert wrong.status_code == 422 and "broke “down”." in unescape(wrong.content.decode())
    short = mel.post(at, {**along, "words": "", "purpose": "promise"})
    assert short.status_code == 422 and "What did you find?" in text_of(short), "the reason was kept"
    assert mel.post(at, {**along, "purpose": "promise"})["Location"] == at
    kept = promises.get_promise(world.place, promise.pk)
    assert (kept.finding, "broke “down”" in kept.finding_words) == ("broken", True)
    [look] = AccessRecord.objects.filter(noun="promise")
    assert look.why == "To see what became of a promise to you"


def test_a_look_is_said_to_be_on_record_only_where_it_is_written(world: World) -> None:
    mel, said = world.browser("officer"), "Your look is on record, and the person can see it."
    to_a_person = promised(world, "A sturdy chair")
    to_a_body = promised(world, "Ten chairs")
    Promise.objects.filter(pk=to_a_body.pk).update(to_noun="organisation", to_id=world.club.pk)
    before = AccessRecord.objects.count()
    assert said not in text_of(mel.get(f"/testham/promises-late/{to_a_body.pk}"))
    assert AccessRecord.objects.count() == before
    post(mel, f"/testham/promises-late/{to_a_person.pk}", purpose="asked")
    assert said in text_of(mel.get(f"/testham/promises-late/{to_a_person.pk}"))
    assert AccessRecord.objects.count() == before + 1


def test_a_link_worker_reads_what_was_found_of_what_they_promised_and_nobody_elses(world: World) -> None:
    tom, mel = world.actor("navigator"), world.actor("officer")
    own = promised(world, "Ask how it goes", by="navigator", by_id=tom.account_id)
    others = promised(world, "Ask about tea", by="navigator", by_id=world.accounts["away"].pk)
    for one, words in ((own, "He was ill that week."), (others, "Not for Tom.")):
        find_against_promise(promise=one, finding="good reason", words=words, by=mel)
    page = text_of(world.browser("navigator").get("/testham/my-people"))
    assert "What was found of your promises" in page and "He was ill that week." in page
    assert "Not for Tom." not in page
    assert "He was ill that week." not in text_of(world.browser("provider").get("/testham/our-offers"))


@pytest.mark.parametrize(
    ("by", "said"),
    [("desk", "Every officer can read it here"), ("partnership", "Every officer can read it here"),
     ("body", "has no page here: tell them"), ("navigator", "on “My people”")],
)  # fmt: skip
def test_the_page_says_who_can_read_what_was_found(world: World, by: str, said: str) -> None:
    by_id = world.accounts["navigator"].pk if by == "navigator" else None
    mel, promise = world.browser("officer"), promised(world, "Tea", by=by, by_id=by_id)
    post(mel, f"/testham/promises-late/{promise.pk}", purpose="asked")
    page = text_of(mel.get(f"/testham/promises-late/{promise.pk}"))
    assert said in page and "The person can read it on their plan." in page


def test_twins_a_promise_to_whoever_must_not_be_found_is_as_good_as_not_there(world: World) -> None:
    promise, officer = promised(world, "Hiddenbird’s chair"), world.actor("officer")
    find_against_promise(promise=promise, finding="broken", words="Hiddenbird waited.", by=officer)
    remedy = agree_remedy(promise=promise, what="Two chairs for Hiddenbird", due=today() + DAY, by=officer)
    mel, rae = world.browser("officer"), world.browser("provider")
    post(mel, f"/testham/promises-late/{promise.pk}", purpose="asked")
    assert "Hiddenbird" in text_of(mel.get(f"/testham/promises-late/{promise.pk}")), "the test can tell"
    assert "Hiddenbird" in text_of(rae.get("/testham/our-offers")), "the test can tell"
    Person.objects.filter(pk=world.people[0].pk).update(protected=True)
    looks = AccessRecord.objects.count()

    def said(answer: Any, pk: Any) -> tuple[int, str]:
        return answer.status_code, TOKENS.sub("", text_of(answer)).replace(str(pk), "ONE")

    def of(pk: Any, remedy: Any) -> list[tuple[int, str]]:
        at = f"/testham/promises-late/{pk}"
        sent = {"asks": "finding", "finding": "broken", "words": "Again"}
        return [
            said(mel.get(at), pk),
            said(post(mel, at, purpose="asked"), pk),
            said(post(mel, at, **sent), pk),
            said(post(mel, f"/testham/promises-late/{remedy}/right"), remedy),
        ]

    assert of(promise.pk, remedy.pk) == of(uuid.uuid4(), uuid.uuid4())
    with_it = said(rae.get("/testham/our-offers"), promise.pk)
    opened = AccessRecord.objects.count()
    Promise.objects.filter(place=world.place).delete()
    assert with_it == said(rae.get("/testham/our-offers"), promise.pk)
    assert opened == looks, "nothing was opened"


def test_a_finding_and_what_puts_it_right_are_words_and_hold_no_way_to_reach_anybody(world: World) -> None:
    promise, mel = promised(world, "A sturdy chair"), world.browser("officer")
    at = f"/testham/promises-late/{promise.pk}"
    post(mel, at, purpose="promise")
    for words, mistake in (("🙂", "in words"), ("Ring Bea on 01632 960123", "There is a phone number in it")):
        found = post(mel, at, asks="finding", finding="broken", words=words)
        assert found.status_code == 422 and mistake in text_of(found) and words in text_of(found)
        assert 'id="id_words_error"' in found.content.decode(), "it stands beside the field"
    post(mel, at, asks="finding", finding="broken", words="The van broke down.")
    due = (today() + DAY).isoformat()
    for what, mistake in (
        ("🙂", "in words"),
        ("They write to bea@example.org", "There is an e-mail address in it"),
    ):
        right = post(mel, at, asks="remedy", what=what, due=due)
        assert right.status_code == 422 and mistake in text_of(right) and what in right.content.decode()
        assert 'id="id_what_error"' in right.content.decode(), "it stands beside the field"
    assert not promises.about(world.place, "promise", promise.pk)
    assert post(mel, at, asks="remedy", what="Two chairs", due=due).status_code == 302
