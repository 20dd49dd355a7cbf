"""How something went, from its page to the recipe: shown to everybody, written by whoever wove it, nothing typed lost."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from office_samples import World, post, text_of
from test_weaving_pages import test_the_whole_way_from_under_used_to_listed as list_it
from test_weaving_pages import world

from helpfulacts.core.clock import today
from helpfulacts.directory.models import Weave
from helpfulacts.learning.models import Practice

__all__ = ["world"]
pytestmark = pytest.mark.django_db


def ran(world: World) -> Weave:
    """Listed, and its days are a week ago."""
    list_it(world)
    weave = Weave.objects.get()
    Weave.objects.filter(pk=weave.pk).update(first_day=today() - dt.timedelta(days=7))
    return weave


def test_before_its_day_nobody_is_asked_and_a_form_sent_anyway_is_refused(world: World) -> None:
    list_it(world)
    weave, jo = Weave.objects.get(), world.browser("weaver")
    assert "How did it go?" not in text_of(jo.get(world.url(f"weaving/{weave.pk}")))
    answer = post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=3, went_right="x", went_wrong="")
    assert answer.status_code == 422 and "It is not over yet" in text_of(answer)


def test_what_was_typed_is_kept_until_it_is_right_and_pressed_twice_is_one_recipe(world: World) -> None:
    weave, jo = ran(world), world.browser("weaver")
    path = world.url(f"weaving/{weave.pk}/how-it-went")
    missing = post(jo, path, came="", went_right="The kettle.", went_wrong="")
    assert missing.status_code == 422
    assert "Write a number for “How many people came?”." in text_of(missing)
    assert "The kettle." in missing.content.decode()
    empty = post(jo, path, came=0, went_right="", went_wrong="")
    assert "Write a few words on what went right, or what went wrong." in text_of(empty)
    said = {"came": 0, "went_right": "", "went_wrong": "Nobody came.", "key": "the same form twice"}
    for _ in range(2):
        answer = jo.post(path, said)
        assert answer.status_code == 302
    recipe = Practice.objects.get()
    page = text_of(jo.get(answer["Location"]))
    assert "No people came." in page and "Nobody came." in page and "Nothing is written here." in page
    assert "Nothing was begun from it yet." in page
    assert str(recipe.pk) in answer["Location"]


def test_anybody_reads_it_and_only_those_who_weave_begin_from_it_or_take_it_off(world: World) -> None:
    weave, jo, nobody = ran(world), world.browser("weaver"), world.browser("nobody")
    assert "No recipe is kept here yet." in text_of(nobody.get(world.url("recipes")))
    post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=3, went_right="The kettle.", went_wrong="")
    recipe = Practice.objects.get()
    page = nobody.get(world.url(f"recipes/{recipe.pk}"))
    assert "The kettle." in text_of(page)
    assert "Begin from this recipe" not in text_of(page) and "Take it off" not in text_of(page)
    offers = [str(world.offers["hall"].pk)]
    begun = post(jo, world.url("weaving/begin"), title="Again", part=offers, recipe=str(recipe.pk))
    assert "It was begun from a recipe" in text_of(jo.get(begun["Location"]))
    post(jo, world.url(f"recipes/{recipe.pk}/take-off"))
    assert nobody.get(world.url(f"recipes/{recipe.pk}")).status_code == 404
    twice = post(jo, world.url(f"recipes/{recipe.pk}/take-off"))
    assert twice.status_code == 302 and "It is taken off already." in text_of(jo.get(twice["Location"]))
    assert post(nobody, world.url(f"recipes/{recipe.pk}/take-off")).status_code == 403
    page = text_of(jo.get(begun["Location"]))
    assert "begun from a recipe that was taken off" in page and "The kettle." not in page


def test_an_unknown_recipe_to_begin_from_is_left_out_and_said(world: World) -> None:
    jo = world.browser("weaver")
    for asked in ("x", "00000000-0000-0000-0000-000000000000"):
        page: Any = jo.get(world.url(f"weaving?recipe={asked}"))
        assert page.status_code == 200 and "From the recipe" not in text_of(page)
        assert "This recipe is not there." in text_of(page)
    assert "This recipe is not there." not in text_of(jo.get(world.url("weaving")))


def test_whoever_weaves_reads_for_whom_where_and_until_when(world: World) -> None:
    page = text_of(world.browser("weaver").get(world.url("weaving")))
    assert f"in all of {world.place.name}, until" in page


@pytest.mark.parametrize(
    ("came", "said"), [(0, "No people"), (1, "Some people"), (9, "Some people"), (12, "12 people")]
)
def test_a_small_count_of_those_who_came_is_not_shown(world: World, came: int, said: str) -> None:
    weave, jo, nobody = ran(world), world.browser("weaver"), world.browser("nobody")
    post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=came, went_right="The kettle.", went_wrong="")
    recipe = Practice.objects.get()
    for at in ("recipes", f"recipes/{recipe.pk}"):
        page = text_of(nobody.get(world.url(at)))
        assert f"{said} came." in page
        assert f"{came} people came" not in page or came > 9
    assert "Under ten, it says “some”." in text_of(nobody.get(world.url(f"recipes/{recipe.pk}")))


def test_a_recipe_taken_off_between_the_page_and_the_press_is_said_and_nothing_is_lost(world: World) -> None:
    weave, jo = ran(world), world.browser("weaver")
    post(jo, world.url(f"weaving/{weave.pk}/how-it-went"), came=3, went_right="The kettle.", went_wrong="")
    recipe, part = Practice.objects.get(), str(world.offers["hall"].pk)
    post(jo, world.url(f"recipes/{recipe.pk}/take-off"))
    begun = post(jo, world.url("weaving/begin"), title="Repair Sunday", part=[part], recipe=str(recipe.pk))
    assert begun.status_code == 422 and Weave.objects.count() == 1
    page = text_of(begun)
    assert "This recipe was taken off. Send it again to begin without it." in page
    assert "Repair Sunday" in page and str(recipe.pk) not in page
    assert re.search(rf'value="{part}"[^>]*checked', page)
    assert post(jo, world.url("weaving/begin"), title="Repair Sunday", part=[part]).status_code == 302
