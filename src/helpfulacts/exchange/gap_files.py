"""What nobody has yet, as files: the same numbers as on the page, each month that is over by itself.

    as_json(place, months) -> str      {"place", "threshold", "months": [{"month", "figures": [{"facet", "times", ...}]}]}
    as_csv(place, months) -> str       month, what, split, name, times

“some” stands for a number under ten, or for one from which such a number could be worked out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from helpfulacts.directory.facets import FACET_WORDS
from helpfulacts.directory.gap_figures import WHENS, GapFigure, GapMonth, Split
from helpfulacts.directory.gap_work import source_in_words
from helpfulacts.engine.small import SMALL

from .sheets.csv_text import neutral

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

HEAD = ("month", "what", "split", "name", "times")
SOME = "some"


def as_json(place: Place, months: Iterable[GapMonth]) -> str:
    told = [
        {"month": f"{month.first:%Y-%m}", "figures": [_figure(figure) for figure in month.figures]}
        for month in months
    ]
    return json.dumps({"place": place.slug, "threshold": SMALL, "months": told}, ensure_ascii=False, indent=1)


def _figure(figure: GapFigure) -> dict[str, Any]:
    return {
        "facet": figure.facet,
        "times": SOME if figure.times is None else figure.times,
        **{name: dict(rows) for name, rows in _splits(figure)},
    }


def _splits(figure: GapFigure) -> Iterator[tuple[str, list[tuple[str, int | str]]]]:
    for name, parts in (("wards", figure.wards), ("whens", figure.whens), ("sources", figure.sources)):
        yield name, _rows(parts)


def _rows(parts: Split) -> list[tuple[str, int | str]]:
    return [*parts.shown, *((name, SOME) for name in parts.some_in)]


def as_csv(place: Place, months: Iterable[GapMonth]) -> str:
    """One row a number; `split` is whole, ward, time or source. A ward that is not known has an empty name."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for month in months:
        for figure in month.figures:
            what = (f"{month.first:%Y-%m}", FACET_WORDS[figure.facet])
            writer.writerow((*what, "whole", place.name, SOME if figure.times is None else figure.times))
            words = {
                "wards": ("ward", None),
                "whens": ("time", WHENS),
                "sources": ("source", source_in_words()),
            }
            for name, rows in _splits(figure):
                split, said = words[name]
                for key, times in rows:
                    writer.writerow((*what, split, neutral(said[key] if said else key), times))
    return out.getvalue()
