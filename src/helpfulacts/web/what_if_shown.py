"""A what-if as its page shows it: rows of words and the pictures beside them, all from the figures that may be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpfulacts.coordination.what_if.words import AFRESH, differences, limits
from helpfulacts.core.clock import date_in_words
from helpfulacts.core.words import joined, percent_between
from helpfulacts.directory.facets import SPHERES

from .charts import ShareBar
from .templatetags.office_parts import share_words
from .templatetags.parts import pounds

LETTERS = "ABC"
MARKS = {"supports": "yes", "costs": "late", "unknown": "hold", "not assessed": ""}
"""The look of each mark; its word is always there too."""
TOLD = "What people told us"
UNTOLD = "–"
NO_NUMBER = "We tell no number of them, so that nobody can be found: a number here is under ten."
TOUCHED = {
    "holding": "People who have a place there",
    "waiting": "People who wait for it, or whom it would fit",
    "something_else": "Of those with a place, something else fits",
    "nothing_else": "Of those with a place, nothing else fits",
    "not_looked_at": "Of those with a place, not in rounds, so not looked at",
}


@dataclass(frozen=True)
class Cell:
    """One number of a table: what stands large, and what stands small below it, in one line or two."""

    words: str
    small: str = ""
    more: str = ""


@dataclass(frozen=True)
class Line:
    label: str
    small: str
    cells: list[Cell]


@dataclass(frozen=True)
class Group:
    """One table and the bars beside it, both from the same rows."""

    title: str
    head: str
    lines: list[Line]
    bars: dict[str, Any] | None
    folded: bool
    """bars: None where every share of the table is hidden."""


def count_words(count: Any) -> str:
    """“none”, “1,240”; “–” for what is not told."""
    return UNTOLD if not isinstance(count, int) else f"{count:,}" if count else "none"


def _between(figure: Mapping[str, Any]) -> str:
    if figure["between"] is None or None in figure["between"]:
        return ""
    low, high = map(count_words, figure["between"])
    return "" if low == high else f"{low} to {high}"


def _figure(figure: Mapping[str, Any]) -> Cell:
    return Cell(count_words(figure["mean"]), _between(figure))


def page_of_what_if(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that the page needs, beside the what-if itself."""
    columns, scenarios = figures["columns"], figures["scenarios"]
    heads = ["Now", *LETTERS[: len(scenarios)]]
    told = [group for group in figures["groups"] if group["code"].startswith("fact:")]
    groups = [group for group in figures["groups"] if not group["code"].startswith("fact:")]
    if told:
        rows = [row for group in told for row in group["rows"]]
        groups = [*groups, {"code": "fact", "title": TOLD, "rows": rows}]
    return {
        "day": dt.date.fromisoformat(figures["day"]),
        "draws": len(figures["seeds"]),
        "step": figures["step"],
        "heads": heads,
        "ways": [
            {"letter": letter, "title": one["title"], "lines": differences(one, figures["now"])}
            for letter, one in zip(LETTERS, scenarios, strict=False)
        ],
        "dark": joined(
            [head for head, one in zip(heads, columns, strict=True) if not one.get("by_group", True)]
        ),
        "now": figures["now"],
        "now_lines": [figures["now"]["sentence"], *limits(figures["now"])],
        "afresh": AFRESH,
        "everybody": _everybody(columns),
        "everybody_bars": [
            ShareBar(head, column["share"], column["low"], column["high"])
            for head, column in zip(heads, columns, strict=True)
        ],
        "groups": [group_shown(group, heads) for group in groups if group["rows"]],
        "hidden": [_title(group) for group in figures["groups"] if not group["rows"]],
        "rights": _rights(columns),
        "costs": _costs(columns),
        "principles": _principles(figures["principles"]),
        "impacts": [_impact(one) for one in figures["impact"]],
    }


def _title(group: Mapping[str, Any]) -> str:
    """The title of a table inside a sentence: what people say of themselves stands as they say it."""
    title: str = group["title"]
    return f"“{title}”" if group["code"].startswith("fact:") else title[0].lower() + title[1:]


def _everybody(columns: Sequence[Mapping[str, Any]]) -> list[Line]:
    rows = [Line("Ask", "in a round", [Cell(count_words(one["asked"])) for one in columns])]
    for name, label, small in (
        ("placed", "Have a place", "new or kept"),
        ("refused", "Full, or a limit", "something fits, but is full, or a limit of the rules holds it"),
        ("gaps", "Nothing suits", "nobody has this yet"),
        ("gain", "Gain a place", "who have none now"),
        ("lose", "Lose a place", "who have one now"),
        ("leave", "Need no round", "something open serves them"),
    ):
        cells = [_figure(one[name]) for one in columns]
        if name in ("gain", "lose", "leave"):
            cells[0] = Cell(UNTOLD)
        if name != "leave" or any(one[name]["mean"] != 0 for one in columns):
            rows.append(Line(label, small, cells))
    return rows


def _changes(column: Mapping[str, Any]) -> str:
    """“+10 −15”; nothing for none and for what is not told."""
    return " ".join(
        f"{sign}{count_words(column[name])}"
        for sign, name in (("+", "gain"), ("−", "lose"))
        if isinstance(column[name], int) and column[name]
    )


def _share(column: Mapping[str, Any]) -> Cell:
    """“62%”, how unsure that is, and who gains and loses; “–” where it is not told."""
    if column["share"] is None:
        return Cell(UNTOLD, more=_changes(column))
    between = percent_between(column["low"], column["high"])
    return Cell(share_words(column["share"]), between, _changes(column))


