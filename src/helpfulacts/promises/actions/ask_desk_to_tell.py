"""Ask the desk to tell somebody, by their own way to be reached."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from helpfulacts.core.clock import today

from ..models import Promise
from .make_promise import TELL_WITHIN, make_promise

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def ask_desk_to_tell(
    *,
    place: Place,
    to: tuple[str, uuid.UUID | None],
    about: tuple[str, uuid.UUID | None],
    what: str,
    trigger: str,
    due: dt.date | None = None,
    clock: str = "",
    quiet: bool = False,
) -> Promise:
    """The desk promises to tell `to` (noun, id) about `about` (noun, id), by tomorrow unless `due` or `clock` says otherwise.

    `quiet`: without an entry in the register, where that somebody is told would say why something ended.
    """
    return make_promise(
        place=place,
        by_noun="desk",
        by_id=None,
        by_shown_as="The desk",
        to_noun=to[0],
        to_id=to[1],
        about_noun=about[0],
        about_id=about[1],
        what=what,
        trigger=trigger,
        due=due or (None if clock else today(place.zone) + TELL_WITHIN),
        kind="tell",
        clock=clock,
        quiet=quiet,
    )
