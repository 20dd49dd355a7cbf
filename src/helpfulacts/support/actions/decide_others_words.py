"""An officer looks at words that somebody else wrote: told as they leave them, or kept back on a ground."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import may_run_rounds, require
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell
from helpfulacts.promises.actions.keep_promise import keep_promise

from ..data_requests import NOUN, open_clock_of
from ..models import OthersWords


def decide_others_words(
    *, words: OthersWords, decision: str, told: str = "", ground: str = "", by: Actor
) -> OthersWords:
    """Once. When none of this person's wait any more, the clock is kept, and the desk tells them.

    told: the words as they may be read: names of others taken out.
    """
    require(may_run_rounds(by), "decide what is told of somebody else's words")
    if decision not in dict(OthersWords.DECISIONS):
        raise Refused("Choose if it is told or kept back.", field="decision")
    said = tidy(told)
    if decision == "told" and not said:
        raise Refused("Leave the words that may be told, or keep it all back.", field="told")
    if decision == "kept back" and ground not in dict(OthersWords.GROUNDS):
        raise Refused("Say why it is kept back.", field="ground")
    person = words.person
    with register.writing(words.place_id):
        words.refresh_from_db()
        if words.decision:
            raise Refused("Somebody decided this a moment ago.")
        words.decision, words.decided_at, words.decided_by = decision, now(), by.shown_as[:120]
        words.ground = ground if decision == "kept back" else ""
        words.told = said if decision == "told" else ""
        words.save(update_fields=["decision", "ground", "told_sealed", "decided_at", "decided_by"])
        register.record(
            place=words.place,
            action="decided words of others",
            noun=NOUN,
            subject=words.pk,
            facts={"by": by.role},
        )
        if not OthersWords.objects.filter(place=words.place_id, person=person, decision="").exists():
            for promise in open_clock_of(person):
                keep_promise(promise=promise, evidence="ready on their plan", by=by.role)
                ask_desk_to_tell(
                    place=words.place,
                    to=("person", person.pk),
                    about=(NOUN, promise.about_id),
                    what="What is held about them is ready. They can see it on their plan, or here on paper.",
                    trigger="all words of others were looked at",
                )
    return words
