"""Somebody takes their words back: they are gone at once, and so is every story that quotes them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.people.actions.give_consent import withdraw_consent
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Consent, Person
from helpfulacts.people.rules import may_use_desk, require

from ..models import Story, StoryLine, StoryQuote, Telling

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def take_back_telling(*, telling: Telling, by: Actor) -> None:
    """One press, no reason, no way back for the words. Twice changes nothing."""
    require(by.person_id == telling.person_id or may_use_desk(by), "take this back for this person")
    with register.writing(telling.place_id):
        withdraw_consent(consent=telling.consent)
        _empty(telling)


def take_back_all_of(person: Person) -> None:
    """For whoever is forgotten: stories that quote them are withdrawn, and their words deleted. Inside `register.writing`."""
    for telling in Telling.objects.filter(place=person.place_id, person=person).select_related("place"):
        _empty(telling)
        telling.delete()


def empty_resting_on(consent: Consent) -> None:
    """The yes that words rest on was taken back elsewhere. Inside `register.writing`."""
    for telling in Telling.objects.filter(place=consent.place_id, consent=consent).select_related("place"):
        _empty(telling)


def end_tellings(*, place: Place, day: dt.date) -> int:
    """How many words went because the day agreed to was before `day`. Run again, it changes nothing."""
    with register.writing(place):
        over = list(
            Telling.objects.filter(place=place, taken_back_at__isnull=True, consent__until__lt=day)
            .select_related("place")
            .order_by("at", "pk")
        )
        for telling in over:
            _empty(telling)
    return len(over)


def withdraw_story(story: Story) -> None:
    """No word of it is left, and whom it quoted may be quoted elsewhere. Inside `register.writing`."""
    StoryLine.objects.filter(place=story.place_id, story=story).delete()
    StoryQuote.objects.filter(place=story.place_id, story=story).update(public=False)
    Story.objects.filter(place=story.place_id, pk=story.pk).update(
        state="withdrawn", withdrawn_at=now(), title_sealed=None, salt=""
    )
    register.record(place=story.place, action="withdrew a story", noun="story", subject=story.pk)


def _empty(telling: Telling) -> None:
    changed = Telling.objects.filter(
        place=telling.place_id, pk=telling.pk, taken_back_at__isnull=True
    ).update(words_sealed=None, called_sealed=None, taken_back_at=now())
    if not changed:
        return
    register.record(
        place=telling.place, action="took words for a story back", noun="telling", subject=telling.pk
    )
    quoting = Story.objects.filter(place=telling.place_id, quotes__telling=telling).exclude(state="withdrawn")
    for story in quoting.select_related("place").order_by("begun_at", "pk"):
        withdraw_story(story)
