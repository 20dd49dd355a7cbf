"""Where there is no page to show, a sentence says what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.cli.management.commands.export import Command

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def test_the_address_of_a_button_says_that_it_is_one(world: World) -> None:
    answer = Client().get(world.url("leave"))
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "This address belongs to a button" in text_of(answer)


def test_a_browser_without_cookies_is_told_of_cookies(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post(world.url("find"), {"words": "company"})
    assert answer.status_code == 403 and "Allow cookies for this site" in text_of(answer)


def test_an_offer_that_somebody_else_listed_meanwhile_is_said(world: World) -> None:
    offer = next(iter(world.offers.values()))
    answer = post(world.browser("officer"), world.url(f"held-offers/{offer.pk}"), how="phone")
    assert answer.status_code == 404 and "somebody has listed it or sent it back" in text_of(answer)


def test_an_export_makes_no_folder_that_was_mistyped(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(
            ["helpfulacts", "export", "--place", "testham", "--out", str(tmp_path / "mistyped" / "feed.json")]
        )
    assert ended.value.code == 2 and "There is no folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
