"""The same key from many processes at once: one effect, and the same answer for all (guarantee G2)."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.engine.ledger import verify_register

PROCESSES = 8
KEYS = [f"form-{number:04d}" for number in range(6)]


@pytest.mark.slow
def test_eight_processes_with_one_key_have_one_effect_and_one_answer(installation: Any) -> None:
    installation.run("prepare", "keys", 100)
    told = installation.run("same_key", "keys", PROCESSES, *KEYS)
    assert len(told) == PROCESSES * len(KEYS), "nobody is left without an answer"
    for key in KEYS:
        answers = [one["answer"] for one in told if one["key"] == key]
        assert len(answers) == PROCESSES and all(answer == answers[0] for answer in answers)
    *lines, now = installation.run("state", "keys")
    assert now["held"] == len(KEYS)
    assert sum('"kept a place"' in line["register"] for line in lines) == len(KEYS)
    verify_register(line["register"] for line in lines)


@pytest.mark.slow
def test_a_key_sent_again_by_later_processes_still_has_its_first_answer(installation: Any) -> None:
    installation.run("prepare", "later", 100)
    first = installation.run("same_key", "later", 1, "form-again")
    again = installation.run("same_key", "later", PROCESSES, "form-again")
    assert again == first * PROCESSES
    assert installation.run("state", "later")[-1]["held"] == 1
