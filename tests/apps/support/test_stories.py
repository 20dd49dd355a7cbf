"""Stories: nobody is quoted without their yes, word for word, and what is taken back is gone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent, Person
from helpfulacts.support import stories
from helpfulacts.support.actions.ask_for_yes import answer_story, change_telling, send_story
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.cancel_introduction import withdraw_sharing
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.publish_story import publish_story
from helpfulacts.support.actions.take_back_telling import end_tellings, take_back_telling
from helpfulacts.support.actions.tell_for_story import Terms, tell_for_story
from helpfulacts.support.actions.write_story import begin_story, drop_story, use_telling, write_story
from helpfulacts.support.models import Story, StoryLine, StoryQuote, Telling

pytestmark = pytest.mark.django_db
WORDS = ("I sleep again. Ostrich is the password.", "I cook for two now, and I laugh.")


class Two:
    """Two people who offered words, and Nia, who writes."""

    def __init__(self, place: Any) -> None:
        from helpfulacts.people.actions.begin_person import begin_person

        body = begin_organisation(place=place, name="The partnership")
        account = begin_account(email=f"nia-{body.pk}@example.org")
        self.place, self.nia = place, Actor("Nia, storyteller", "storyteller", account.pk, None, body.pk)
        self.plans, self.me, self.told = [], [], []
        for words in WORDS:
            person = begin_person(place=place, called="Zofia")
            me = Actor("the person", "citizen", None, person.pk)
            plan = begin_plan(place=place, person=person, words="A wish", by=me)
            self.plans.append(plan)
            self.me.append(me)
            terms = Terms("Zed", "page", today() + dt.timedelta(days=90))
            self.told.append(tell_for_story(plan=plan, words=words, terms=terms, by=me))

    def story(self, people: int = 2) -> Story:
        story = begin_story(tellings=self.told[:people], title="Two evenings", by=self.nia)
        text = "It began in a cold hall.\n\n[1: I sleep again.]" + ("\n\n[2]" if people == 2 else "")
        return write_story(story=story, title="Two evenings", text=text, by=self.nia)

    def quote(self, story: Story, whose: int) -> StoryQuote:
        return StoryQuote.objects.select_related("telling", "story", "place").get(
            story=story, telling=self.told[whose]
        )

    def answer(self, story: Story, whose: int, answer: str) -> None:
        quote = self.quote(story, whose)
        answer_story(quote=quote, answer=answer, version=quote.version, by=self.me[whose])

    def publish(self, people: int = 1) -> Story:
        story = self.story(people)
        send_story(story=story, by=self.nia)
        for whose in range(people):
            self.answer(story, whose, "yes")
        publish_story(story=story, by=self.nia)
        return story


@pytest.fixture
def two(place: Any) -> Two:
    return Two(place)


def test_a_story_is_shown_when_each_person_it_quotes_has_said_yes(two: Two) -> None:
    story = two.story()
    with pytest.raises(Refused, match="Send it first"):
        publish_story(story=story, by=two.nia)
    send_story(story=story, by=two.nia)
    two.answer(story, 0, "yes")
    with pytest.raises(Refused, match="Not everybody"):
        publish_story(story=story, by=two.nia)
    assert stories.public_stories(two.place) == []
    two.answer(story, 1, "yes")
    publish_story(story=story, by=two.nia)
    said = stories.paragraphs(story, public=True)
    assert [(one.words, one.called) for one in said] == [
        ("It began in a cold hall.", ""), ("I sleep again.", "Zed"), (WORDS[1], "Zed")
    ]  # fmt: skip
    entry = RegisterEntry.objects.get(action="published a story")
    assert len(entry.commitment) == 64 and "sleep" not in str(entry.facts)


def test_the_database_itself_refuses_a_quotation_without_a_yes(two: Two) -> None:
    """Also a yes to an earlier version; a published story that is not on the register; words that outlive their yes."""
    story = two.story()
    send_story(story=story, by=two.nia)
    two.answer(story, 0, "yes")
    quotes, told = StoryQuote.objects.filter(story=story), Telling.objects.filter(pk=two.told[0].pk)
    yes, asked = quotes.filter(answer="yes"), quotes.filter(answer="asked")
    for rows, change in (
        (asked, {"public": True}),
        (yes, {"public": True, "version": 9}),
        (Story.objects.filter(pk=story.pk), {"state": "published"}),
        (Story.objects.filter(pk=story.pk), {"state": "withdrawn"}),
        (told, {"taken_back_at": now()}),
        (StoryLine.objects.filter(quote__isnull=False), {"quote": None}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_a_quotation_is_what_was_told_letter_for_letter(two: Two) -> None:
    story = two.story()
    for text in (
        "[1: I sleep well again.]", "[3]", "She said “I sleep again.”", "As [1] says.", "No words of anybody.",
    ):  # fmt: skip
        with pytest.raises(Refused):
            write_story(story=story, title="Two evenings", text=text, by=two.nia)
    assert stories.as_typed(story) == "It began in a cold hall.\n\n[1: I sleep again.]\n\n[2]"
    assert stories.read_lines(stories.as_typed(story), stories.quotes_in(story))


def test_what_is_taken_back_is_gone_everywhere_at_once(two: Two) -> None:
    """By the person, where sharing is stopped, on its last day, and with the plan: the others keep what they offered."""
    day = today()
    ways = (
        lambda: take_back_telling(telling=two.told[0], by=two.me[0]),
        lambda: withdraw_sharing(consent=two.told[0].consent, by=two.me[0]),
        lambda: end_tellings(place=two.place, day=day + dt.timedelta(days=91)),
        lambda: erase_plan(plan=two.plans[0], by=two.me[0]),
    )
    for way in ways:
        two.__init__(two.place)  # type: ignore[misc]
        story = two.publish(2)
        assert stories.public_story(two.place, story.pk) is not None
        way()
        story.refresh_from_db()
        assert story.state == "withdrawn" and story.title == "" and not story.lines.exists()
        assert stories.public_story(two.place, story.pk) is None
        assert not Telling.objects.filter(pk=two.told[0].pk, words_sealed__isnull=False).exists()
        with pytest.raises(NotFound):
            stories.get_telling(two.place, two.told[0].pk)
    take_back_telling(telling=two.told[1], by=two.me[1])
    assert RegisterEntry.objects.filter(action="withdrew a story").count() == len(ways)


def test_a_yes_that_is_over_counts_no_more_before_the_night_has_come(two: Two) -> None:
    story = two.publish()
    with as_if(now() + dt.timedelta(days=92)):
        assert stories.public_story(two.place, story.pk) is None and stories.offered(two.place) == []
        assert end_tellings(place=two.place, day=today()) == 2
        assert end_tellings(place=two.place, day=today()) == 0
    assert (
        Consent.objects.filter(withdrawn_at__isnull=True).count() == 2
    )  # it ended by itself: nobody took it back


def test_who_may_write_and_who_may_answer(two: Two) -> None:
    story = two.story()
    send_story(story=story, by=two.nia)
    other = Actor("Nobody’s", "storyteller", begin_account(email="o@example.org").pk, None, two.nia.body_id)
    for refused in (
        lambda: write_story(story=story, title="Mine", text="[1]", by=other),
        lambda: publish_story(story=story, by=other),
        lambda: begin_story(tellings=two.told, title="T", by=Actor("Mel", "officer", other.account_id)),
        lambda: answer_story(quote=two.quote(story, 0), answer="yes", version=2, by=two.me[1]),
        lambda: take_back_telling(telling=two.told[0], by=two.me[1]),
    ):
        with pytest.raises(NotAllowed):
            refused()


@pytest.mark.parametrize(
    ("fact", "lifted", "why"),
    [({"protected": True}, {"protected": False}, "must not be found"),
     ({"age_band": "under-18"}, {"age_band": "18-24"}, "under 18")],
)  # fmt: skip
def test_whoever_must_not_be_found_or_is_under_18_is_quoted_nowhere_while_that_is_so(
    two: Two, fact: dict[str, Any], lifted: dict[str, Any], why: str
) -> None:
    """Also where it is said of them after they offered words, and after every yes."""
    story, waits, sent = two.publish(2), two.story(), two.story()
    send_story(story=sent, by=two.nia)
    two.answer(sent, 0, "yes")
    two.answer(sent, 1, "yes")
    assert stories.public_story(two.place, story.pk) is not None
    them = Person.objects.filter(pk=two.plans[1].person_id)
    them.update(**fact)
    assert stories.public_stories(two.place) == [] and stories.public_story(two.place, story.pk) is None
    assert stories.offered(two.place) == [two.told[0]]
    with pytest.raises(Refused, match="may not be quoted any more"):
        send_story(story=waits, by=two.nia)
    with pytest.raises(Refused, match="may not be quoted any more"):
        publish_story(story=sent, by=two.nia)
    terms = Terms("", "page", today() + dt.timedelta(days=9))
    with pytest.raises(Refused, match=why):
        tell_for_story(plan=two.plans[1], words="I laugh.", terms=terms, by=two.me[1])
    them.update(**lifted)
    assert stories.public_story(two.place, story.pk) is not None


def test_an_answer_that_the_desk_wrote_down_says_so_and_is_never_the_writers_own(two: Two) -> None:
    story = two.story()
    send_story(story=story, by=two.nia)
    tom = Actor("Tom", "navigator", begin_account(email="tom@example.org").pk)
    writer = Actor("Nia, navigator", "navigator", two.nia.account_id)
    mine = two.quote(story, 1)
    for answers in (
        lambda: answer_story(quote=mine, answer="yes", version=mine.version, by=writer),
        lambda: change_telling(quote=mine, words="I sing.", called="", version=mine.version, by=writer),
    ):
        with pytest.raises(Refused, match="You wrote this story"):
            answers()
    two.answer(story, 0, "yes")
    answer_story(quote=mine, answer="yes", version=mine.version, by=tom)
    entries = RegisterEntry.objects.filter(action="answered a story").order_by("sequence")
    assert [entry.facts for entry in entries] == [{"proxy": False}, {"proxy": True}]
    assert [two.quote(story, whose).by_proxy for whose in (0, 1)] == ["", "Tom"]
    two.answer(story, 0, "no")
    assert [two.quote(story, whose).by_proxy for whose in (0, 1)] == ["", ""]
    send_story(story=story, by=two.nia)
    again = two.quote(story, 1)
    change_telling(quote=again, words="I sing.", called="", version=again.version, by=tom)
    assert (two.quote(story, 1).answer, two.quote(story, 1).by_proxy) == ("changed", "Tom")
    send_story(story=story, by=two.nia)
    assert (two.quote(story, 1).answer, two.quote(story, 1).by_proxy) == ("asked", "")


MOVES = ("write", "use", "send", "publish", "drop", "yes 0", "yes 1", "no 0", "change 1", "take back 0")


@given(st.lists(st.sampled_from(MOVES), max_size=14))
@example(["write", "take back 0", "drop"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_press_nobody_is_read_without_their_yes_to_what_stands_there(
    place: Any, moves: list[str]
) -> None:
    """`yes` holds who said yes to what the story says now, counted apart from the database."""
    with transaction.atomic():
        two, yes, gone = Two(place), dict[int, str](), False
        story = two.story()
        for move in ("send", "yes 0", "yes 1", *moves) if len(moves) % 2 else moves:
            name, _, whose = move.replace("take back", "take").partition(" ")
            try:
                with transaction.atomic():
                    _press(two, story, name, int(whose or 0))
            except (Refused, NotFound, StoryQuote.DoesNotExist):
                continue
            finally:
                left = Story.objects.select_related("place", "body").filter(pk=story.pk).first()
                story = left or (_of_the_other(two) if gone else two.story())
            if name == "yes":
                yes[int(whose)] = _says(story)
            gone = gone or move == "take back 0"
            for public in stories.public_stories(place):
                quoted = {two.told.index(one.telling) for one in stories.quotes_in(public)}
                assert quoted and all(yes.get(one) == _says(public) for one in quoted)
                assert not (gone and 0 in quoted)
        transaction.set_rollback(True)


def _of_the_other(two: Two) -> Story:
    """Nobody can begin a story with words that were taken back."""
    with pytest.raises(Refused, match="taken back"):
        begin_story(tellings=two.told, title="Two evenings", by=two.nia)
    return begin_story(tellings=two.told[1:], title="Two evenings", by=two.nia)


def _says(story: Story) -> str:
    return "\n".join([story.title, *(one.words for one in stories.paragraphs(story))])


def _press(two: Two, story: Story, name: str, whose: int) -> None:
    if name == "write":
        write_story(story=story, title="Again", text="[2]\n\nAnd then.", by=two.nia)
    elif name == "use":
        use_telling(story=story, telling=stories.get_telling(two.place, two.told[0].pk), by=two.nia)
    elif name in ("send", "publish", "drop"):
        {"send": send_story, "publish": publish_story, "drop": drop_story}[name](story=story, by=two.nia)
    elif name == "change":
        quote = two.quote(story, whose)
        change_telling(quote=quote, words="I cook.", called="", version=quote.version, by=two.me[whose])
    elif name == "take":
        take_back_telling(telling=two.told[0], by=two.me[0])
    else:
        two.answer(story, whose, name)
