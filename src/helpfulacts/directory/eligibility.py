"""Who an offer is for, beyond a plain age and plain facts: a small tree of rules with three answers, yes, no or ask.

A tree is one of
    {"all": [tree, ...]}   {"any": [tree, ...]}   {"not": tree}
    {"fact": "carer"}            what a person may tell us about themselves (`facets.FACTS`)
    {"age": {"from": 18, "to": 25}}    either end may be left out
    {"lives_in": ["Gornal"]}     ward names      {"speaks": "pa"}     a language code
    {"ask": "Do you have a garden?"}   only the giver can tell

What is not known is never a no: it is a question. The truth tables are Kleene's strong three-valued logic (S. C. Kleene,
"Introduction to Metamathematics", 1952, §64) with no = -1, ask = 0, yes = 1: all = least, any = greatest, not = minus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpfulacts.core.errors import Refused

from .facets import FACTS, LANGUAGES

Tree = Mapping[str, Any]
Answers = NDArray[np.int8]
YES, ASK, NO = 1, 0, -1
ANSWERS = {YES: "yes", ASK: "ask", NO: "no"}
DEEPEST, MOST_RULES, LONGEST_QUESTION, MOST_WARDS = 4, 24, 160, 60
LEAVES = ("fact", "age", "lives_in", "speaks", "ask")


@dataclass(frozen=True)
class Known:
    """What a person told us. Empty, or absent from `facts`, is not known. `ages`: the ends of their age band."""

    ages: tuple[int, int] | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    ward: str = ""
    languages: tuple[str, ...] = ()


def verdict(tree: Tree, leaf: Callable[[str, Any], Any]) -> Any:
    """The answer of a tree: int8, or an array of them. `leaf(name, value)` answers one rule the same way."""
    if not tree:
        return np.int8(YES)
    [(name, value)] = tree.items()
    if name == "not":
        return -verdict(value, leaf)
    if name in ("all", "any"):
        join = np.minimum if name == "all" else np.maximum
        answer = verdict(value[0], leaf)
        for one in value[1:]:
            answer = join(answer, verdict(one, leaf))
        return answer
    return leaf(name, value)


def suits(tree: Tree, known: Known) -> str:
    """“yes”, “no” or “ask” for one person."""
    return ANSWERS[int(verdict(tree, lambda name, value: _answer(name, value, known)))]


def _answer(name: str, value: Any, known: Known) -> int:
    if name == "fact":
        said = known.facts.get(value)
        return ASK if said is None else YES if said else NO
    if name == "age":
        return age_answer(value, known.ages)
    if name == "lives_in":
        return ASK if not known.ward else YES if known.ward in value else NO
    if name == "speaks":
        return ASK if not known.languages else YES if value in known.languages else NO
    return ASK


def age_answer(value: Mapping[str, int], ages: tuple[int, int] | None) -> int:
    """A band that lies inside is a yes, one that lies outside a no, one that does both is asked."""
    if ages is None:
        return ASK
    low, high = value.get("from", 0), value.get("to", 150)
    if ages[1] < low or ages[0] > high:
        return NO
    return YES if low <= ages[0] and ages[1] <= high else ASK


def questions(tree: Tree, known: Known | None = None) -> list[str]:
    """What they will ask, each once: the rules whose answer is not known. Rules that are settled ask nothing."""
    known = known or Known()
    if not tree or suits(tree, known) != "ask":
        return []
    return list(dict.fromkeys(_open_questions(tree, known)))


def _open_questions(tree: Tree, known: Known) -> Iterator[str]:
    [(name, value)] = tree.items()
    if name in ("all", "any"):
        for one in value:
            if suits(one, known) == "ask":
                yield from _open_questions(one, known)
    elif name == "not":
        yield from _open_questions(value, known)
    elif name == "fact":
        yield f"Can you say “{FACTS[value]}”?"
    elif name == "age":
        yield "How old are you?"
    elif name == "lives_in":
        yield "Which part do you live in?"
    elif name == "speaks":
        yield f"Do you speak {LANGUAGES[value]}?"
    else:
        yield value


def in_words(tree: Tree) -> str:
    """The tree as part of a sentence: “people who look after someone, and who live in Gornal or Lye”. Empty for none."""
    if not tree:
        return ""
    return _words(tree, plain=True)


def _words(tree: Tree, *, plain: bool) -> str:
    [(name, value)] = tree.items()
    if name in ("all", "any"):
        joined = [_words(one, plain=plain) for one in value]
        nested = [
            f"({words})"
            if next(iter(one)) in ("all", "any") and next(iter(one)) != name and len(value) > 1
            else words
            for one, words in zip(value, joined, strict=True)
        ]
        return (", and " if name == "all" else ", or ").join(nested)
    if name == "not":
        return (
            f"not ({_words(value, plain=True)})"
            if next(iter(value)) in ("all", "any")
            else f"not: {_words(value, plain=True)}"
        )
    if name == "fact":
        return f"who can say “{FACTS[value]}”"
    if name == "age":
        low, high = value.get("from"), value.get("to")
        if low is not None and high is not None:
            return f"from {low} to {high} years old"
        return f"{low} or older" if low is not None else f"{high} or younger"
    if name == "lives_in":
        return f"who live in {_either(value)}"
    if name == "speaks":
        return f"who speak {LANGUAGES[value]}"
    return f"they ask you: {value}"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def checked(value: Any) -> dict[str, Any]:
    """The tree, sound and as small as it can be; {} for none. Raises Refused with one sentence for anything else."""
    if value in (None, {}, []):
        return {}
    rules = [0]
    return _checked(value, 1, rules)


def _checked(value: Any, depth: int, rules: list[int]) -> dict[str, Any]:
    if not isinstance(value, Mapping) or len(value) != 1:
        raise Refused(
            'Each rule of who it is for is one thing, for example {"fact": "carer"}.', field="eligibility"
        )
    if depth > DEEPEST:
        raise Refused(f"Keep the rules of who it is for to {DEEPEST} levels.", field="eligibility")
    [(name, inner)] = value.items()
    if name in ("all", "any"):
        if not isinstance(inner, list | tuple) or not inner:
            raise Refused(f"“{name}” needs at least one rule in it.", field="eligibility")
        parts = [_checked(one, depth + 1, rules) for one in inner]
        return parts[0] if len(parts) == 1 else {name: parts}
    if name == "not":
        return {"not": _checked(inner, depth + 1, rules)}
    rules[0] += 1
    if rules[0] > MOST_RULES:
        raise Refused(
            f"Keep who it is for to {MOST_RULES} rules. Say the rest in words.", field="eligibility"
        )
    return {name: _leaf(name, inner)}


def _leaf(name: str, value: Any) -> Any:
    if name == "fact" and isinstance(value, str) and value in FACTS:
        return value
    if name == "speaks" and isinstance(value, str) and value in LANGUAGES:
        return value
    if name == "age" and isinstance(value, Mapping) and value and set(value) <= {"from", "to"}:
        ends = list(value.values())
        if all(type(end) is int and 0 <= end <= 120 for end in ends) and value.get("from", 0) <= value.get(
            "to", 120
        ):
            return dict(value)
    if name == "lives_in" and isinstance(value, list | tuple) and 0 < len(value) <= MOST_WARDS:
        if all(isinstance(ward, str) and 0 < len(ward) <= 120 for ward in value):
            return list(dict.fromkeys(value))
    if name == "ask" and isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_QUESTION:
        return value.strip()
    if name in LEAVES:
        raise Refused(
            f"The rule “{name}” of who it is for cannot be read. Choose from the list.", field="eligibility"
        )
    raise Refused(
        f"“{str(name)[:20]}” is no rule of who it is for. Use: all, any, not, {', '.join(LEAVES)}.",
        field="eligibility",
    )


def leaves_of(tree: Tree) -> Iterator[tuple[str, Any]]:
    """Every rule of a tree that is no joining of others."""
    if not tree:
        return
    [(name, value)] = tree.items()
    if name in ("all", "any"):
        for one in value:
            yield from leaves_of(one)
    elif name == "not":
        yield from leaves_of(value)
    else:
        yield name, value