def group_shown(group: Mapping[str, Any], heads: Sequence[str]) -> Group:
    lines = []
    for row in group["rows"]:
        number = f"{row['code']} " if group["code"] == "class" else ""
        cells = [_share(column) for column in row["columns"]]
        lines.append(Line(f"{number}{row['label']}", f"{count_words(row['columns'][0]['asked'])} ask", cells))
    told = any(column["share"] is not None for row in group["rows"] for column in row["columns"])
    bars = draw_beside(
        [(row["code"] if group["code"] == "class" else row["label"], row["columns"]) for row in group["rows"]], heads
    ) if told else None  # fmt: skip
    head = {"class": "Group", "decile": "Decile", "ward": "Ward", "age": "Age"}.get(group["code"], "They say")
    return Group(group["title"], head, lines, bars, group["code"] in ("ward", "fact"))


def draw_beside(
    rows: Sequence[tuple[str, Sequence[Mapping[str, Any]]]], heads: Sequence[str]
) -> dict[str, Any]:
    """Bars of shares with how unsure each is, those of one group under each other, on one scale from 0 to 100 %.

    Lengths in SVG user units.
    """
    start, reach, bar, title = 44, 272, 18, 22
    found, top = [], 0
    for label, columns in rows:
        boxes: list[dict[str, Any]] = []
        for number, column in enumerate(columns):
            box: dict[str, Any] = {"width": None, "y": top + title + number * bar, "words": heads[number], "look": "wash" if not number else "glass"}  # fmt: skip
            if column["share"] is not None:
                box["width"] = round(reach * column["share"], 1)
                box["low"], box["high"] = (round(start + reach * column[end], 1) for end in ("low", "high"))
            boxes.append(box)
        found.append({"label": label, "y": top + 15, "boxes": boxes})
        top += title + len(columns) * bar + 8
    return {"rows": found, "start": start, "width": start + reach + 12, "height": top}


def _rights(columns: Sequence[Mapping[str, Any]]) -> list[Line]:
    found: dict[tuple[str, str], list[Cell]] = {}
    for number, column in enumerate(columns):
        for right in column["rights"]:
            cells = found.setdefault((right["right"], right["body"]), [Cell("no such right")] * len(columns))
            cells[number] = _right(right)
    return [Line(f"“{right}”", f"answers: {body}", cells) for (right, body), cells in found.items()]


def _right(right: Mapping[str, Any]) -> Cell:
    if right["owed"] == 0:
        return Cell("nobody asks")
    if right["unmet"] is None and right["met"] is None:
        return Cell(UNTOLD)
    return Cell(f"{count_words(right['unmet'])} not met", f"{count_words(right['met'])} met")


def _costs(columns: Sequence[Mapping[str, Any]]) -> list[Line]:
    lines = []
    for code, words in SPHERES.items():
        rows = [next((row for row in one["costs"]["rows"] if row["sphere"] == code), None) for one in columns]
        if any(rows):
            cells = [
                Cell(pounds(row["pence"]), f"{row['paid_minutes'] // 60:,} h paid, {row['unpaid_minutes'] // 60:,} h unpaid")
                if row else Cell("none") for row in rows
            ]  # fmt: skip
            lines.append(Line(words, "money, and time", cells))
    cells = [Cell(count_words(one["costs"]["not_known"]), f"of {count_words(one['costs']['places'])}") for one in columns]  # fmt: skip
    return [*lines, Line("Not known", "new places whose cost nobody said", cells)]


def _principles(cards: Sequence[Sequence[Mapping[str, str]]]) -> list[dict[str, Any]]:
    return [
        {
            "name": of_one[0]["name"],
            "marks": [
                {"letter": letter, "mark": one["mark"], "look": MARKS[one["mark"]], "sentence": one["sentence"]}
                for letter, one in zip(LETTERS, of_one, strict=False)
            ],
            "assessed": any(one["mark"] != "not assessed" for one in of_one),
            "same": of_one[0]["sentence"],
        }
        for of_one in zip(*cards, strict=True)
    ]  # fmt: skip


def _impact(impact: Mapping[str, Any]) -> dict[str, Any]:
    heads = {group["code"]: "Age" if group["code"] == "age" else "Ward" for group in impact["groups"]}
    return {
        **impact,
        "people": touched(impact),
        "not_before": date_in_words(dt.date.fromisoformat(impact["not_before"])),
        "groups": [
            {
                "head": heads[group["code"]],
                "rows": [{**row, "holding": count_words(row["holding"]), "waiting": count_words(row["waiting"])} for row in group["rows"]],
            }
            for group in impact["groups"] if group["rows"]
        ],
        "few": joined([heads[group["code"]].lower() for group in impact["groups"] if not group["rows"]], "or"),
    }  # fmt: skip


def touched(impact: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(what is counted, the number) of the people whom it touches; all that is hidden is said once."""
    rows = [(words, count_words(impact[name])) for name, words in TOUCHED.items() if impact[name] is not None]
    hidden = [words[0].lower() + words[1:] for name, words in TOUCHED.items() if impact[name] is None]
    if len(hidden) == len(TOUCHED):
        return [("People whom it touches", NO_NUMBER)]
    return [*rows, ("Not told, so that nobody can be found", "; ".join(hidden))] if hidden else rows
