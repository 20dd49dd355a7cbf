"""Reads of stories: what was offered, what quotes it, what people said of it, and what everybody may read.

offered(place)               # list[Telling] that stories may quote today
paragraphs(story)            # list[Paragraph], with quotations read from what was told
as_typed(story)              # str: the same as its writer typed it
read_lines(text, quotes)     # list[Typed]: raises Refused where a quotation is not what was told
public_stories(place), public_story(place, id)
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place

from .models import HelpfulAct, Plan, Story, StoryLine, StoryQuote, Telling

MOST_LINES = 60
LONGEST_LINE = 1200
_QUOTED = re.compile(r"\[(\d{1,3})(?::(.*))?\]")
_MARKS = re.compile('[“”"«»„]')


@dataclass(frozen=True)
class Paragraph:
    """`called` is the name that a quotation stands under; "" for none. It is "" for the writer's own words.

    `kept_back`: a quotation whose words whoever reads may not see yet; `words` and `called` are "".
    """

    words: str
    quoted: bool = False
    called: str = ""
    kept_back: bool = False


@dataclass(frozen=True)
class Typed:
    """A line as typed: `told`, or the letters from `first` to `last` of what `quote` quotes."""

    told: str = ""
    quote: StoryQuote | None = None
    first: int | None = None
    last: int | None = None


def live_tellings(place: Place) -> QuerySet[Telling]:
    """What people said may be quoted, today: not taken back, not over, and of nobody who must not be found or is under 18."""
    return Telling.objects.filter(
        place=place, taken_back_at__isnull=True, consent__withdrawn_at__isnull=True,
        consent__until__gte=today(place.zone), person__protected=False,
    ).exclude(person__age_band=Person.UNDER_18).select_related("consent", "person", "place")  # fmt: skip


def offered(place: Place) -> list[Telling]:
    """Newest first."""
    return list(live_tellings(place).order_by("-at"))


def get_telling(place: Place, telling_id: uuid.UUID) -> Telling:
    """One that may be quoted today."""
    found = live_tellings(place).filter(pk=telling_id).first()
    if found is None:
        raise NotFound("These words are not offered any more.")
    return found


def tellings_of(person: Person) -> list[Telling]:
    """What a person offered and did not take back, newest first."""
    rows = Telling.objects.filter(place=person.place_id, person=person, taken_back_at__isnull=True)
    return list(rows.select_related("consent", "person", "place").order_by("-at"))


def my_telling(person: Person, telling_id: uuid.UUID) -> Telling:
    found = Telling.objects.filter(place=person.place_id, person=person, pk=telling_id)
    telling = found.select_related("consent", "person", "place").first()
    if telling is None:
        raise NotFound("You have offered no such words.")
    return telling


def quotes_of_person(person: Person) -> list[StoryQuote]:
    """Stories that quote a person, as far as they were shown to them; what waits for an answer first."""
    rows = StoryQuote.objects.filter(place=person.place_id, telling__person=person).exclude(answer="")
    found = rows.select_related("story__body", "telling__person", "place").order_by("-story__begun_at")
    return sorted(found, key=lambda quote: quote.answer != "asked")


def waits_for(person: Person) -> bool:
    """Does a story wait for this person's answer?"""
    rows = StoryQuote.objects.filter(place=person.place_id, telling__person=person, answer="asked")
    return rows.filter(story__state="sent").exists()


def my_quote(person: Person, quote_id: uuid.UUID) -> StoryQuote:
    found = next((quote for quote in quotes_of_person(person) if quote.pk == quote_id), None)
    if found is None:
        raise NotFound("No story that was shown to you is at this address.")
    return found


def told_so_far(plan: Plan) -> list[HelpfulAct]:
    """Acts of which the person said in their own words what changed."""
    rows = plan.acts.filter(state__in=["done", "confirmed"], outcome_sealed__isnull=False)
    return [act for act in rows.order_by("-changed_at") if act.outcome]


def stories_by(place: Place, actor: Actor) -> list[Story]:
    if actor.account_id is None:
        return []
    rows = Story.objects.filter(place=place, by_account=actor.account_id).select_related("body", "place")
    return list(rows.order_by("-begun_at"))


def get_story(place: Place, story_id: uuid.UUID) -> Story:
    found = Story.objects.filter(place=place, pk=story_id).select_related("body", "place").first()
    if found is None:
        raise NotFound("There is no such story in this place.")
    return found


def quotes_in(story: Story) -> list[StoryQuote]:
    rows = StoryQuote.objects.filter(place=story.place_id, story=story)
    return list(
        rows.select_related("telling__person", "telling__consent", "story", "place").order_by("number")
    )


