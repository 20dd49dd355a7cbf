"""The public register: each entry is one sentence that anybody can read."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

from helpfulacts.core.clock import as_if
from helpfulacts.web import register_words
from helpfulacts.web.register_plain import PLAIN
from helpfulacts.web.register_words import _SAID, entry_sentence


def test_each_entry_of_the_register_is_one_plain_sentence() -> None:
    said = {
        ("said yes", "helpful act"): "The person said yes to help: regular help (civic).",
        ("began a plan", "plan"): "Somebody began a plan, written down by a link worker.",
        ("changed a plan", "plan"): "Somebody changed their plan: added something they would like.",
        ("promised", "promise"): "The desk made a promise to somebody, due by Tuesday 24 November.",
        ("something_new", "thing"): "Thing: something new.",
    }
    facts: dict[str, dict[str, Any]] = {
        "said yes": {"state": "promised", "kind": "service", "sphere": "civic", "by": "citizen"},
        "began a plan": {"proxy": True, "by": "navigator", "group": False},
        "changed a plan": {"change": "added something you would like", "version": 2, "proxy": False},
        "promised": {"by": "desk", "to": "person", "about": "helpful act", "due": "2026-11-24"},
        "something_new": {},
    }
    with as_if(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)):
        for (action, noun), sentence in said.items():
            assert entry_sentence(action, noun, facts[action]) == sentence
    for action in (*_SAID, *PLAIN):
        for given in ({}, *facts.values()):
            sentence = entry_sentence(action, "thing", given)
            assert sentence.endswith(".") and "None" not in sentence and ".." not in sentence, sentence


def test_every_action_that_is_recorded_has_words_of_its_own() -> None:
    source = Path(register_words.__file__).parents[1]
    recorded = set()
    for file in source.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "record":
                named = [one.value for one in call.keywords if one.arg == "action"]
                recorded |= {
                    text.value
                    for one in named
                    for text in ast.walk(one)
                    if isinstance(text, ast.Constant) and isinstance(text.value, str)
                }
    assert len(recorded) > 40, "the register is written by calls of this shape"
    recorded.discard("in_force")  # the condition between two actions, not one of them
    assert recorded - {*_SAID, *PLAIN, "began"} == set()


def test_few_people_are_some_and_many_are_counted() -> None:
    assert entry_sentence("began plans", "plan", {"plans": "1,200", "wishes": "some"}) == (
        "1,200 plans were begun, with some wishes."
    )
