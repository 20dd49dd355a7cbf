"""Entries of the public register about deciding together: what is asked, how it is counted, what is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from helpfulacts.core.words import counted, mid_sentence

Facts = Mapping[str, Any]

SAID: dict[str, Callable[[Facts], str]] = {
    "began a deliberation": lambda f: f"Question {_n(f)} was begun. Only the office reads it yet.",
    "chose the rules to ask about": lambda f: (
        f"It was chosen which rules question {_n(f)} asks about: those of what-if {f.get('what_if', '')}. It is a draft."
    ),
    "chose no rules to ask about": lambda f: f"Question {_n(f)} asks about no rules. It is a draft.",
    "threw a question away": lambda f: (
        f"Question {_n(f)} was thrown away as a draft, before anybody outside the office could read it."
    ),
    "published a deliberation": lambda f: (
        f"Question {_n(f)} was asked in public, and people are promised to hear what was decided."
    ),
    "ended a deliberation": lambda f: (
        f"Question {_n(f)} was ended before its time, with a reason on its page."
    ),
    "drew a panel": lambda f: (
        f"A panel was drawn by lot for question {f.get('deliberation', '')}, by a seed that was public."
        + (
            f" Chances are as equal as we could make them in {f.get('seconds', 60):g} seconds. That they cannot be more equal is not proved."
            if f.get("proved") is False
            else ""
        )
    ),
    "drafted an agreement": lambda f: (
        f"Agreement {_a(f)} was drafted. Nothing holds before each side has signed."
    ),
    "signed an agreement": lambda f: (
        f"{f.get('body', 'A body')!s} signed agreement {_a(f)}{', and it is in force' if f.get('in force') else ''}."
    ),
    "held a side to an agreement": lambda f: (
        f"{f.get('body', 'A body')!s} owes what clause {f.get('clause', '')} of agreement {f.get('agreement', '')} says."
    ),
    "entered where a body stands": lambda f: (
        f"The desk entered where {mid_sentence(str(f.get('body', 'a body')))} stands, for question {_n(f)}, "
        f"{'from a paper' if f.get('channel') == 'paper' else 'as it was told'}: {str(f.get('from', 'it does not say where from')).rstrip('.')}."
    ),
    "replied to where bodies stand": lambda f: (
        f"{f.get('body', 'A board')!s} replied in writing to where bodies stand, in question {_n(f)}{', late' if f.get('late') else ''}."
    ),
    "costed a proposal": lambda f: (
        f"It was worked out what project {_n(f)} of question {f.get('question', '')} costs, by {mid_sentence(str(f.get('by', 'somebody')))}."
    ),
    "gave out paper slips": lambda f: f"The desk gave out slips for votes on paper, for question {_n(f)}.",
    "counted": lambda f: (
        f"Count {_n(f)} of question {f.get('deliberation', '')} was made. It stays as it is."
    ),
    "drafted a decision": lambda f: f"Decision {_n(f)} was written down. Only the office reads it yet.",
    "answered in a draft": lambda f: (
        f"Answers were written for decision {_n(f)}, which is not published yet."
    ),
    "weighed a draft against a principle": lambda f: (
        f"It was written down what decision {_n(f)} means for one of the twelve principles."
    ),
    "threw a decision away": lambda f: (
        f"What was written down as decision {_n(f)} was thrown away, before anybody outside the office could read it."
    ),
    "published a decision": lambda f: (
        f"Decision {_n(f)} was published, by {mid_sentence(str(f.get('body', 'a body')))}{_of_a_decision(f)}."
    ),
}


def _a(facts: Facts) -> str:
    return f"{facts.get('agreement', '')}, version {facts.get('version', '')}"


def _n(facts: Facts) -> str:
    return str(facts.get("number", ""))


def _of_a_decision(facts: Facts) -> str:
    """What else was done by it."""
    said = []
    if facts.get("emergency"):
        said.append("without asking first")
    if facts.get("departs"):
        said.append("other than the vote says, with its reason")
    if facts.get("rule set"):
        said.append(f"and rule set {facts['rule set']} came into force")
    if promises := facts.get("promises"):
        said.append(f"with {counted(int(promises), 'promise', 'promises')}")
    return "".join(f", {one}" for one in said)