def lines_of(story: Story) -> list[StoryLine]:
    rows = StoryLine.objects.filter(place=story.place_id, story=story)
    return list(rows.select_related("quote__telling__person").order_by("position"))


def paragraphs(story: Story, *, public: bool = False, reader: Person | None = None) -> list[Paragraph]:
    """What it says. `public`: no quotation but those that their person said yes to.

    `reader`: one of those whom it quotes. Of the others they read what has a yes to the story as it stands.
    """
    found = []
    for line in lines_of(story):
        if line.quote is None:
            found.append(Paragraph(line.told))
        elif reader is not None and not _may_read(line.quote, reader):
            found.append(Paragraph("", quoted=True, kept_back=True))
        elif line.quote.public or not public:
            telling = line.quote.telling
            found.append(Paragraph(telling.words[line.first : line.last], True, telling.called))
    return found


def _may_read(quote: StoryQuote, person: Person) -> bool:
    theirs = quote.telling.person
    if theirs.pk == person.pk:
        return True
    return quote.answer == "yes" and quote.yes_to == quote.version and not theirs.protected


def as_typed(story: Story) -> str:
    """Its lines as their writer typed them: “[1]” for all that was told, “[1: a part]” for a part."""
    typed = []
    for line in lines_of(story):
        if line.quote is None:
            typed.append(line.told)
        else:
            words, number = line.quote.telling.words, line.quote.number
            part = words[line.first : line.last]
            typed.append(f"[{number}]" if part == words else f"[{number}: {part}]")
    return "\n\n".join(typed)


def read_lines(text: str, quotes: Sequence[StoryQuote]) -> list[Typed]:
    """The lines that a writer typed. A quotation is a stretch of what its person told, letter for letter, or refused."""
    by_number = {quote.number: quote for quote in quotes}
    found = []
    for line in filter(None, map(tidy, text.splitlines())):
        quoted = _QUOTED.fullmatch(line)
        if quoted is not None:
            quote = by_number.get(int(quoted[1]))
            if quote is None:
                raise Refused(f"There are no words with the number {quoted[1]} in this story.", field="text")
            found.append(_stretch(quote, tidy(quoted[2] or "")))
        elif _QUOTED.search(line) or _MARKS.search(line):
            raise Refused(
                f"Words in quotation marks must be somebody’s own. Put [1] on a line by itself instead. It is in: {line[:60]}",
                field="text",
            )
        elif len(line) > LONGEST_LINE:
            raise Refused(f"Keep each paragraph under {LONGEST_LINE} letters.", field="text")
        else:
            found.append(Typed(told=line))
    if len(found) > MOST_LINES:
        raise Refused(f"Keep it under {MOST_LINES} paragraphs.", field="text")
    return found


def _stretch(quote: StoryQuote, part: str) -> Typed:
    words = quote.telling.words
    first = words.find(part)
    if first < 0:
        raise Refused(
            f"Person {quote.number} did not say it like that. Copy their words just as they stand: {part[:60]}",
            field="text",
        )
    return Typed(quote=quote, first=first, last=first + (len(part) or len(words)))


def public_stories(place: Place) -> list[Story]:
    """What everybody may read today, newest first: nothing that rests on a yes that was taken back, or is over, and nothing
    that quotes somebody who must not be found or is under 18.
    """
    gone = Q(quotes__telling__taken_back_at__isnull=False) | Q(
        quotes__telling__consent__withdrawn_at__isnull=False
    )
    gone |= Q(quotes__telling__consent__until__lt=today(place.zone)) | Q(quotes__public=False)
    gone |= Q(quotes__telling__person__protected=True) | Q(quotes__telling__person__age_band=Person.UNDER_18)
    rows = Story.objects.filter(place=place, state="published").exclude(
        pk__in=Story.objects.filter(gone, place=place).values("pk")
    )
    return list(rows.select_related("body", "place").order_by("-published_at"))


def public_story(place: Place, story_id: uuid.UUID) -> Story | None:
    """None: it was there, and nobody may read it now. Raises NotFound for what nobody could read yet."""
    story = get_story(place, story_id)
    if story.state in ("draft", "sent"):
        raise NotFound("There is no such story in this place.")
    return next((one for one in public_stories(place) if one.pk == story.pk), None)


def provenance(story: Story) -> dict[str, object]:
    """How many it quotes, the day the last of them said yes, and if all let it be on paper."""
    quotes = quotes_in(story)
    answered = [quote.answered_at for quote in quotes if quote.answered_at]
    return {
        "people": len({quote.telling.person_id for quote in quotes}),
        "shown_on": max(answered, default=story.published_at),
        "on_paper": all(quote.telling.where == "paper" for quote in quotes),
    }
