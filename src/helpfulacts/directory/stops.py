"""What stops a combination of offers, found before anything is promised. Pure: plain values in, plain sentences out.

Each stop belongs to one part, one pair of parts, or to the whole, and is found by looking at those alone. So another
part never hides a stop, unless it is itself what was missing (it brings the insurance, it is the room); and lifting a
stop takes away that one and no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

from helpfulacts.core.clock import date_in_words
from helpfulacts.places.geo import METRES_IN_A_MILE

from .combination import Found, Need, Part, Stop, Wanted, common_time, when_in_words
from .condition_words import CONDITIONS, THERE_IS
from .half_hours import between_in_words, runs

FAR_METRES = 8000
"""Parts further apart than this, in a straight line, are asked about."""


Distance = Callable[[tuple[float, float], tuple[float, float]], float]


def what_stops(
    parts: Sequence[Part], wanted: Wanted, *, distance: Distance, lifted: Collection[str] = ()
) -> list[Stop]:
    """Every stop that stands. `distance` in metres; `lifted`: keys that somebody who may has lifted."""
    return list(look(parts, wanted, distance=distance, lifted=lifted).stops)


def look(parts: Sequence[Part], wanted: Wanted, *, distance: Distance, lifted: Collection[str] = ()) -> Found:
    """The stops that stand, and what is fine."""
    rows: list[Stop | str] = []
    for part in parts:
        rows += _conditions(part, parts, wanted)
        rows += _time(part, wanted)
        rows += _room_for(part, wanted)
        rows += _money(part, wanted)
        rows += _who(part, wanted)
        rows += _steps(part, wanted)
    for one, other in combinations(parts, 2):
        rows += _apart(one, other, distance, wanted)
    rows += _common_time(parts, wanted)
    rows += _whole(parts, wanted)
    stops = {row.key: row for row in rows if isinstance(row, Stop)}
    return Found(
        tuple(stop for key, stop in stops.items() if not (stop.liftable and key in lifted)),
        tuple(row for row in rows if isinstance(row, str)),
    )


def _last_day(wanted: Wanted) -> dt.date:
    return wanted.days[-1] if wanted.days else dt.date.min


def _keeper_stop(part: Part, code: str, sentence: str, ask: str) -> Stop:
    """A stop that only those who give the part can lift."""
    return Stop(f"{code}:{part.key}", code, sentence, ask, part.keeper, (part.keeper_id, ""))


def _conditions(part: Part, parts: Sequence[Part], wanted: Wanted) -> Iterator[Stop | str]:
    there_is = wanted.there_is | {"food" for one in parts if one.food}
    for need in [*part.asks, *_asked_by_law(part, there_is)]:
        words = CONDITIONS[need.code]
        if words.only_with and words.only_with not in there_is:
            yield f"{part.name} asks for {words.name} only if {THERE_IS[words.only_with][1]}. You plan none of that."
            continue
        if need.code == "step_free" and part.role == "room" and part.step_free == "yes":
            yield f"{part.name} is step-free."
            continue
        gaps = {
            "part": part.name, "what": f"“{wanted.title}”", "when": when_in_words(wanted),
            "number": need.number, "people": wanted.people,
        }  # fmt: skip
        if need.code == "minimum_people" and need.number is not None and wanted.people >= need.number:
            yield f"{part.name} asks for at least {need.number} people: you plan for {wanted.people}."
            continue
        ends = [one.brings[need.code] for one in parts if need.code in one.brings]
        ends += [need.met_until] if need.met_until else []
        if any(end >= _last_day(wanted) for end in ends):
            yield f"{part.name} asks for {words.name}: that has been seen."
            continue
        sentence = words.missing.format(**gaps)
        if ends:
            sentence = f"{part.name} asks for {words.name}. What was seen runs only until {date_in_words(max(ends))}."
        yield Stop(
            f"{need.code}:{part.key}", need.code, sentence, words.ask.format(**gaps), need.lifter,
            (need.lifter_id, need.lifter_role), need.code,
        )  # fmt: skip


def _asked_by_law(part: Part, there_is: Collection[str]) -> list[Need]:
    """Where food is made, hygiene is asked of the room, whether or not its entry says so."""
    said = any(need.code == "hygiene" for need in part.asks)
    if part.role != "room" or "food" not in there_is or said:
        return []
    return [Need("hygiene", part.keeper, part.keeper_id, "" if part.keeper_id else "officer")]


def _time(part: Part, wanted: Wanted) -> Iterator[Stop | str]:
    if part.free is None or wanted.from_slot is None or wanted.to_slot is None or not wanted.days:
        return
    hours = between_in_words(wanted.from_slot, wanted.to_slot)
    needed, fine = set(range(wanted.from_slot, wanted.to_slot)), True
    for day in wanted.days:
        free = set(part.free.get(day, ()))
        if needed <= free:
            continue
        fine = False
        also = ", ".join(between_in_words(*run) for run in runs(free))
        there = f" Free that day: {also}." if also else " Nothing of it is free that day."
        yield Stop(
            f"time:{part.key}:{day}",
            "time",
            f"{part.name} is not free on {date_in_words(day)}, {hours}.{there}",
        )
    if fine:
        yield f"{part.name} is free {when_in_words(wanted)}."


def _room_for(part: Part, wanted: Wanted) -> Iterator[Stop | str]:
    if part.holds is None:
        return
    if part.holds >= wanted.people:
        yield f"{part.name} has room for {wanted.people}: it can take {part.holds}."
    else:
        yield Stop(
            f"capacity:{part.key}",
            "capacity",
            f"{part.name} can take {part.holds}, and you plan for {wanted.people}. That number is theirs to set.",
        )


def _money(part: Part, wanted: Wanted) -> Iterator[Stop | str]:
    if part.role != "money":
        return
    if part.money_ends is not None and wanted.days:
        if part.money_ends < _last_day(wanted):
            yield _keeper_stop(
                part, "money_ends",
                f"The money of {part.name} has to be used by {date_in_words(part.money_ends)}, before your last day.",
                f"Could your money be kept for “{wanted.title}”, {when_in_words(wanted)}, after its last day?",
            )  # fmt: skip
        else:
            yield f"The money of {part.name} runs until {date_in_words(part.money_ends)}."
    if part.only_for:
        words = CONDITIONS["restricted_fund"]
        ask = words.ask.format(what=f"“{wanted.title}”", when=when_in_words(wanted), part=part.name)
        sentence = f"The money of {part.name} is only for this: {part.only_for.rstrip('.')}."
        yield _keeper_stop(part, "restricted_fund", sentence, ask)


def _who(part: Part, wanted: Wanted) -> Iterator[Stop | str]:
    youngest, oldest = wanted.min_age or 0, wanted.max_age if wanted.max_age is not None else 200
    from_age, to_age = part.min_age or 0, part.max_age if part.max_age is not None else 200
    if youngest < from_age or oldest > to_age:
        ages = f"from {from_age}" if to_age == 200 else f"from {from_age} to {to_age}"
        yield Stop(
            f"ages:{part.key}",
            "ages",
            f"{part.name} is for people {ages} years old. Yours is open to others too: change the ages, or the part.",
        )
    elif from_age or to_age < 200:
        yield f"The ages of {part.name} fit yours."
    if part.only_people:
        yield _keeper_stop(
            part, "only_for", f"{part.name} is only for people who {part.only_people}, and yours is for anybody.",
            f"Would you let {part.name} be used by everybody who comes to “{wanted.title}”, {when_in_words(wanted)}?",
        )  # fmt: skip


def _steps(part: Part, wanted: Wanted) -> Iterator[Stop | str]:
    if not wanted.step_free or part.role != "room" or any(need.code == "step_free" for need in part.asks):
        return
    if part.step_free == "yes":
        yield f"{part.name} is step-free."
    elif part.step_free == "no":
        yield Stop(
            f"step_free:{part.key}", "step_free", f"{part.name} has steps, and it has to be step-free."
        )
    else:
        words, gaps = (
            CONDITIONS["step_free"],
            {"part": part.name, "what": f"“{wanted.title}”", "when": when_in_words(wanted)},
        )
        yield _keeper_stop(part, "step_free", words.missing.format(**gaps), words.ask.format(**gaps))


def _apart(one: Part, other: Part, distance: Distance, wanted: Wanted) -> Iterator[Stop | str]:
    for here, there in ((one, other), (other, one)):
        if here.role == "room" and here.ward and there.wards and here.ward not in there.wards:
            would = "Would you come to" if there.role == "people" else f"May {there.name} be used in"
            yield Stop(
                f"wards:{there.key}:{here.key}", "wards",
                f"{there.name} serves {', '.join(there.wards)}, and {here.name} is in {here.ward}.",
                f"{would} {here.ward} for “{wanted.title}”, {when_in_words(wanted)}?",
                there.keeper, (there.keeper_id, ""),
            )  # fmt: skip
    if one.where is None or other.where is None or "money" in (one.role, other.role):
        return
    metres = distance(one.where, other.where)
    if metres > FAR_METRES:
        key = f"far:{one.key}:{other.key}"[:80]
        apart = f"{one.name} and {other.name} are about {round(metres / METRES_IN_A_MILE)} miles apart in a straight line."
        if one.role == other.role == "room":
            yield Stop(key, "far", f"{apart} Neither of them can move.")
            return
        mover = other if one.role == "room" else one
        could = f"Could {mover.name} be brought" if mover.role == "thing" else "Could you come"
        ask = f"{could} to where “{wanted.title}” is, {when_in_words(wanted)}? We could look for a lift."
        yield Stop(key, "far", apart, ask, mover.keeper, (mover.keeper_id, ""))


def _common_time(parts: Sequence[Part], wanted: Wanted) -> Iterator[Stop | str]:
    if any(part.free is not None for part in parts) and not common_time(parts):
        names = " and ".join(part.name for part in parts if part.free is not None)
        yield Stop("time:none", "time", f"There is no half-hour that {names} can all be had.")
    if not wanted.days or wanted.from_slot is None:
        yield Stop("time:open", "time", "No day and time is chosen yet.")


def _whole(parts: Sequence[Part], wanted: Wanted) -> Iterator[Stop | str]:
    roles = {part.role for part in parts}
    for role, sentence in (
        ("room", "Nobody brings a place for it to be in."),
        ("people", "Nobody has been chosen who does it."),
    ):
        if role not in roles:
            yield Stop(f"nobody:{role}", "nobody", sentence, missing=role)
    left = sum(part.pence or 0 for part in parts if part.role == "money")
    if left < wanted.pence:
        short = (wanted.pence - left) / 100
        yield Stop(
            "money_short", "money_short", f"£{short:,.0f} of what it needs is not found yet.", missing="money"
        )
    elif wanted.pence:
        yield f"The £{wanted.pence / 100:,.0f} that it needs can be found."
