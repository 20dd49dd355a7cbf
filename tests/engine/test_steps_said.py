"""A long work is never silent: one plain line a step where nobody sees a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from helpfulacts.cli.management.commands import demo
from helpfulacts.core.errors import Refused


def test_the_demonstration_says_each_step_as_it_loads(monkeypatch: Any, capsys: Any) -> None:
    def load(folder: Any, *, say: Any) -> Any:
        say("offers")
        say("[week] 1 of 24")
        raise Refused("Far enough.")

    monkeypatch.setattr(demo, "load_demonstration", load)
    monkeypatch.setattr(demo, "call_command", lambda *_, **__: None)
    monkeypatch.setattr(demo, "refuse_weak_settings", lambda: None)
    with pytest.raises(Refused):
        demo.Command().handle(place=None, people=None, offers=None, seed=None, as_json=True)
    said = capsys.readouterr()
    assert said.err.splitlines() == ["Preparing the database", "Dudley: offers", "Dudley: [week] 1 of 24"]
    assert said.out == ""
