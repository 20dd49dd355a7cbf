"""Say that something went wrong, without saying who you are; and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.phrases import new_phrase
from helpfulacts.people.rules import may_use_desk, require
from helpfulacts.people.selectors import phrase_hash
from helpfulacts.promises.actions.except_promise import except_promises_about
from helpfulacts.promises.actions.make_promise import make_promise

from ..complaints import ACKNOWLEDGE, NOUN, OPENS
from ..models import Complaint

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

LONGEST = 2000


def complain(
    *, place: Place, about: str, words: str, contact: str = "", came_by: str = "page", by: Actor
) -> tuple[Complaint, str]:
    """The complaint, and six words that open it again: shown once, kept nowhere. Its first clock starts.

    Anybody may. What came otherwise than by the page is written down by the desk. Raises Refused.
    """
    if came_by != "page":
        require(may_use_desk(by), "write down what somebody else says went wrong")
    if about not in dict(Complaint.ABOUT):
        raise Refused("Choose what it is about.", field="about")
    kept = in_words(words, "Say in a few words what went wrong.")
    phrase = new_phrase()
    complaint = Complaint(
        place=place,
        about=about,
        came_by=came_by,
        came_at=now(),
        phrase_hash=phrase_hash(place, phrase, OPENS),
    )
    complaint.words = kept
    complaint.contact = tidy(contact)[:200]
    with register.writing(place):
        complaint.save(force_insert=True)
        owe(
            complaint, kind="clock", clock=ACKNOWLEDGE, what="Say that the complaint has come",
            trigger="a complaint came",
        )  # fmt: skip
        register.record(
            place=place,
            action="complained",
            noun=NOUN,
            subject=complaint.pk,
            facts={"proxy": came_by != "page"},
        )
    return complaint, phrase


def in_words(words: str, empty: str) -> str:
    """The words as they are kept. Raises Refused when there are none, which `empty` says, or too many."""
    kept = tidy(words)
    if not kept:
        raise Refused(empty, field="words")
    if len(kept) > LONGEST:
        raise Refused(f"Please keep it under {LONGEST:,} letters.", field="words")
    return kept


def owe(complaint: Complaint, **terms: Any) -> None:
    """The partnership owes this about a complaint; `terms` are those of `make_promise`. The action that calls it has the one
    entry in the register: what a complaint led to is counted with others, and never told of one."""
    make_promise(
        place=complaint.place,
        by_noun="partnership",
        by_id=None,
        by_shown_as="The partnership",
        to_noun=NOUN,
        to_id=complaint.pk,
        about_noun=NOUN,
        about_id=complaint.pk,
        quiet=True,
        **terms,
    )


def take_back(*, complaint: Complaint, by: str) -> None:
    """Whoever complained takes it back: its words go for good, and nobody owes an answer any more. That it came stays."""
    with register.writing(complaint.place_id):
        complaint.refresh_from_db()
        if complaint.taken_back_at:
            raise Refused("You took this back already.")
        except_promises_about(
            place=complaint.place, noun=NOUN, subject=complaint.pk, reason="it was taken back", by=by
        )
        Complaint.objects.filter(place=complaint.place_id, pk=complaint.pk).update(
            taken_back_at=now(), words_sealed=None, contact_sealed=None, answer_sealed=None
        )
        register.record(
            place=complaint.place, action="took a complaint back", noun=NOUN, subject=complaint.pk
        )
    complaint.refresh_from_db()
