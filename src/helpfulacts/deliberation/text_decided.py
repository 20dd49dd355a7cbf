"""The text as it was decided: why a decision cannot stand beside it, and the clauses of the agreement that follow from it.

cannot_stand(decision) -> list of sentences          next_clauses(deliberation, version) -> list[NextClause]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .clauses import Clause, clause_tree
from .compared import said_within
from .counting.chosen import listed
from .models import AgreementVersion, Contribution, Decision, Deliberation, Outcome

OWED = ("side", "trigger", "days", "unit", "evidence", "exception")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def cannot_stand(decision: Decision) -> list[str]:
    """Why the answers to the changes of a text do not make one text; empty where they do, or where there is none."""
    rows = Contribution.objects.filter(
        place=decision.place_id, deliberation=decision.deliberation_id, kind="amendment", joined_into=None
    )
    changes = list(rows.order_by("number"))
    said = Outcome.objects.filter(place=decision.place_id, decision=decision, contribution__in=changes)
    answers = dict(said.values_list("contribution_id", "answer"))
    silent = [one.number for one in changes if one.accepted_on is not None and one.pk not in answers]
    found = []
    if silent:
        found.append(
            f"{listed(silent).capitalize()}: in the text, and without an answer. Answer each one: yes, and it stays; no, and it "
            "goes."
        )
    rivals: dict[object, list[int]] = defaultdict(list)
    for one in changes:
        if one.change != "after" and answers.get(one.pk) == "yes":
            rivals[one.amends_id].append(one.number)
    found += [
        f"{listed(numbers).capitalize()} change the same words, so only one can stand. Answer yes to one of them."
        for numbers in rivals.values()
        if len(numbers) > 1
    ]
    parts = {one.parent_id for one in changes if answers.get(one.pk) == "yes"}
    without = [one.number for one in changes if answers.get(one.pk) == "partly" and one.pk not in parts]
    if without:
        found.append(
            f"{listed(without).capitalize()}: answered “in part”, and no part of it is. Accept some of its words and answer yes to "
            "those, or answer yes or no."
        )
    return found


@dataclass(frozen=True)
class NextClause:
    """A clause of the next text. how: “kept”, “changed” or “new”. owed: what an undertaking says beside its words, if it is one."""

    key: str
    parent: str
    title: str
    words: str
    how: str
    owed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, Any]:
        """As an agreement holds it."""
        said = {"key": self.key, "parent": self.parent, "title": self.title, "words": self.words}
        return said | dict(self.owed)


def next_clauses(deliberation: Deliberation, version: AgreementVersion) -> list[NextClause]:
    """The clauses of `version` with the changes that are in the text. What comes after clause 1.1 becomes 1.1a, so that no number
    moves; what stood under a clause that is taken out stands one level higher."""
    before = {clause["key"]: clause for clause in version.clauses}
    return list(_next(clause_tree(deliberation), "", before, set(before)))


def differs(deliberation: Deliberation, version: AgreementVersion) -> bool:
    """Is anything in the text another than in `version`?"""
    return [one.written for one in next_clauses(deliberation, version)] != version.clauses


def _next(
    clauses: Iterable[Clause], parent: str, before: Mapping[str, Mapping[str, Any]], taken: set[str]
) -> Iterator[NextClause]:
    for clause in clauses:
        old = before.get(clause.number, {})
        under = parent
        if not clause.taken_out:
            under = clause.number
            how = "kept" if clause.words == old.get("words") else "changed"
            owed = {name: old[name] for name in OWED if name in old}
            if owed and how == "changed" and (within := said_within(clause.words)):
                owed["days"], owed["unit"] = (
                    within  # as the new words say; whoever drafts it looks at it again
                )
            yield NextClause(clause.number, parent, clause.shown.title, clause.words, how, owed)
        yield from _next(clause.children, under, before, taken)
        for added in clause.after:
            key = _free(clause.number, taken)
            taken.add(key)
            yield NextClause(key, parent, "", added.words, "new")


def _free(number: str, taken: set[str]) -> str:
    """“1.1a”, or “1.1b” where there is one; after “z” comes “za”."""
    prefix = number
    while True:
        for letter in LETTERS:
            if f"{prefix}{letter}" not in taken:
                return f"{prefix}{letter}"
        prefix += "z"
