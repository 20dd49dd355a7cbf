"""Who decided something, and where that is written down: the one limit of both, in rules and between places.

deciding_body, decision_ref = decided("The board ", "minutes 4")     # tidied; Refused when one is empty or too long
number = decision_number("Decision 4, 24 June 2026")        # 4: the decision of this place whose page it leads to
"""

from __future__ import annotations

import datetime as dt
import re

from helpfulacts.core.errors import Refused

LONGEST_NAME = 120
"""Letters: what the tables of rules and of links hold."""


def decided(
    by: str, ref: str, field: str = "deciding_body", ref_field: str = "decision_ref"
) -> tuple[str, str]:
    """`field`, `ref_field`: the names under which a form asks for them."""
    by, ref = by.strip(), ref.strip()
    if not by:
        raise Refused("Say which body decided it.", field=field)
    if not ref:
        raise Refused("Say where the decision is written down.", field=ref_field)
    if len(by) > LONGEST_NAME:
        raise Refused(f"Keep the name of the body that decided it to {LONGEST_NAME} letters.", field=field)
    if len(ref) > LONGEST_NAME:
        raise Refused(f"Keep where the decision is written down to {LONGEST_NAME} letters.", field=ref_field)
    return by, ref


def decision_ref(number: int, day: dt.date) -> str:
    """How rules cite a decision of this place: “Decision 4, 24 June 2026”. The body stands beside it."""
    return f"Decision {number}, {day.day} {day:%B} {day.year}"


def decision_number(ref: str) -> int | None:
    """Which decision of this place a reference leads to; None where it was decided elsewhere."""
    found = re.match(r"Decision (\d{1,9})(?:,|$)", ref)
    return int(found[1]) if found else None
