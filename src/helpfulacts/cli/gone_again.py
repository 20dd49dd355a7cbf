"""Whoever deleted everything and came back with a backup goes again: each on their own, so that one stops no other."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any

from helpfulacts.core.words import counted
from helpfulacts.support.actions.forget_again import forget_again
from helpfulacts.support.here_again import here_again

from .steps import log_where


def forget_each_again(place: Any, gone: Collection[str]) -> tuple[int, int]:
    """(how many went, how many could not), with one sentence on the error stream where somebody could not."""
    went = left = 0
    for person in here_again(place, gone):
        try:
            forget_again(person=person, gone=gone)
            went += 1
        except Exception as error:  # a damaged value of one person, say, must not keep those after them
            log_where(place.slug, "whoever deleted everything", error)
            left += 1
    if left:
        people = counted(left, "person who had deleted everything", "people who had deleted everything")
        print(
            f"{place.slug}: {people} and came back with a backup could not be deleted again; {went} could. "
            "The log says where it stopped: mend that and run `helpfulacts nightly`.",
            file=sys.stderr,
        )
    return went, left
