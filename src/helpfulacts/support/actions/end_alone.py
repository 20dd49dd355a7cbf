"""End help that was done and goes on, where somebody under 18 and one person alone must not meet for it any more."""

from __future__ import annotations

from helpfulacts.core.clock import now
from helpfulacts.people.actor import Actor

from ..models import HelpfulAct, PassedOn
from ..young import PUT_ASIDE
from .free_place import ends_how, free_place
from .tell_about import tell_about

TELL_LOAN = "bring it back together with them, or fetch it for them. They do not go there alone."


def end_alone(*, act: HelpfulAct, by: Actor, trigger: str) -> tuple[bool, bool]:
    """(was anything that each passed on taken away, is its place free now), inside `register.writing`.

    A lent thing stays where it is until the desk, which is asked once, without an entry, has brought it back.
    """
    passed_on = PassedOn.objects.filter(place=act.place_id, act=act).delete()[0] > 0
    how = ends_how(act)
    if act.holds_id is None or how == "never":
        return passed_on, False
    if how == "back":
        if PUT_ASIDE not in act.reason:
            act.reason = {**act.reason, PUT_ASIDE: now().isoformat()}
            act.save(update_fields=["reason"])
            tell_about(act, TELL_LOAN, trigger=trigger, quiet=True)
        return passed_on, False
    free_place(act=act, by=by)
    return passed_on, True
