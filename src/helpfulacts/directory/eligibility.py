"""Who an offer is for, beyond a plain age and plain facts: a small tree of rules with three answers, yes, no or ask.

A tree is one of
    {"all": [tree, ...]}   {"any": [tree, ...]}   {"not": tree}
    {"fact": "carer"}                  what a person may tell us about themselves (`facets.FACTS`)
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

from helpfulacts.core.errors import Refused
from helpfulacts.core.words import joined, tidy

from .facets import AGES, FACTS, LANGUAGES

Tree = Mapping[str, Any]
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


def told_by(person: Any, ward: str = "") -> Known:
    """What a person's plan tells (None: nobody's is open). Without a plan, somebody lives where they look from."""
    if person is None:
        return Known(ward=ward)
    area = person.ward or (person.postcode.ward if person.postcode else None)
    return Known(
        AGES.get(person.age_band), person.facts, area.name if area else ward, tuple(person.languages)
    )


def whole_rule(said: Any) -> Tree:
    """All that an offer or a draft says of who it is for, as one tree: its ages, its own rule, the wards it serves."""
    ends = {"from": said.min_age or None, "to": said.max_age}
    ages = {name: end for name, end in ends.items() if end is not None}
    parts: list[Tree] = [{"age": ages}] if ages else []
    if said.eligibility:
        parts += said.eligibility.get("all", [said.eligibility])
    if said.serves_wards:
        parts.append({"lives_in": list(said.serves_wards)})
    return {"all": parts} if len(parts) > 1 else parts[0] if parts else {}


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


def without_questions(rule: Tree) -> Tree:
    """A rule without what is only asked of everybody: that stands under “They will ask you”."""
    parts = [part for part in (rule.get("all", [rule]) if rule else []) if "ask" not in part]
    return {"all": parts} if len(parts) > 1 else parts[0] if parts else {}


def in_words(tree: Tree) -> str:
    """What “people who …” says of it: “look after someone, and live in Gornal or Lye”. Empty where it is for anybody."""
    return _words(tree, no=False) if tree else ""


def _words(tree: Tree, *, no: bool) -> str:
    """`no`: the words of its opposite, so that no sentence says “not” of a whole sentence."""
    [(name, value)] = tree.items()
    if name == "not":
        return _words(value, no=not no)
    if name in ("all", "any"):
        joined = []
        for one in value:
            words = _words(one, no=no)
            if (inner := _joining(one)) and inner != name:
                either = (inner == "any") != no
                words = f"{'either' if either else 'both'} {words}"
            joined.append(words)
        return (", and " if (name == "all") != no else ", or ").join(joined)
    return _leaf_words(name, value, no=no)


def _joining(tree: Tree) -> str:
    """How a tree joins its parts, a “not” around it looked through as its words do."""
    [(name, value)] = tree.items()
    if name == "not":
        return {"all": "any", "any": "all"}.get(_joining(value), "")
    return name if name in ("all", "any") else ""


def _leaf_words(name: str, value: Any, *, no: bool) -> str:
    if name == "fact":
        return f"{'cannot' if no else 'can'} say “{FACTS[value]}”"
    if name == "age":
        low, high = value.get("from"), value.get("to")
        if low is not None and high is not None:
            return f"are {'not ' if no else ''}from {low} to {high} years old"
        if low is not None:
            return f"are younger than {low}" if no else f"are {low} or older"
        return f"are older than {high}" if no else f"are {high} or younger"
    if name == "lives_in":
        return f"{'do not ' if no else ''}live in {either(value)}"
    if name == "speaks":
        return f"{'do not ' if no else ''}speak {LANGUAGES[value]}"
    return f"say {'no' if no else 'yes'} to “{value}”"


def either(names: Sequence[str]) -> str:
    """“Gornal, Lye or Wren’s Nest”; where a name has an “and” of its own, semicolons part them."""
    if len(names) > 1 and any(" and " in name or "," in name for name in names):
        return f"one of these: {'; '.join(names)}"
    return joined(names, "or")


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
    if name == "lives_in" and isinstance(value, list | tuple):
        named = all(isinstance(ward, str) and 0 < len(tidy(ward)) <= 120 for ward in value)
        if named and 0 < len(value) <= MOST_WARDS:
            return list(dict.fromkeys(map(tidy, value)))
    if name == "ask" and isinstance(value, str) and 0 < len(tidy(value)) <= LONGEST_QUESTION:
        return tidy(value)
    if name in LEAVES:
        raise Refused(
            f"The rule “{name}” of who it is for cannot be read. Choose from the list.", field="eligibility"
        )
    raise Refused(
        f"“{str(name)[:20]}” is no rule of who it is for. Use: all, any, not, {', '.join(LEAVES)}.",
        field="eligibility",
    )


def with_leaves(tree: Tree, leaf: Callable[[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """The same tree with each of its rules as `leaf(name, value)` writes it."""
    if not tree:
        return {}
    [(name, value)] = tree.items()
    if name in ("all", "any"):
        return {name: [with_leaves(one, leaf) for one in value]}
    if name == "not":
        return {"not": with_leaves(value, leaf)}
    return leaf(name, value)


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
