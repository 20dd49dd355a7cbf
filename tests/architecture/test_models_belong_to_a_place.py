"""Walks every model: what is scoped to a place is so in every key, and nothing else slips in."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection, models

from helpfulacts.core.models import PlaceScoped

OURS = (
    "core",
    "places",
    "people",
    "promises",
    "directory",
    "support",
    "coordination",
    "learning",
    "deliberation",
    "accountability",
)
REFERENCE = {"places.Place", "people.Account"}
ALL = [model for app in OURS for model in apps.get_app_config(app).get_models()]
SCOPED = [model for model in ALL if issubclass(model, PlaceScoped)]


def test_every_model_is_scoped_or_listed_as_shared_reference_data() -> None:
    assert {model._meta.label for model in ALL if not issubclass(model, PlaceScoped)} == REFERENCE


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_every_uniqueness_contains_the_place(model: type[models.Model]) -> None:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert "place" in constraint.fields, constraint.name
    assert not model._meta.unique_together
    assert not [f.name for f in model._meta.local_fields if f.unique and not f.primary_key]


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_foreign_keys_stay_in_the_place_or_go_to_shared_reference_data(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey):
            target = field.related_model
            assert issubclass(target, PlaceScoped) or target._meta.label in REFERENCE, field.name
        assert not isinstance(field, models.OneToOneField), field.name


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_no_hidden_many_to_many_tables(model: type[models.Model]) -> None:
    assert not model._meta.local_many_to_many


def test_shared_reference_data_never_points_at_scoped_rows() -> None:
    for model in ALL:
        if not issubclass(model, PlaceScoped):
            for field in model._meta.local_fields:
                assert not (
                    isinstance(field, models.ForeignKey) and issubclass(field.related_model, PlaceScoped)
                )


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_every_list_has_an_order_or_is_only_ever_counted(model: type[models.Model]) -> None:
    has_order = bool(model._meta.ordering)
    links = {"Prerequisite", "Veto", "ActDependency", "Claim", "RegisterHead", "GivenAnswer", "Person"}
    assert has_order or model.__name__ in links


@pytest.mark.parametrize("model", SCOPED, ids=lambda m: m._meta.label)
def test_personal_text_is_only_kept_sealed(model: type[models.Model]) -> None:
    """A column whose name says it is somebody's words must be a sealed one."""
    private = {"called", "contact_details", "words", "outcome", "can_offer", "asked", "what"}
    plain = {
        "directory.Trial": {"words"},  # public words about an idea
        "directory.ImportRow": {"outcome"},  # a code: new, changed, set aside
        "directory.Correction": {"what"},  # one of a few choices
        "deliberation.Moderation": {"what"},  # one of a few choices
        "support.Complaint": {"outcome"},  # one of a few choices
        "support.Concern": {"outcome"},  # one of a few choices
        "people.LookCheck": {"outcome"},  # one of a few choices
        "people.Consent": {"what"},  # a category of information, never its content
    }
    for field in model._meta.local_fields:
        if field.name in private - plain.get(model._meta.label, set()):
            raise AssertionError(f"{model._meta.label}.{field.name} is not sealed")


@pytest.mark.django_db
def test_any_program_that_reads_sqlite_reads_the_whole_database() -> None:
    """A backup, and whoever takes the file away, has none of Django's own functions: no constraint or index asks one."""
    if connection.vendor != "sqlite":
        pytest.skip("Django adds functions to SQLite alone")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        assert [name for name, sql in cursor.fetchall() if re.search(r"\bdjango_\w+\(", sql)] == []
