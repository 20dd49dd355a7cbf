"""A what-if to look at: what it would mean if an invented club had to end, beside gentler rules (illustrative)."""

from __future__ import annotations

from typing import Any

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.keep_what_if import keep_what_if, show_what_if
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.coordination.what_if.scenario import Scenario, offer_named
from helpfulacts.coordination.what_if.working import work_out
from helpfulacts.core.clock import today
from helpfulacts.people.actor import Actor

CLUB = "Wednesday Friends, with tea and a big table"


def ask_what_if(*, place: Any, officer: Actor) -> None:
    """After the last round: it reads who asks and writes down no more than may be shown."""
    rules = coordination.rules_in_force(place)
    if rules is None:
        return
    ends = frozenset({offer_named(place, CLUB).pk})
    scenarios = [
        Scenario("The club ends", coordination.document_of(rules), ends=ends),
        Scenario("The club stays, with gentler rules", shipped("two-bands")),
    ]
    worked = work_out(place, scenarios, today(place.zone))
    what_if = keep_what_if(
        place=place, title="If Wednesday Friends had to end (made up)", worked=worked, by=officer
    )
    show_what_if(what_if=what_if, by=officer)
