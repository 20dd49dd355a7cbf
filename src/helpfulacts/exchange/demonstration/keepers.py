"""The invented club that answers by text, one link that the desk sent, and a text that waits for a person."""

from __future__ import annotations

import datetime as dt
from typing import Any

from helpfulacts.core.clock import now
from helpfulacts.directory.actions.ask_if_right import keep_to_read
from helpfulacts.people import keepers
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.actions.make_keeper_link import make_keeper_link
from helpfulacts.people.actor import Actor

from .hours import by_day

NUMBER = "+441632960998"
STRANGER = "+441632960997"


def begin_keepers(*, place: Any, club: Any, desk: Actor) -> None:
    """Numbers from the range that nobody has (01632 960), and an address that can never be reached (.invalid)."""
    with by_day(now() - dt.timedelta(days=2)):
        keep_reach(organisation=club, by=desk, email="club@demo.invalid", number=NUMBER)
        make_keeper_link(organisation=club, how="letter", by=desk, checked_how="phone")
        keep_to_read(
            place=place,
            organisation=None,
            number=STRANGER,
            number_hash=keepers.number_hash(place, STRANGER),
            said="We run the Tuesday soup and the hall is shut for two weeks. Who do I tell?",
        )
