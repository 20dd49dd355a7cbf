"""All that is held about somebody is told to them: every model with a person in its keys, and every column of its rows."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.exchange import your_data
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Person
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.models import Promise
from helpfulacts.support import data_requests
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.ask_for_data import take_data
from helpfulacts.support.actions.aspire import add_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.decide_others_words import decide_others_words
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.models import DataRequest, OthersWords, PassedOn

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer")
TOM = Actor("Tom, link worker", "navigator")
POINTERS = {"person", "subject", "to_id", "by_id", "about_id", "about", "act"}
"""Columns that point at a person, or at something of theirs, without a foreign key."""


def _with_a_person() -> set[str]:
    """Every model that leads to a person: by a key, by a key to such a model, or by a pointer without one."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("helpfulacts.")]
    keyed: set[Any] = {Person}
    before = 0
    while len(keyed) != before:
        before = len(keyed)
        for model in ours:
            for column in model._meta.local_fields:
                key = isinstance(column, models.ForeignKey) and column.related_model in keyed
                pointer = isinstance(column, models.UUIDField) and column.name in POINTERS
                if key or pointer:
                    keyed.add(model)
    return {model._meta.label for model in keyed}


def test_every_model_with_a_person_in_its_keys_is_told_or_left_out_for_a_reason() -> None:
    found = _with_a_person()
    told = set(your_data.KINDS)
    assert found - told - set(your_data.LEFT_OUT) == set(), (
        "tell these in `held.py`, or say why not in LEFT_OUT"
    )
    assert set(your_data.LEFT_OUT) - found == set(), "these are left out and lead to nobody"
    assert told & set(your_data.LEFT_OUT) == set()
    assert len(found) > 30


def test_what_is_left_out_of_a_row_is_there_to_be_left_out() -> None:
    for kind in your_data.KINDS.values():
        columns = {column.name.removesuffix("_sealed") for column in kind.model._meta.concrete_fields}
        assert {*kind.leaves_out, *kind.others} <= columns, kind.label


@pytest.fixture
def asha(place: Any, make_person: Any, citizen_of: Any) -> Any:
    """Somebody with a plan, an act whose giver passed on a number, and a look at her record; `asha.by` is her."""
    person = make_person(called="Namebird", channel="phone", contact="01632 960444")
    person.by = citizen_of(person)
    plan = begin_plan(place=place, person=person, words="Planbird cannot sleep", by=person.by)
    add_aspiration(plan=plan, words="Wishbird by the sea", facets=["company"], by=person.by)
    [offer] = list_offers(place=place, drafts=[OfferDraft(
        title="Teabird at four", kind="connection", sphere="personal", shown_from="A neighbour", where=("phone",),
        facets={"company": 3}, particulars={"parties": ["you", "me"], "introducer": "Jean", "introducer_minutes": 5},
    )])  # fmt: skip
    act = answer_act(act=choose_offer(plan=plan, offer=offer, by=person.by), answer="yes", by=person.by)
    passed = PassedOn(place=place, act=act, side="giver", channel="phone", at=now())
    passed.words = "Ring Jean Giverbird after six"
    passed.save()
    open_record(place=place, actor=TOM, person=person, why="Lookbird asked me to")
    return person


def told(person: Any) -> str:
    return your_data.as_file(person, your_data.everything(person))


def test_everything_is_told_at_once_but_what_somebody_else_wrote(asha: Any, place: Any) -> None:
    with as_if(dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC)):
        your_data.ask(asha, by=asha.by)
        [promise] = data_requests.open_clock_of(asha)
        assert (promise.due, promise.clock) == (dt.date(2027, 3, 1), "subject-access")
        your_data.ask(asha, by=asha.by)
        assert data_requests.open_clock_of(asha) == [promise], "one clock, however often they ask"
    file = told(asha)
    for canary in (
        "Namebird",
        "01632 960444",
        "Planbird",
        "Wishbird",
        "Teabird",
        "Lookbird",
        "Tom, link worker",
    ):
        assert canary in file, canary
    assert "Giverbird" not in file and your_data.WAITS in file
    assert asha.phrase_hash not in file or not asha.phrase_hash
    held = json.loads(file)["held"]
    entries = {entry.sequence: entry for entry in register.entries(place)}
    [listed] = [one["rows"] for one in held if one["what"] == "What the public register has of it"]
    assert any(row.get("commitment") == entries[row["number"]].commitment != "" for row in listed)


def test_words_in_brackets_are_told_as_they_were_written(asha: Any) -> None:
    [plan] = asha.plans.all()
    add_aspiration(plan=plan, words="[Bracketbird] {or not}", facets=["company"], by=asha.by)
    assert "[Bracketbird] {or not}" in told(asha)


def test_an_officer_takes_names_out_or_keeps_it_back_and_then_the_clock_is_kept(
    asha: Any, place: Any
) -> None:
    your_data.ask(asha, by=asha.by)
    [words] = data_requests.waiting_words(place)
    assert your_data.waiting_words(words) == ("How to reach each other", "Ring Jean Giverbird after six")
    with pytest.raises(NotAllowed):
        decide_others_words(words=words, decision="told", told="Ring after six", by=TOM)
    for refused in (
        {"decision": ""},
        {"decision": "told", "told": " "},
        {"decision": "kept back", "ground": ""},
    ):
        with pytest.raises(Refused):
            decide_others_words(words=words, by=MEL, **refused)
    decide_others_words(words=words, decision="told", told="Ring after six", by=MEL)
    with pytest.raises(Refused):
        decide_others_words(words=words, decision="kept back", ground="harm", by=MEL)
    assert data_requests.open_clock_of(asha) == [] and data_requests.running(place) == []
    [tell] = [
        one
        for one in promises.made_to(place, asha.pk)
        if one.about_noun == "data request" and one.kind == "tell"
    ]
    assert tell.by_noun == "desk"
    file = told(asha)
    assert "Ring after six" in file and "Giverbird" not in file
    your_data.ask(asha, by=asha.by)
    assert data_requests.open_clock_of(asha) == [], "what was decided stays decided"
    assert "Giverbird" not in "\n".join(register.saved_lines(place))


def test_what_is_held_is_taken_once_in_each_way_within_a_day_by_whom_it_is_about(
    asha: Any, place: Any, make_person: Any
) -> None:
    start = now()
    asked = your_data.ask(asha, by=asha.by)
    other = make_person()
    with pytest.raises(NotAllowed):
        your_data.ask(other, by=asha.by)
    with pytest.raises(NotFound):
        take_data(person=other, request_id=asked.pk, way="page")
    take_data(person=asha, request_id=asked.pk, way="page")
    with pytest.raises(NotFound):
        take_data(person=asha, request_id=asked.pk, way="page")
    assert data_requests.latest_request(asha) == asked
    with as_if(start + dt.timedelta(hours=25)), pytest.raises(NotFound):
        take_data(person=asha, request_id=asked.pk, way="file")
    take_data(person=asha, request_id=asked.pk, way="file")
    assert data_requests.latest_request(asha) is None


def test_erasing_a_plan_leaves_no_request_no_words_and_no_clock(asha: Any, place: Any) -> None:
    your_data.ask(asha, by=asha.by)
    erase_plan(plan=asha.plans.get(), by=asha.by)
    assert not DataRequest.objects.filter(place=place).exists()
    assert not OthersWords.objects.filter(place=place).exists()
    assert not Promise.objects.filter(place=place, to_id=asha.pk).exists()
