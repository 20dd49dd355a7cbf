"""Whether whoever deleted everything is gone, also after a backup was put back (`core/forgotten.py`)."""

from __future__ import annotations

from helpfulacts.core import forgotten
from helpfulacts.core.words import counted
from helpfulacts.places import selectors as places
from helpfulacts.support.here_again import here_again, marks

from .found import Look


def gone_for_good() -> str:
    known = marks(forgotten.DONE)
    back = sum(len(here_again(place, known)) for place in places.all_places())
    if back:
        people = counted(back, "person who deleted everything is", "people who deleted everything are")
        raise Look(f"{people} here again.", "Run `helpfulacts nightly`.")
    if forgotten.broken_off():
        raise Look("A deletion was broken off, and may not have happened.", "Run `helpfulacts nightly`.")
    if path := forgotten.not_beside():
        raise Look(f"The list of who deleted everything is not whole in {path}.", "Make a backup there.")
    return f"Nobody came back who deleted everything: {counted(len(forgotten.kinds(known)), 'person', 'people')} looked for."
