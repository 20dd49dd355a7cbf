"""What somebody with a place is told: which, why this one, by which rule, and what of their other wishes.

title, sentences = placed(reasons, person, stored, number, put_by, extra)      # extra gets offers and questions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpfulacts.engine.sharing import explain as engine
from helpfulacts.engine.sharing.fit_codes import ASKS
from helpfulacts.places.geo import METRES_IN_A_MILE

from . import limits, turn_words

if TYPE_CHECKING:
    from .reasons import Reasons

OTHER_WISH = {
    "shared": (
        "One place at a time: we ask for that again once this one ends, or next time if you say not now."
    ),
    "plan": "There is something for that on your plan already.",
    "open": "There is help for that which needs no round.",
    "queue": "There is help for that with a queue, which needs no round.",
    "waits": "The rules let others go first for that.",
    "": "Nobody has that yet, and we have written it down.",
}
QUESTIONS = {
    "age": "This is for people of a certain age. They will ask how old you are.",
    "rule": "This is for people in a certain situation. They will ask if that is you.",
    "steps": "We do not know if there are steps. Ask before you go.",
    "ward": "This is for some parts of the place. They will ask where you live.",
    "language": "We do not know which languages you speak. Tell us, so that somebody can speak yours.",
    "ask_first": "They will ask you one thing first.",
}


def placed(
    reasons: Reasons, person: int, stored: dict[str, Any], number: int, put_by: str, extra: dict[str, Any]
) -> tuple[str, list[str]]:
    offer = int(stored["offer"])
    title = str(reasons.inputs.offer_title[offer])
    extra["offers"] = [reasons.inputs.offer_ids[offer]]
    if stored["code"] == "continuing":
        words = [
            "You keep the place that you have.",
            "Nobody gets a second place before others had a first.",
            "What else you asked for, we ask for again once your place ends.",
        ]
        met = [rule for bit, rule in enumerate(reasons.rules.floors) if stored["met_by_kept"] >> bit & 1]
        words += [f"You have a right to it: {rule.origin.sentence}" for rule in met]
        return f"You keep your place: {title}", words + reasons.right(person)
    inputs = reasons.inputs
    pair = _pair(reasons, person, offer)
    claim = int(inputs.pair_claim[pair])
    words = _fits(reasons, pair)
    if inputs.continuing[person] < 0:  # who keeps a place asks only for what they have a right to
        words.append(_beside(reasons, person, offer))
    words += reasons.right(person)
    words += _by_rule(reasons, person, number, put_by)
    words += [*_unmet(reasons, person, claim, stored["fits"]), *limits.words(reasons, person)]
    asks = int(inputs.pair_asks[pair])
    extra["questions"] = [QUESTIONS[name] for bit, name in enumerate(ASKS) if asks >> bit & 1]
    return f"You have a place: {title}", words


def next_door(reasons: Reasons, person: int, offer: int) -> list[str]:
    """Why a place next door came to them: by the rules of the place that gives it, in the words of a round at home.

    A right of theirs puts them first there too. It is owed by nobody there, so none is said to be unmet.
    """
    inputs, rules = reasons.inputs, reasons.rules
    number, put_by = rules.class_of(inputs.given_facts(person), inputs.decile_of(person))
    met = int(inputs.owed[person]) & ~int(inputs.unmet[person])
    rights = [
        f"A right comes first: {floor.origin.sentence}"
        for bit, floor in enumerate(rules.floors)
        if met >> bit & 1
    ]
    return [
        *_fits(reasons, _pair(reasons, person, offer)),
        *rights,
        *_by_rule(reasons, person, number, put_by),
        *limits.words(reasons, person),
    ]


def _pair(reasons: Reasons, person: int, offer: int) -> int:
    """The row of the pair of a person and the offer that they were given."""
    row = reasons.inputs.instance.pairs_of(person)
    return row.start + int((reasons.inputs.offer[row] == offer).nonzero()[0][0])


def _fits(reasons: Reasons, pair: int) -> list[str]:
    metres = int(reasons.inputs.pair_metres[pair])
    words = [f"It fits what you asked for: {reasons.asked(int(reasons.inputs.pair_claim[pair]))}."]
    return [*words, f"It is {miles(metres)} away, as the crow flies."] if metres > 0 else words


def _by_rule(reasons: Reasons, person: int, number: int, put_by: str) -> list[str]:
    """The rule that it came by, their group and tickets, and a turn that was kept."""
    return [
        f"It came to you by this rule: {reasons.rules.classes[number - 1].origin.sentence}",
        turn_words.group(reasons, person, number, put_by),
        *turn_words.kept_turn(reasons, person),
    ]


def _beside(reasons: Reasons, person: int, offer: int) -> str:
    held = engine.placed(reasons.inputs.instance, reasons.outcome, person)
    if held.alternatives == 0:
        return "It is the only shared offer that fits you at the moment."
    others = f"{held.alternatives:,} other offer{'s fit' if held.alternatives > 1 else ' fits'} you too"
    if held.got_best:
        return f"{others}; none of them fits better."
    if _only_this_meets_a_right(reasons, person, offer, held.best_gain):
        return f"{others}; another fits a little better, but this one is yours by right."
    return f"{others}; another fits a little better, but we offer you this one so that the places do the most good together."


def _only_this_meets_a_right(reasons: Reasons, person: int, offer: int, best_gain: int) -> bool:
    """Whether the place given meets a right that no better fitting one would."""
    row = reasons.inputs.instance.pairs_of(person)
    better = reasons.inputs.offer[row][reasons.inputs.instance.gain[row] == best_gain]
    return any(
        int(reasons.inputs.owed[person]) >> n & 1
        and grade[offer] >= floor.min_grade
        and (grade[better] < floor.min_grade).all()
        for n, (floor, grade) in enumerate(
            zip(reasons.rules.floors, reasons.inputs.floor_grade.T, strict=True)
        )
    )


def _unmet(reasons: Reasons, person: int, served: int, fits: list[str]) -> list[str]:
    """The person's other wishes, each named."""
    return [
        f"You also asked for: {reasons.asked(claim)}. {OTHER_WISH[what]}"
        for claim, what in zip(reasons.inputs.claims_of[person], fits, strict=True)
        if claim != served
    ]


def miles(metres: int) -> str:
    miles = metres / METRES_IN_A_MILE
    if miles < 0.2:
        return "under a quarter of a mile"
    if miles < 0.75:
        return "about half a mile"
    return f"about {round(miles)} mile{'s' if round(miles) != 1 else ''}"
