"""Who was served: counts with their denominators and intervals, small numbers hidden; what more places and gentler
rules would do, by running the round again exactly. The interval of a share is Wilson's (`engine/evidence/intervals.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from helpfulacts.directory.models import Offer
from helpfulacts.engine.evidence.disclosure import CannotBeShown, Tables, hide
from helpfulacts.engine.evidence.intervals import wilson
from helpfulacts.engine.sharing import counterfactual
from helpfulacts.engine.small import some

from .funding import under
from .funding_words import LineShown, lines_shown, loss_in_words
from .inputs import open_outcome
from .models import Allocation, RuleSet, Run
from .rule_reading import parse
from .small_counts import spoken
from .turns import order_under

BANDS = {0: "Not known", 1: "1–2", 2: "3–4", 3: "5–6", 4: "7–8", 5: "9–10"}


@dataclass(frozen=True)
class Served:
    """One group of people. hidden: its parts and share are None, and `asked` too where it is a small one or must be.

    asked = placed + refused + gaps. share, low, high: of those placed, with Wilson's interval.
    """

    code: str
    label: str
    asked: int | None
    placed: int | None
    refused: int | None
    gaps: int | None
    share: float | None
    low: float | None
    high: float | None
    hidden: bool = False


def _served(code: str, label: str, counts: Counter[str]) -> Served:
    asked = sum(counts.values())
    low, high = wilson(counts["placed"], asked)
    share = counts["placed"] / asked if asked else None
    return Served(code, label, asked, counts["placed"], counts["refused"], counts["gap"], share, low, high)


def _grouped(run: Run, key: Callable[[Any], Hashable], *columns: str) -> dict[Any, Counter[str]]:
    found: dict[Any, Counter[str]] = {}
    rows = Allocation.objects.filter(place=run.place_id, run=run).order_by("index")
    for status, *values in rows.values_list("status", *columns):
        found.setdefault(key(values), Counter())[status] += 1
    return found


def by_class(run: Run) -> list[Served]:
    rules = parse(run.rule_set.document)
    counts = _grouped(run, lambda values: values[0], "priority_class")
    return [
        _served(str(number), group.name, counts.get(number, Counter()))
        for number, group in enumerate(rules.classes, 1)
    ]


def band(decile: int | None) -> int:
    """Row of BANDS: deciles in twos, 0 = not known."""
    return ((decile or 0) + 1) // 2


def by_decile(run: Run) -> list[Served]:
    counts = _grouped(run, lambda values: band(values[0]), "decile")
    return [
        _served(str(number), label, counts.get(number, Counter()))
        for number, label in sorted(BANDS.items(), key=lambda item: item[0] or 9)
        if number or counts.get(0)
    ]


def by_ward(run: Run) -> list[Served]:
    """By ward name; always with small numbers hidden, so that no total of the round gives one away."""
    counts = _grouped(
        run, lambda values: (values[1] or "", values[0] or "Not known"), "ward__name", "ward__code"
    )
    return suppressed(
        [_served(code, name, counts[(code, name)]) for code, name in sorted(counts, key=lambda k: k[1])]
    )


def suppressed(rows: list[Served]) -> list[Served]:
    """The rows with what is small hidden, and as much more as keeps it from being worked out from the totals.

    Of a ward only who asked and who has a place is shown: why the others have none would nearly always be too few.
    """
    values: dict[Any, int] = {}
    sums: list[tuple[Any, list[Any]]] = []
    for number, row in enumerate(rows):
        placed, without = row.placed or 0, (row.refused or 0) + (row.gaps or 0)
        values |= {
            (number, "placed"): placed,
            (number, "without"): without,
            (number, "asked"): placed + without,
        }
        sums.append(((number, "asked"), [(number, "placed"), (number, "without")]))
    for part in ("placed", "without", "asked"):
        column = [(number, part) for number in range(len(rows))]
        values[part] = sum(values[key] for key in column)
        sums.append((part, column))
    try:
        out = hide(Tables(values, sums), known=("placed", "without", "asked"))
    except (
        CannotBeShown
    ):  # a total is small itself: no part of it is told, and who asked as far as that column alone may be
        asked = {key: value for key, value in values.items() if key == "asked" or key[1] == "asked"}
        out = frozenset(key for key in values if key not in asked) | _hidden_of_one(asked, sums[-1])
    nothing = dict.fromkeys(("placed", "share", "low", "high"))

    def shown(number: int, row: Served) -> Served:
        row = replace(row, refused=None, gaps=None)
        if not {(number, "placed"), (number, "without")} & out:
            return row
        asked = None if (number, "asked") in out else row.asked
        return replace(row, **nothing, asked=asked, hidden=True)  # type: ignore[arg-type]

    return [shown(number, row) for number, row in enumerate(rows)]


def _hidden_of_one(column: dict[Any, int], total: tuple[Any, list[Any]]) -> frozenset[Any]:
    """What to hide of one column with a known total: all of it where nothing less will do."""
    try:
        return hide(Tables(column, [total]), known=("asked",))
    except CannotBeShown:
        return frozenset(column)


def public_counts(run: Run) -> dict[str, str]:
    """How many asked and what became of them, as the public register may say it."""
    counts = spoken({"placed": run.placed, "refused": run.refused, "gaps": run.gaps})
    return {"people": some(run.people), **counts}


@dataclass(frozen=True)
class MorePlaces:
    """With `k` more places at `offer`: how many more people are helped, how many lose a place, how many now wait."""

    offer: Offer
    k: int
    helped: int
    lost: int
    waiting: int


def more_places(run: Run, k: int = 6, limit: int = 4) -> list[MorePlaces]:
    """For the `limit` full offers that fit most refused people, by exact re-run; most helped first.

    Where money ended before the places did, more places would help nobody: such offers are left out.
    """
    inputs, outcome = open_outcome(run)
    rules = parse(run.rule_set.document)
    unpaid = inputs.meta["money"]["unpaid"] if "money" in inputs.meta else [0] * inputs.capacity.size
    waiting: Counter[int] = Counter()
    for person in outcome.refused.tolist():
        waiting.update(inputs.instance.offers_of(person).tolist())
    full = [offer for offer in waiting if not unpaid[offer]]
    pressed = sorted(full, key=lambda offer: (-waiting[offer], offer))[:limit]
    offers = Offer.objects.filter(place=run.place_id).in_bulk([inputs.offer_uuid(offer) for offer in pressed])
    rows = []
    for offer in pressed:
        effect = counterfactual.more_places(
            inputs.instance, inputs.classes_under(rules), inputs.tickets, offer, k, inputs.floors,
            inputs.standing_under(rules), outcome, order_under(inputs, rules),
        )  # fmt: skip
        kept = offers.get(inputs.offer_uuid(offer))
        if kept is not None:
            rows.append(MorePlaces(kept, k, effect.helped.size, effect.lost.size, waiting[offer]))
    return sorted(rows, key=lambda row: (-row.helped, -row.waiting, row.offer.title))


def left_out_for_money(run: Run) -> list[Offer]:
    """Offers that fit somebody refused, where money ended before the places did: `more_places` tries none of them."""
    if not parse(run.rule_set.document).budgets:
        return []
    inputs, outcome = open_outcome(run)
    fits = {
        offer for person in outcome.refused.tolist() for offer in inputs.instance.offers_of(person).tolist()
    }
    ended = [inputs.offer_uuid(row) for row in sorted(fits) if inputs.meta["money"]["unpaid"][row]]
    return list(Offer.objects.filter(place=run.place_id, pk__in=ended).order_by("title", "pk"))


def held_by_limits(run: Run) -> tuple[int, list[str]]:
    """How many of those refused are held by a limit of the rules alone, and what these limits say."""
    caps = parse(run.rule_set.document).caps
    if not caps:
        return 0, []
    inputs, _ = open_outcome(run)
    rows = inputs.waiting & (inputs.continuing < 0)
    claims = [claim for row in np.flatnonzero(rows).tolist() for claim in inputs.claims_of[row]]
    held = [cap.origin.sentence for n, cap in enumerate(caps) if (inputs.waits[claims, n] > 0).any()]
    return int(rows.sum()), list(dict.fromkeys(held))


def money_of(run: Run) -> tuple[list[LineShown], str]:
    """The budget lines of a round, and how far from the best its choice may be; none and "" without budget lines."""
    inputs, _ = open_outcome(run)
    return lines_shown(inputs), loss_in_words(inputs)


@dataclass(frozen=True)
class Change:
    """One group of the rules in force: how many ask, are placed now, would be placed, gain a place and lose one."""

    code: str
    label: str
    asked: int
    placed_now: int
    placed_then: int
    gain: int
    lose: int


@dataclass(frozen=True)
class Effect:
    """What other rules would do to the same round. Rights (floors) stay as they are."""

    rule_set: RuleSet
    everyone: Change
    by_class: list[Change]
    by_decile: list[Change]


def effect_of_rules(run: Run, rule_set: RuleSet) -> Effect:
    """The same claims, places and tickets under `rule_set`, exactly."""
    inputs, outcome = open_outcome(run)
    others = parse(rule_set.document)
    theirs = under(inputs, others, run.place).run_again(others)
    kept = inputs.continuing >= 0
    now, then = (outcome.assign >= 0) | kept, (theirs.assign >= 0) | kept
    rules = parse(run.rule_set.document)
    classes = inputs.classes_under(rules)
    bands = (inputs.decile + 1) // 2

    def change(code: str, label: str, who: Any) -> Change:
        counts = (who, who & now, who & then, who & then & ~now, who & now & ~then)
        return Change(code, label, *(int(one.sum()) for one in counts))

    return Effect(
        rule_set,
        change("", "Everyone", np.ones(inputs.people, bool)),
        [change(str(n), group.name, classes == n) for n, group in enumerate(rules.classes, 1)],
        [change(str(n), BANDS[n], bands == n) for n in (1, 2, 3, 4, 5, 0) if n or (bands == 0).any()],
    )
