"""What nobody has yet, as numbers that may be published: for the whole place, then by ward where that is safe.

A number under ten is only ever “some”. A total must not give a hidden number away either: what is left of a total once
the shown wards are taken off must be nothing, or ten and more over at least two wards of which none can be worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SMALL = 10


@dataclass(frozen=True)
class GapFigure:
    """One facet. `times` None = some (under ten). `wards`: (name, times) from ten. `some_in`: wards without a number.

    A ward that is not known is called "". Under ten in the whole place no ward is named.
    """

    facet: str
    times: int | None
    wards: tuple[tuple[str, int], ...] = ()
    some_in: tuple[str, ...] = ()


def gap_figures(rows: Iterable[tuple[Iterable[str], str]]) -> list[GapFigure]:
    """`rows`: (facets, name of the ward or "") of each gap. Largest first; those under ten last, by their code."""
    tally: dict[str, Counter[str]] = {}
    for facets, ward in rows:
        for code in set(facets):
            tally.setdefault(code, Counter())[ward] += 1
    figures = [_figure(facet, wards) for facet, wards in tally.items()]
    return sorted(figures, key=lambda figure: (-(figure.times or 0), figure.facet))


def _figure(facet: str, wards: Mapping[str, int]) -> GapFigure:
    total = sum(wards.values())
    if total < SMALL:
        return GapFigure(facet, None)
    shown = sorted(
        ((name, times) for name, times in wards.items() if times >= SMALL), key=lambda row: (-row[1], row[0])
    )
    while shown and not _safe(wards, dict(shown)):
        shown.pop()  # the smallest joins those that are hidden
    hidden = sorted(name for name in wards if name not in dict(shown))
    # As many gaps as wards: each ward would be one. Then none is named.
    named = hidden if sum(wards[name] for name in hidden) > len(hidden) else []
    return GapFigure(facet, total, tuple(shown), tuple(named))


def _safe(wards: Mapping[str, int], shown: Mapping[str, int]) -> bool:
    """Can no hidden number be worked out from the total?"""
    hidden = [times for name, times in wards.items() if name not in shown]
    left = sum(hidden)
    if not hidden:
        return True
    # Where all that are hidden are under ten, so much that each must be nine gives them away.
    full = left == (SMALL - 1) * len(hidden) and max(hidden) < SMALL
    return len(hidden) >= 2 and left >= SMALL and left > len(hidden) and not full
