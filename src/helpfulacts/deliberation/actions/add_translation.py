"""The same in another language: who made it, who entered it, and who else has read it. What nobody has read says so."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.public_words import public_words
from helpfulacts.people.rules import require

from ..models import Revision
from ..rules import may_enter_papers, may_moderate
from ..words import LONGEST, LONGEST_TITLE, NOUN, language_code, write_revision

A_PROGRAMME = "a computer"


def add_translation(
    *, revision: Revision, language: str, words: str, title: str = "", made_by: str, by: Actor
) -> Revision:
    """One for each language and revision, by the desk. language: a code, as “ur”. made_by: a name, a body, or `A_PROGRAMME`.

    It is not shown as read by a person until somebody has (`check_translation`). Raises Refused, NotAllowed.
    """
    require(may_moderate(by) or may_enter_papers(by), "add a translation")
    language, made_by = language_code(language), tidy(made_by)[:120]
    if not made_by:
        raise Refused("Say who made this translation.", field="made_by")
    if revision.translates_id is not None or language == revision.language:
        raise Refused("Translate the words as they were first said.", field="language")
    contribution = revision.contribution
    longest = 2 * LONGEST[contribution.kind]  # other languages need more letters
    words = public_words(words, "Write it in words.", field="words", longest=longest)
    if title:
        title = public_words(title, "Write it in words.", field="title", longest=2 * LONGEST_TITLE)
    with register.writing(revision.place_id):
        contribution.refresh_from_db()
        if contribution.state == "withdrawn":
            raise Refused("Its author took it back.")
        there = Revision.objects.filter(place=revision.place_id, translates=revision, language=language)
        if there.exists():
            raise Refused("There is a translation into this language already.", field="language")
        made = write_revision(
            contribution, title, words, language, translates=revision, translated_by_shown_as=made_by,
            entered_by_key=by.key, entered_by_shown_as=by.shown_as[:120],
        )  # fmt: skip
        _record(made, by)
    return made


def check_translation(*, translation: Revision, by: Actor) -> Revision:
    """A person who neither made nor entered it has read both, and they say the same. Once. Raises Refused, NotAllowed."""
    require(may_moderate(by) or may_enter_papers(by), "check a translation")
    if translation.translates_id is None:
        raise Refused("This is no translation.")
    if by.shown_as.casefold() == translation.translated_by_shown_as.casefold():
        raise NotAllowed("You made this translation. Somebody else reads it.")
    if by.key == translation.entered_by_key:
        raise NotAllowed("You entered this translation. Ask somebody else to read both and check it.")
    with register.writing(translation.place_id):
        translation.refresh_from_db()
        if translation.checked_by_shown_as:
            raise Refused("Somebody has read this translation already.")
        if translation.words_sealed is None:
            raise Refused("Its author took it back.")
        translation.checked_by_key, translation.checked_by_shown_as = by.key, by.shown_as[:120]
        translation.save(update_fields=["checked_by_key", "checked_by_shown_as"])
        _record(translation, by)
    return translation


def _record(translation: Revision, by: Actor) -> None:
    contribution = translation.contribution
    register.record(
        place=translation.place,
        action="read a translation" if translation.checked_by_shown_as else "translated what was brought",
        noun=NOUN,
        subject=contribution.pk,
        facts={
            "deliberation": contribution.deliberation.number, "number": contribution.number,
            "language": translation.language, "by": by.role,
        },
    )  # fmt: skip
