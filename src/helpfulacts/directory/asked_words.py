"""What was read out of a sentence besides its words, said again in words: the time, the distance, the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpfulacts.core.clock import today
from helpfulacts.places.geo import METRES_IN_A_MILE

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

    from .results import Found


def asked_in_words(place: Place, found: Found) -> list[dict[str, str]]:
    """The time, the distance and the place that were read, as chips: “Open Saturday 28 November, noon to 5pm”, “Within 2
    miles”, “Near DY5 1AA”, “Not on Mondays”, “Leave out “church””.
    """
    chips = []
    if found.window is not None:
        chips.append({"code": "when", "words": f"Open {found.window.in_words(today(place.zone))}"})
    if found.within_m is not None:
        chips.append({"code": "within", "words": f"Within {far_in_words(found.within_m)}"})
    if found.near is not None:
        chips.append({"code": "near", "words": f"Near {found.near.code}"})
    if found.any_time:
        chips.append({"code": "any_time", "words": "At any time"})
    if found.ruled_out is not None:
        chips.append({"code": "not_when", "words": f"Not {found.ruled_out.in_words(today(place.zone))}"})
    if found.refused:
        named = " or ".join(f"“{thing}”" for thing in found.refused)
        chips.append({"code": "refused", "words": f"Leave out {named}"})
    if found.spelt:
        read = ", ".join(f"“{slip}” as “{meant}”" for slip, meant in found.spelt.items())
        chips.append({"code": "spelt", "words": f"We read {read}"})
    return chips


def far_in_words(metres: int) -> str:
    """“2 miles”, “1 mile”, “half a mile”, “500 metres”."""
    miles = metres / METRES_IN_A_MILE
    if abs(miles - 0.5) < 0.01:
        return "half a mile"
    if abs(miles - round(miles)) < 0.01 and round(miles):
        return f"{round(miles)} mile{'s' if round(miles) != 1 else ''}"
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} metres"
