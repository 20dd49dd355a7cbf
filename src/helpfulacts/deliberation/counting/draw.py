"""Which panel the seed draws, of those that meet the quotas. Who they are is on no count; a type of people alike is a number here.

Made from the whole lottery as it stood before the seed: how many people there are of each type, how many of each a panel takes,
how many of each quota that comes to, and how many of `engine.choosing.sortition.TICKETS` tickets it has. Where it is not proved
that chances cannot be more equal, for how many seconds that was tried is in it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing.sortition import TICKETS, PanelLottery, drawn

from ..models import Stage
from .kinds import Counted, Counting, MadeFrom


def made_from(lottery: PanelLottery) -> MadeFrom:
    """Types stand by their numbers alone, in no order that tells which they are. held: people of each quota, in its order."""
    sizes, panels = lottery.pool.sizes, lottery.panels
    order = sorted(range(sizes.size), key=lambda kind: (sizes[kind], panels[:, kind].tolist()))
    held = panels @ lottery.pool.has.T.astype(int)
    rows = zip(lottery.tickets, panels[:, order].tolist(), held.tolist(), strict=True)
    return {
        "took_part": int(sizes.sum()),
        "size": lottery.size,
        "types": sizes[order].tolist(),
        "proved": lottery.proved,
        **({} if lottery.proved else {"seconds": lottery.seconds}),
        "panels": [{"tickets": tickets, "take": take, "held": own} for tickets, take, own in rows],
    }


def gather(stage: Stage) -> MadeFrom:
    """Nobody answers in a draw: `actions/draw_panel.py` makes what it is counted from."""
    raise Refused("A panel is drawn, and nothing is counted for it.")


def count(made: Mapping[str, Any], parameters: Mapping[str, Any], seed: str) -> Counted:
    panels = made["panels"]
    at = drawn([one["tickets"] for one in panels], seed)
    chances = [
        sum(one["tickets"] * one["take"][kind] for one in panels) / (TICKETS * people)
        for kind, people in enumerate(made["types"])
    ]
    least, most = round(100 * min(chances), 1), round(100 * max(chances), 1)
    quotas = parameters["panel"]["quotas"]
    met = all(
        least_of <= many <= most_of
        for (_, _, least_of, most_of), many in zip(quotas, panels[at]["held"], strict=True)
    )
    equal = "can be."
    if not made["proved"] and "seconds" not in made:  # drawn before they were kept
        equal = "could be found in time."
    elif not made["proved"]:
        equal = f"we could make them in {made['seconds']:g} seconds. That they cannot be more equal is not proved."
    steps = [
        f"{made['took_part']:,} people said yes, and {made['size']:,} are drawn.",
        f"{len(panels):,} mixes of people meet all quotas and share {TICKETS:,} tickets, so that chances are as equal as {equal}",
        f"Each person had a chance of {least}%."
        if least == most
        else f"The smallest chance of a person was {least}%, the greatest {most}%.",
        f"SHA-256 of the seed and “|” drew mix {at + 1:,}. Of people who are alike, the lowest SHA-256 of the seed, “|” and "
        "their number came first.",
        f"All {len(quotas):,} quotas are met." if met else "A quota is not met.",
    ]
    result = {
        "took_part": made["took_part"], "options": [], "size": made["size"], "take": panels[at]["take"],
        "smallest_percent": least, "greatest_percent": most, "quotas_met": met, "proved": made["proved"],
        **({"seconds": made["seconds"]} if "seconds" in made else {}),
    }  # fmt: skip
    return result, {"steps": steps}


RULE = Counting("draw", 1, "drawn by lot", gather, count)
"""The panel is made by `actions/draw_panel.py`; here it can be drawn again."""
