"""Say that you are worried about somebody, without saying who you are; and add to it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core import register
from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.phrases import new_phrase
from helpfulacts.people.selectors import phrase_hash
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.clocks import CLOCKS, due_day

from ..concerns import NOUN, OPENS, somebody_reads
from ..models import Concern, ConcernWords
from .complain import in_words

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

CLOCK = "concern"
NOBODY_READS = (
    "Nobody is named here yet who may read this. Ring us instead, or the council. In danger, call 999."
)


def tell_concern(*, place: Place, words: str, contact: str = "") -> tuple[Concern, str]:
    """The worry, and six words that open it again: shown once, kept nowhere. Its clock starts. Raises Refused.

    Anybody may, and there is no actor: nothing of who tells it could be kept.
    """
    if not somebody_reads(place):
        raise Refused(NOBODY_READS)
    kept, phrase = in_words(words, "Say in a few words what worries you."), new_phrase()
    concern = Concern(place=place, came_at=now(), phrase_hash=phrase_hash(place, phrase, OPENS))
    concern.contact = tidy(contact)[:200]
    with register.writing(place):
        concern.save(force_insert=True)
        _say(concern, kept)
        register.record(place=place, action="told a worry", noun=NOUN, subject=concern.pk)
    return concern, phrase


def add_to_concern(*, concern: Concern, words: str) -> None:
    """More about it: somebody looks at it again by a new day, also when it was closed. Raises Refused."""
    kept = in_words(words, "Say in a few words what you would like to add.")
    with register.writing(concern.place_id):
        _say(concern, kept)
        register.record(place=concern.place, action="added to a worry", noun=NOUN, subject=concern.pk)


def _say(concern: Concern, kept: str) -> None:
    place = concern.place
    said = ConcernWords(place=place, concern=concern, at=now())
    said.words = kept
    said.save(force_insert=True)
    if promises.open_about(place, NOUN, concern.pk, kind="clock"):
        return  # somebody is to look already, by a day that is no later
    day = due_day(CLOCKS[CLOCK], today(place.zone), place.nation, amount=place.concern_days)
    make_promise(
        place=place, by_noun="partnership", by_id=None, by_shown_as="The partnership", to_noun=NOUN, to_id=concern.pk,
        about_noun=NOUN, about_id=concern.pk, what="Look at what somebody is worried about", trigger="a worry was told",
        kind="clock", clock=CLOCK, due=day, quiet=True,
    )  # fmt: skip
