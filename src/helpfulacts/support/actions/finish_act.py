"""Help that was done ends: “I have finished with this”, “They no longer come”, “It came back”."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import HelpfulAct
from ..rules import may_answer_for_giver, may_change_plan, may_report_on_act
from ..states import read_again
from .free_place import ends_how, free_place
from .tell_about import tell_about


def finish_act(*, act: HelpfulAct, by: Actor) -> HelpfulAct:
    """Free the place that a done act still holds; what the person said of it, or did not say, stays as it is.

    The person, the giver or the desk may say so, but only the giver's side says that a lent thing came back. The desk
    tells the person when it was the giver who said so, for they may see it otherwise. Raises Refused when there is
    nothing to end.
    """
    require(may_report_on_act(by, act), "say that this has ended")
    with register.writing(act.place_id):
        read_again(act)
        how = ends_how(act)
        if act.state not in ("done", "confirmed"):
            raise Refused("This is not done yet. Stop it instead, or say first that it is done.")
        if act.holds_id is None:
            raise Refused("This has ended already, and its place is free.")
        if how == "never":
            raise Refused("This was given to keep, so there is nothing to end.")
        if how == "back" and not may_answer_for_giver(by, act):
            raise Refused(f"Bring it back first. Then they say that they have it: {act.shown_from}.")
        free_place(act=act, by=by)
        if how != "back" and not may_change_plan(by, act.plan):
            tell_about(
                act,
                "they say it has ended. If that is not so, they can ask for it again.",
                trigger="the giver said that it has ended",
            )
    return act
