"""`helpfulacts verify --draw FILE`: whether a saved draw holds, alone and beside a saved register."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import counted
from helpfulacts.engine.sharing.draw_check import BadDraw, check_draw
from helpfulacts.exchange.strict_json import BadJson, loads, printable

CALLED = {"place": "the place", "draw": "draw", "committed_at": "that it was locked at", "round": "round"}


def draw_checked(path: Path, ticket_id: str | None, register: Path | None) -> tuple[dict[str, Any], str, int]:
    """(figures, words, exit code): 0 where it holds and the ticket is in it, else 1. Raises Refused for no saved draw.

    register: a saved register that was found whole; the lock and the seal of the draw must then stand in it,
    and its place, round, number and time must be those of the register.
    """
    try:
        published = loads(path.read_bytes())
        check = check_draw(published, ticket_id)
    except BadJson as problem:
        raise Refused(f"{path} {problem}, so it is no saved draw. Save it again from its page.") from None
    except BadDraw as problem:
        raise Refused(str(problem)) from None
    told = [
        f"its lock {'fits' if check.lock_fits else 'does not fit'}",
        f"{counted(check.of, 'number is', 'numbers are')} {'in order' if check.in_order else 'not in order'}",
        f"its seal {'fits' if check.root_fits else 'does not fit'}",
    ]
    stands = None
    if register is None:
        told.append(
            f"and the public register must say the same place, round, draw, time and seal, {check.root}"
        )
    else:
        differs = _differs_from(register, published)
        stands = not differs
        told.append(f"and the register {differs or 'says the same lock, seal, place, round, draw and time'}")
    holds = check.holds and stands is not False
    words = f"The draw {'holds' if holds else 'does not hold'}: {', '.join(told)}."
    if ticket_id:
        words += (
            f" This ticket came {check.turn:,} of {check.of:,}."
            if check.turn
            else " This ticket is not in it."
        )
    figures = {**asdict(check), "holds": holds, "in_register": stands}
    return figures, words, 0 if holds and (check.turn or not ticket_id) else 1


def _differs_from(register: Path, published: dict[str, Any]) -> str:
    """What the register says otherwise of this draw, to stand after “the register”; "" where it says all of it."""
    locked: dict[str, Any] = {}
    sealed: dict[str, Any] = {}
    with register.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            facts = entry.get("facts", {})
            if not locked and facts.get("commitment") == published["commitment"]:
                locked = entry
            if locked and not sealed and facts.get("tickets_root") == published["root"]:
                sealed = entry
    if not sealed:
        return "does not say its lock and seal"
    said = {
        "place": locked["place"],
        "draw": locked["facts"].get("draw"),
        "committed_at": locked["at"],
        "round": sealed["facts"].get("number"),
    }
    for name, value in said.items():
        given = published.get(name)
        if type(given) is not type(value) or given != value:
            return f"says {CALLED[name]} {printable(str(value), 40)}, not {printable(str(given), 40)}"
    return ""
