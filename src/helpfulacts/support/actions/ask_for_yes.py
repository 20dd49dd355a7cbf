"""A story goes to those whom it quotes; each says yes, changes their words, or says no. Then it can be published."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_use_desk, require

from .. import stories
from ..models import Story, StoryLine, StoryQuote, Telling
from ..rules import may_write_story
from .begin_plan import tidy_words
from .write_story import UNTITLED

READ_AGAIN = "This story has changed since you opened it. Reload the page, and read it as it is now."


def send_story(*, story: Story, by: Actor) -> None:
    """Each person whom it quotes is asked. Raises Refused where one may not be quoted any more, or was asked already."""
    require(may_write_story(by, story), "send this story")
    with register.writing(story.place_id):
        story.refresh_from_db(fields=["state", "version", "title_sealed"])
        if story.state != "draft":
            raise Refused("This story was sent already.")
        if story.title == UNTITLED:
            raise Refused("Give it a title first, and save it.")
        quotes = stories.quotes_in(story)
        live = set(stories.live_tellings(story.place).values_list("pk", flat=True))
        if not quotes or any(quote.telling_id not in live for quote in quotes):
            raise Refused("Somebody whom it quotes may not be quoted any more.")
        StoryQuote.objects.filter(place=story.place_id, story=story).update(
            answer="asked", version=story.version, by_proxy=""
        )
        Story.objects.filter(place=story.place_id, pk=story.pk).update(state="sent")
        story.state = "sent"
        register.record(place=story.place, action="sent a story", noun="story", subject=story.pk)


def answer_story(*, quote: StoryQuote, answer: str, version: int, by: Actor) -> None:
    """“yes” or “no” of somebody whom it quotes, to the version that they read. A no needs no reason.

    Raises Refused where it was changed since, and where its writer would answer for the person.
    """
    proxy = _for_this_person(quote, by)
    if answer not in ("yes", "no"):
        raise Refused("Press one of the buttons.")
    with register.writing(quote.place_id):
        _asked_still(quote, version)
        if answer == "yes":
            StoryQuote.objects.filter(place=quote.place_id, pk=quote.pk).update(
                answer="yes", yes_to=quote.version, answered_at=now(), by_proxy=proxy
            )
        else:
            _back_to_draft(quote, "no", proxy)
        register.record(
            place=quote.place, action="answered a story", noun="story", subject=quote.story_id,
            facts={"proxy": bool(proxy)},
        )  # fmt: skip


def change_telling(*, quote: StoryQuote, words: str, called: str, version: int, by: Actor) -> None:
    """The person puts their own words otherwise: the story goes back to its writer, and comes again before it is shown.

    Other stories that quote the old words go back too; one that people read already stays only if its words stay.
    Raises Refused as `answer_story` does.
    """
    proxy = _for_this_person(quote, by)
    said, name = tidy_words(words), tidy_words(called, field="called", needed=False)[:40]
    with register.writing(quote.place_id):
        _asked_still(quote, version)
        telling = Telling.objects.get(place=quote.place_id, pk=quote.telling_id)
        public = StoryQuote.objects.filter(place=quote.place_id, telling=telling, public=True)
        if public.exists():
            raise Refused(
                "These words stand in a story that people read. Take them back there first, and offer new ones."
            )
        telling.words, telling.called = said, name
        telling.save(update_fields=["words_sealed", "called_sealed"])
        for one in StoryQuote.objects.filter(place=quote.place_id, telling=telling).select_related(
            "story", "place"
        ):
            StoryLine.objects.filter(place=one.place_id, quote=one).update(first=0, last=len(said))
            _back_to_draft(one, "changed", proxy)
        register.record(
            place=quote.place, action="answered a story", noun="story", subject=quote.story_id,
            facts={"proxy": bool(proxy)},
        )  # fmt: skip


def _for_this_person(quote: StoryQuote, by: Actor) -> str:
    """Who writes the answer down for them; "" where they give it themselves. Raises NotAllowed, Refused."""
    if by.person_id == quote.telling.person_id:
        return ""
    require(may_use_desk(by), "answer this for this person")
    if by.account_id == quote.story.by_account:
        raise Refused("You wrote this story. Somebody else at the desk writes down what they say to it.")
    return by.shown_as[:80]


def _asked_still(quote: StoryQuote, version: int) -> None:
    """Reads it again, with its telling and its story."""
    try:
        quote.refresh_from_db()
    except StoryQuote.DoesNotExist:
        raise Refused("This story is not there any more.") from None
    if quote.story.state != "sent" or quote.answer not in ("asked", "yes") or quote.version != version:
        raise Refused(READ_AGAIN)


def _back_to_draft(quote: StoryQuote, answer: str, proxy: str) -> None:
    """A no, or other words: nobody has said yes to what it will be."""
    story = quote.story
    if story.state not in ("draft", "sent"):
        return
    version = story.version + 1
    Story.objects.filter(place=story.place_id, pk=story.pk).update(state="draft", version=version)
    StoryQuote.objects.filter(place=story.place_id, story=story).update(
        version=version, answer="", yes_to=None, answered_at=None, by_proxy="", public=False
    )
    StoryQuote.objects.filter(place=story.place_id, pk=quote.pk).update(
        answer=answer, answered_at=now(), by_proxy=proxy
    )
