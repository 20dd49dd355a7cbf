"""Reads the hand-written files of a demonstration place: offers and opening sentences in TOML, facts in CSV."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpfulacts.core.errors import Refused
from helpfulacts.directory.drafts import AccessDraft, CapacityDraft, OfferDraft, TrialDraft, Weekly

PLAIN = (
    "title", "summary", "description", "kind", "sphere", "access", "facets", "fetches", "min_age", "max_age",
    "eligibility", "ask_first", "cost", "cost_pence", "brings", "if_not", "who_can_stop", "permission", "who_pays", "ward",
)  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """An opening sentence with what it is about and what is true of whoever says it."""

    words: str
    facets: tuple[str, ...]
    importance: int
    can_offer: str
    age: str
    facts: tuple[str, ...]
    languages: tuple[str, ...]
    times: tuple[str, ...]
    group: bool


def read_table(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows by column name."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tables(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            rows += tomllib.loads(path.read_text(encoding="utf-8"))[name]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise Refused(f"{path.name} cannot be read: {error}. Mend the file and load again.") from None
    return rows


def openings(folder: Path) -> list[Opening]:
    """Every opening sentence, in the order of the files."""
    return [
        Opening(
            words=row["words"],
            facets=tuple(row["facets"]),
            importance=row["importance"],
            can_offer=row.get("can_offer", ""),
            age=row["age"],
            facts=tuple(row["facts"]),
            languages=tuple(row["languages"]),
            times=tuple(row["times"]),
            group=row["group"],
        )
        for row in _tables(folder / "plans", "plan")
    ]


def offer_rows(folder: Path) -> list[dict[str, Any]]:
    """Every offer as it stands in the files, in their order."""
    return _tables(folder / "offers", "offer")


def _clock(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def draft_of(
    row: dict[str, Any], *, provider: Any, today: dt.date, begins: dt.date, until: dt.date
) -> OfferDraft:
    """An offer's row as a draft. Days ago are counted from `today`; its places are for `begins` to `until`."""
    particulars = dict(row["particulars"])
    tried = tuple(
        TrialDraft(by=one["by"], words=one["words"], worked=one["worked"])
        for one in particulars.pop("tried", [])
    )
    capacity = row.get("capacity")
    checked_on = today - dt.timedelta(days=row["checked"]["days_ago"])
    by = "" if provider is None else row["provider"]
    return OfferDraft(
        **{name: row[name] for name in PLAIN if name in row},
        key=row["id"],
        provider=provider,
        shown_from=row["provider"],
        particulars=particulars,
        # One person's offer never shows an exact place, even where they meet in public.
        published_venue=row["published_venue"] and row["sphere"] != "personal",
        where=tuple(row["where"]),
        postcode=row["sector"],
        serves_wards=tuple(row["wards"]),
        weekly=tuple(
            Weekly(one["day"].lower()[:3], _clock(one["from"]), _clock(one["until"])) for one in row["weekly"]
        ),
        languages=tuple(row["languages"]),
        access_facts=(AccessDraft("step_free", row["step_free"], checked_on, "keeper", by),)
        if row["step_free"] != "unknown"
        else (),
        costs=tuple(row["costs"]),
        what_next=row["next"],
        checked_on=checked_on,
        checked_by=row["checked"]["by"],
        checked_how=row["checked"]["how"],
        needs=tuple(row.get("depends_on", ())),
        tried=tried,
        capacity=CapacityDraft(
            unit=capacity["unit"],
            stated=capacity["stated"],
            own_cap=capacity.get("own_cap"),
            begins=begins,
            until=until,
        )
        if capacity
        else None,
    )
