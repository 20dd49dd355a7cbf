"""Small geography: square wards and neighbourhoods as GeoJSON features, and a way to run a command."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import load_command_class
from squares import feature, square


@pytest.fixture
def bare(db: None) -> Any:
    """A place with nothing loaded."""
    from helpfulacts.places.actions.create_place import create_place

    return create_place(slug="squares", name="Squares", person_to_talk_to="Sam")


@pytest.fixture
def wards() -> list[dict[str, Any]]:
    """Two wards side by side that share a border: West (-2.10 to -2.08) and East (-2.08 to -2.06), 52.50 to 52.52."""
    return [feature("W1", "West", square(-2.10, 52.50)), feature("W2", "East", square(-2.08, 52.50))]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command as from the shell: (exit code, output, error)."""

    def run(name: str, *arguments: str) -> tuple[int, str, str]:
        made = load_command_class("helpfulacts.cli", name)
        made.stdout._out = out = io.StringIO()
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            made.run_from_argv(["helpfulacts", name, *[str(argument) for argument in arguments]])
        return int(stopped.value.code or 0), out.getvalue(), capsys.readouterr().err

    return run
