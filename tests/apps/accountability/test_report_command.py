"""`helpfulacts report atrs`: what it would be, and its newest version once it is published."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.management import load_command_class

from helpfulacts.accountability import records
from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules

pytestmark = pytest.mark.django_db


def report(*arguments: str) -> tuple[int, str]:
    made = load_command_class("helpfulacts.cli", "report")
    made.stdout._out = out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        made.run_from_argv(["helpfulacts", "report", *arguments])
    return int(stopped.value.code or 0), out.getvalue()


def test_it_publishes_once_and_says_what_the_place_has_not_said(place: Any) -> None:
    enact_shipped_rules(place=place)
    code, said = report("atrs", "--place", place.slug)
    assert code == 0 and "not published yet" in said and "Not yet said by the place: website" in said
    assert records.versions(place) == []
    assert "Version 1 is published." in report("atrs", "--place", place.slug, "--publish")[1]
    assert "published already" in report("atrs", "--place", place.slug, "--publish")[1]
    assert "as version 1 says" in report("atrs", "--place", place.slug)[1]
    found = json.loads(report("atrs", "--place", place.slug, "--json", "--publish")[1])
    assert found == records.as_file(records.get_version(place))
    assert json.loads(report("--json", "atrs", "--place", place.slug)[1])["version"] is None, (
        "before its name too"
    )


def test_a_mistake_is_one_sentence(place: Any, capsys: Any) -> None:
    assert report()[0] == 2
    assert report("no-such-report")[0] == 2
    assert report("atrs", "--place", "nowhere")[0] == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3 and all(line.endswith(".") for line in lines), lines
