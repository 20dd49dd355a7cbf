"""A combination that ended early says so on its page, with what happened; its recipe counts only the days that were held."""

from __future__ import annotations

import datetime as dt

import pytest
from office_samples import World, post, text_of
from test_weaving_pages import begun, world
from test_weaving_pages import test_the_whole_way_from_under_used_to_listed as list_it

from helpfulacts.core.clock import today
from helpfulacts.directory.models import Weave
from helpfulacts.learning.models import Practice

__all__ = ["world"]
pytestmark = pytest.mark.django_db


def test_a_draft_that_was_ended_says_that_nobody_was_asked(world: World) -> None:
    jo, weave = begun(world)
    post(jo, world.url(f"weaving/{weave.pk}/end"))
    page = text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    assert "It ended early, on" in page and "It was never listed. Nobody had been asked." in page
    assert "How did it go?" not in page
    listed = text_of(jo.get(world.url("weaving")))
    assert "What has ended in twelve weeks: 1" in listed and weave.title in listed


def test_one_that_was_listed_and_never_held_has_no_recipe_even_after_its_day(world: World) -> None:
    list_it(world)
    weave, jo = Weave.objects.get(), world.browser("weaver")
    post(jo, world.url(f"weaving/{weave.pk}/end"))
    page = text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    assert "It was listed, and ended before its first day." in page
    answer = post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=3, went_right="x", went_wrong="")
    assert answer.status_code == 422 and not Practice.objects.exists()


def test_one_that_ended_after_some_of_its_days_is_told_of_those(world: World) -> None:
    list_it(world)
    weave, jo = Weave.objects.get(), world.browser("weaver")
    first = today() - dt.timedelta(days=8)
    Weave.objects.filter(pk=weave.pk).update(first_day=first, weeks=3)
    post(jo, world.url(f"weaving/{weave.pk}/end"))
    page = text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    assert "It was listed, and 2 of its 3 days had been." in page and "How did it go?" in page
    answer = post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=3, went_right="x", went_wrong="")
    assert answer.status_code == 302 and Practice.objects.get().ran_on == first + dt.timedelta(days=7)


def test_one_that_ran_its_days_says_nothing_of_ending_early(world: World) -> None:
    list_it(world)
    weave, jo = Weave.objects.get(), world.browser("weaver")
    Weave.objects.filter(pk=weave.pk).update(first_day=today() - dt.timedelta(days=7))
    post(jo, world.url(f"weaving/{weave.pk}/end"))
    assert "It ended early" not in text_of(jo.get(world.url(f"weaving/{weave.pk}")))
