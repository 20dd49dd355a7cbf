"""“This cannot wait”: the person says which help must come before the rest. It gives nobody a place sooner."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import HelpfulAct
from ..rules import may_change_plan
from ..states import read_again
from ..versions import require_in_use
from .release_act import LETS_GO


def say_urgent(*, act: HelpfulAct, urgent: bool, by: Actor) -> None:
    """Mark `act` as what cannot wait, or as what can again. Raises Refused once it is done or let go."""
    require(may_change_plan(by, act.plan), "change this plan")
    with register.writing(act.place_id):
        require_in_use(act.plan)
        read_again(act)
        if act.state not in LETS_GO:
            raise Refused("That is not on your plan now. Reload the page to see it as it is.")
        changed = HelpfulAct.objects.filter(place=act.place_id, pk=act.pk, urgent=not urgent)
        if changed.update(urgent=urgent):
            action = "said it cannot wait" if urgent else "said it can wait"
            register.record(place=act.place, action=action, noun="helpful act", subject=act.pk)
