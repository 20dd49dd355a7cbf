"""Ask the desk to tell whoever an act is for, or who gives it, what became of it."""

from __future__ import annotations

import uuid

from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell

from ..models import HelpfulAct


def tell_about(
    act: HelpfulAct, words: str, *, trigger: str, to: tuple[str, uuid.UUID] | None = None, quiet: bool = False
) -> None:
    """`words` follow the name of the act. `to`: a noun and its id; else the person whose plan it is on."""
    ask_desk_to_tell(
        place=act.place,
        to=to or ("person", act.plan.person_id),
        about=("helpful act", act.pk),
        what=f"{act.title}: {words}",
        trigger=trigger,
        quiet=quiet,
    )
