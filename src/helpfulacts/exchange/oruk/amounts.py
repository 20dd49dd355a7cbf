"""Ages, prices and numbers of places as feeds write them. What cannot be read is left out, with a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from helpfulacts.directory.drafts import CapacityDraft

from . import values


def tolerant(odd: list[str], reader: Any, *said: Any) -> Any:
    """The value that `reader` makes of what was said, or None with its sentence among the odd ones."""
    try:
        return reader(*said)
    except values.Odd as trouble:
        odd.append(f"A detail was left out. {trouble}")
        return None


def ages_in(record: Mapping[str, Any], odd: list[str]) -> tuple[int | None, int | None]:
    youngest = tolerant(odd, values.whole, record.get("minimum_age"), "youngest age", 120)
    oldest = tolerant(odd, values.whole, record.get("maximum_age"), "oldest age", 120)
    if youngest is not None and oldest is not None and youngest > oldest:
        odd.append(f"The ages were left out. The youngest ({youngest}) is above the oldest ({oldest}).")
        return None, None
    return youngest, oldest


def cost_in(record: Mapping[str, Any], today: dt.date, odd: list[str]) -> tuple[str, int | None]:
    """(words, pence). Pence only where every price that holds now is the same; several prices stay words."""
    words, prices = [], []
    for option in values.objects(record.get("cost_options")):
        over = tolerant(odd, values.date, option.get("valid_to"), "last day of a price")
        if over and over < today:
            continue
        price = tolerant(odd, values.pence, option.get("amount"))
        currency = values.line(option.get("currency"), 10).upper() or "GBP"
        if price is not None and currency == "GBP":
            prices.append(price)
            amount = "Free" if price == 0 else f"£{price / 100:,.2f}".removesuffix(".00")
        else:
            amount = f"{price / 100:g} {currency}" if price is not None else ""
        label = values.line(option.get("option"), 60)
        amount = f"{amount} {values.line(option.get('amount_description'), 60)}".strip()
        words.append(": ".join(part for part in (label, amount) if part))
    said = "; ".join(part for part in words if part) or values.line(
        record.get("fees_description") or record.get("fees"), 120
    )
    if not prices and said.casefold().strip(" .") in (
        "free",
        "no cost",
        "no charge",
        "none",
        "free of charge",
    ):
        prices = [0]
    return values.line(said, 120), prices[0] if len(set(prices)) == 1 else None


def capacity_in(record: Mapping[str, Any], kind: str, odd: list[str]) -> CapacityDraft | None:
    for item in values.objects(record.get("service_capacity") or record.get("capacities")):
        numbers = [
            tolerant(odd, values.whole, item.get(field), f"{field} capacity", 1_000_000)
            for field in ("available", "maximum")
        ]
        known = [number for number in numbers if number is not None]
        if known and kind != "idea":
            unit = item.get("unit")
            name = values.line(unit.get("name") if isinstance(unit, dict) else "", 20).casefold()
            return CapacityDraft(name or "place", min(known))
    return None
