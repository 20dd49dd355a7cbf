"""A storyteller begins a story from words that were offered, writes it, and drops it or takes it down."""

from __future__ import annotations

from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation
from helpfulacts.people.rules import require

from .. import stories
from ..models import Story, StoryLine, StoryQuote, Telling
from ..rules import may_tell_stories, may_write_story
from .take_back_telling import withdraw_story

LONGEST_TITLE = 120
MOST_PEOPLE = 12
UNTITLED = "A story without a title yet"


def begin_story(*, tellings: Iterable[Telling], by: Actor, title: str = UNTITLED) -> Story:
    """A draft that stands on these words, all of each quoted. Raises Refused."""
    require(may_tell_stories(by), "write stories")
    first, *others = list(tellings)
    place = first.place
    body = Organisation.objects.filter(place=place, pk=by.body_id).first() if by.body_id else None
    if body is None or by.account_id is None:
        raise Refused("Your role names no body that answers for it. Ask an officer.")
    with register.writing(place):
        story = Story(
            place=place, by_account=by.account_id, by_shown_as=by.shown_as[:80], body=body, begun_at=now()
        )
        story.title = _title(title)
        story.save(force_insert=True)
        for telling in (first, *others):
            _quote(story, telling)
        register.record(
            place=place, action="began a story", noun="story", subject=story.pk, facts={"body": body.name}
        )
    return story


def use_telling(*, story: Story, telling: Telling, by: Actor) -> Story:
    """One more person's words, at the end of a draft."""
    with register.writing(story.place_id):
        _open_to_change(story, by)
        _quote(story, telling)
        _changed(story)
    return story


def write_story(*, story: Story, title: str, text: str, by: Actor) -> Story:
    """What it says now; whom it quotes no more is let go. Raises Refused, also for words that nobody told like that."""
    with register.writing(story.place_id):
        _open_to_change(story, by)
        lines = stories.read_lines(text, stories.quotes_in(story))
        if not any(line.quote for line in lines):
            raise Refused("Quote at least one person: put [1] on a line by itself.", field="text")
        StoryLine.objects.filter(place=story.place_id, story=story).delete()
        for position, line in enumerate(lines):
            row = StoryLine(
                place=story.place, story=story, position=position, quote=line.quote, first=line.first, last=line.last
            )  # fmt: skip
            row.told = line.told
            row.save(force_insert=True)
        StoryQuote.objects.filter(place=story.place_id, story=story, lines__isnull=True).delete()
        story.title = _title(title)
        _changed(story)
    return story


def drop_story(*, story: Story, by: Actor) -> None:
    """A draft is deleted; what people have seen is withdrawn, and says so."""
    require(may_write_story(by, story), "change this story")
    with register.writing(story.place_id):
        _read_again(story)
        if story.state == "draft" and not story.quotes.exclude(answer="").exists():
            subject = story.pk
            story.delete()
            register.record(place=story.place, action="dropped a story", noun="story", subject=subject)
        elif story.state != "withdrawn":
            withdraw_story(story)


def _open_to_change(story: Story, by: Actor) -> None:
    """Raises NotAllowed, and Refused for what people can read or what is gone."""
    require(may_write_story(by, story), "change this story")
    _read_again(story)
    if story.state == "withdrawn":
        raise Refused("This story was taken back. Its words are gone.")
    if story.state == "published":
        raise Refused("People can read this story as it is. Take it down first, and begin a new one.")


def _read_again(story: Story) -> None:
    place, body = story.place, story.body
    try:
        story.refresh_from_db()
    except Story.DoesNotExist:
        raise Refused("This story was dropped already.") from None
    story.place, story.body = place, body


def _title(title: str) -> str:
    kept = tidy(title)
    if not kept:
        raise Refused("Give it a title.", field="title")
    if len(kept) > LONGEST_TITLE:
        raise Refused(f"Keep the title under {LONGEST_TITLE} letters.", field="title")
    return kept


def _quote(story: Story, telling: Telling) -> None:
    """All that was told, as the last line of the story: as it stands now, for it may just have been taken back."""
    telling.refresh_from_db(fields=["words_sealed", "taken_back_at"])
    words = telling.words
    if not words:
        raise Refused("These words were taken back.")
    have = StoryQuote.objects.filter(place=story.place_id, story=story)
    if have.filter(telling=telling).exists():
        raise Refused("These words are in this story already.")
    if have.count() >= MOST_PEOPLE:
        raise Refused(f"A story quotes {MOST_PEOPLE} people at most.")
    last = have.order_by("-number").values_list("number", flat=True).first() or 0
    quote = StoryQuote.objects.create(place=story.place, story=story, telling=telling, number=last + 1)
    end = StoryLine.objects.filter(place=story.place_id, story=story).order_by("-position").first()
    StoryLine.objects.create(
        place=story.place, story=story, position=end.position + 1 if end else 0, quote=quote, first=0, last=len(words)
    )  # fmt: skip


def _changed(story: Story) -> None:
    """A new version, to which nobody said yes yet."""
    story.version += 1
    story.state = "draft"
    story.save(update_fields=["title_sealed", "version", "state"])
    StoryQuote.objects.filter(place=story.place_id, story=story).update(
        version=story.version, answer="", yes_to=None, answered_at=None, by_proxy="", public=False
    )
