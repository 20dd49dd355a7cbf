"""A what-if in sentences, for its page and for the command: what would be different, and why its “Now” is not a round's.

differences(figures["scenarios"][0], figures["now"]) -> ["The rules stay as they are now.", "“Choir” would end."]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

AFRESH = (
    "“Now” is counted afresh: a round made before, even on the same day, counted who asked and what there was then, "
    "and since that people may have come, gone or found help, so its numbers can differ."
)


def limits(way: Mapping[str, Any]) -> list[str]:
    """What the limits of its rules say, as one line; [] without limits."""
    said = " ".join(way["limits"])
    return [f"Who waits by a limit did not find all full. It says: {said}"] if said else []


def differences(way: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What `way`, named by `naming.py`, would be other than now: its rules first, then places, then what ends."""
    lines = ["The rules stay as they are now."] if way["hash"] == now["rules"] else _rules(way, now)
    for change in way["places"]:
        places = f"{change['then']:,} place{'' if change['then'] == 1 else 's'}"
        lines.append(f"“{change['title']}” would have {places}. Now it has {change['now']:,}.")
    return [*lines, *(f"“{one['title']}” would end." for one in way["ends"])]


def _rules(way: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """A what-if that was kept before differences were told has none: then the rules say what they are."""
    differs = way.get("differs")
    said = [] if way["sentence"] == now["sentence"] else [f"The rules say: {way['sentence']}"]
    if differs is None:
        return [*(said or [f"Other rules: {way['rules']}."]), *limits(way)]
    if not differs:
        return [*said, "The rules decide who gets what as they do now.", *limits(way)]
    return [*said, *differs, *limits(way)]
