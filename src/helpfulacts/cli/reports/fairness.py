"""`helpfulacts report fairness --place P [--json]`: who is reached, who is not and who carries the work, as anybody may read it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from helpfulacts.accountability.fair import fairness
from helpfulacts.coordination.fairness import Fairness, FairTable, as_json
from helpfulacts.core.words import percent

HELP = "who is reached, who is not and who carries the work, with intervals and small numbers hidden"


def add_arguments(parser: ArgumentParser) -> None:
    """It takes the place alone."""


def report(place: Any, options: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """(figures, words)."""
    found = fairness(place)
    return {"place": place.slug, **as_json(found)}, _words(place.name, found)


def _words(name: str, found: Fairness) -> str:
    if found.kept is None:
        if found.newer:
            return f"{name}: round {found.newer} is not counted yet. `helpfulacts nightly` counts it."
        return f"{name} has confirmed no sharing round yet, so there is nothing to count."
    if not found.tables:
        return f"{name}: too few people asked in round {found.kept.round_number} to show anything."
    lines = [
        f"{name}, round {found.kept.round_number}, counted on {found.kept.counted_on}. Numbers are to the nearest five; "
        "– is hidden, so that nobody is pointed at."
    ]
    for table in found.tables:
        lines += _table(table)
    if found.slant is not None:
        low, high = found.slant.sii_between
        lines.append(
            f"\nSlope index of inequality {found.slant.sii:+.2f} ({low:+.2f} to {high:+.2f}), concentration index "
            f"{found.slant.c:+.3f}; below 0 means more for the most deprived."
        )
    if found.access is not None:
        lines.append(
            f"{found.access.none} of {found.access.areas} {found.access.unit}s can get to none of "
            f"{found.access.places:,} places."
        )
    return "\n".join(lines)


def _table(table: FairTable) -> list[str]:
    lines = [f"\n{table.group.title}"]
    for row in (*table.rows, table.all):
        if row.asked == 0:
            continue
        share = "–"
        if row.share is not None and row.low is not None and row.high is not None:
            share = f"{percent(row.share)} ({percent(row.low)} to {percent(row.high)})"
        numbers = " of ".join("–" if one is None else f"{one:,}" for one in (row.placed, row.asked))
        if row.times is not None:
            share += f", {row.times:.2f} times an equal share ({row.times_low:.2f} to {row.times_high:.2f})"
        lines.append(
            f"  {row.label}: {numbers} have a place, {share}{f'. {row.signal}: {row.side} often' if row.says else ''}"
        )
    return lines
