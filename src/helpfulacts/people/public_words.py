"""Words that everybody will read: there are some, not too many, and nothing in them tells who or where somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from helpfulacts.core.contact_details import refuse_contact_in
from helpfulacts.core.errors import Refused
from helpfulacts.core.unnamed import may_point_at_somebody, refuse_names_in
from helpfulacts.core.words import tidy_lines
from helpfulacts.places import selectors as places

from .purposes import is_said

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def public_words(words: str, empty: str, *, field: str, longest: int) -> str:
    """The words as everybody may read them, tidied. longest: in letters; `empty`: what is said where there are none.

    Raises Refused when there are none, too many, or they tell who somebody is. What is far too long is not read at all.
    """
    said = tidy_lines(words) if len(words) <= 4 * longest else words
    if len(said) > longest:
        raise Refused(f"Please keep it under {longest:,} letters.", field=field)
    if not is_said(said):
        raise Refused(empty, field=field)
    refuse_contact_in(said, field=field)
    refuse_names_in(said, field=field)
    return said


def ask_if_person(place: Place, words: str, bodies: Iterable[str]) -> None:
    """Raise Refused, before anybody reads it, where words may name somebody: whoever writes may say that they do not.

    bodies: names of organisations that anybody may know.
    """
    known = [place.name, *(area.name for area in places.areas(place)), *bodies]
    if found := may_point_at_somebody(words, known):
        raise Refused(
            f"“{found}”: is this a private person? Others can read this. Take it out, or tick that it is not.",
            field="no_person",
        )
