"""Charts and the map, as tags. Each needs a `label` for screen readers and stands beside its numbers.

{% stacked_bars bars "Bars of the table: …" %}      bars: list of charts.StackedBar
{% share_bars bars "Share offered a place, …" %}    bars: list of charts.ShareBar
{% difference_dots rows "Difference, …" %}          rows: list of charts.Difference
{% links done total "14 of 23 opened" %}
{% tile_map areas tiles "of wards, with …" %}       areas: places.selectors.areas(place); tiles: tiles.Tile
{% map_kind areas %}                                one sentence: a sketch of blocks, or the real outlines
{% key_square "glass" %}                            the square of a key
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import charts, outlines, tiles

register = template.Library()


@register.inclusion_tag("web/parts/stacked_bars.html")
def stacked_bars(bars: Iterable[charts.StackedBar], label: str) -> dict[str, Any]:
    return {"drawing": charts.draw_stacked(bars), "label": label}


@register.inclusion_tag("web/parts/share_bars.html")
def share_bars(bars: Iterable[charts.ShareBar], label: str, over: bool = False) -> dict[str, Any]:
    return {"drawing": charts.draw_shares(bars, over), "label": label}


@register.inclusion_tag("web/parts/difference_dots.html")
def difference_dots(rows: Iterable[charts.Difference], label: str) -> dict[str, Any]:
    return {"drawing": charts.draw_differences(rows), "label": label}


@register.inclusion_tag("web/parts/links.html")
def links(done: int, total: int, label: str) -> dict[str, Any]:
    return {"drawing": charts.draw_links(done, total), "label": label}


@register.inclusion_tag("web/parts/tile_map.html")
def tile_map(areas: Iterable[Any], map_tiles: Iterable[tiles.Tile], label: str) -> dict[str, Any]:
    """Real outlines where most areas have one, else a sketch of blocks. The label begins with which of the two it is."""
    areas = list(areas)
    if outlines.outlined(areas):
        return {"drawing": outlines.draw(areas, map_tiles), "label": f"Map {label}"}
    return {"drawing": tiles.draw(areas, map_tiles), "label": f"Sketch map {label}"}


@register.simple_tag
def map_kind(areas: Iterable[Any]) -> str:
    """What sort of map it is, and where to look for a ward that has no number on it."""
    if outlines.outlined(areas):
        return (
            "These are the real outlines. A ward with no room for its name or number is in the list or table."
        )
    return "A sketch, not a true map. Each block is a ward."


@register.simple_tag
def key_square(look: str) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 18 18" aria-hidden="true"><rect x="1" y="1" width="16" height="16" rx="3" class="look {}"/></svg>',
        look,
    )


@register.filter
def draw_number(ticket: str) -> int:
    """A drawn number of 64 hexadecimal figures as one from 0 to 999: in the same order, and short enough to say."""
    return int(ticket[:8], 16) * 1000 // 16**8
