"""Saying yes to be drawn: what is told for it is sealed, read by its person and the draw alone, and gone after it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding_makers import OFFICER
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from test_drawing import after_it, say_yes, steps

from helpfulacts.core import forgotten, register
from helpfulacts.core.clock import as_if
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import drawing, public, selectors
from helpfulacts.deliberation.actions.draw_panel import draw_panel, work_out
from helpfulacts.deliberation.actions.join_draw import forget_undrawn, join_draw, leave_draw
from helpfulacts.deliberation.actions.leave import leave
from helpfulacts.deliberation.actions.publish_deliberation import end_deliberation
from helpfulacts.deliberation.actions.take_part import give_out_slips
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.models import Membership, PanelAnswers, Tally
from helpfulacts.deliberation.panels import quotas_typed
from helpfulacts.exchange import your_data
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.support.actions.forget_person import forget_person

pytestmark = pytest.mark.django_db
SAID = {"age": "under 30", "home": "rents"}
TOM = Actor("Tom, link worker", "navigator")


@pytest.fixture
def asked(make_deliberation: Any) -> Any:
    return make_deliberation("panel", steps=steps(), open_to="drawn")


@pytest.fixture
def asha(make_person: Any) -> Any:
    return make_person(called="Asha")


def yes(asked: Any, person: Any, **said: str) -> Membership:
    join_draw(deliberation=asked, person=person, answers={**SAID, **said}, by=the_person(person.pk))
    return Membership.objects.get(place=asked.place, deliberation=asked, person=person)


def test_it_is_sealed_theirs_and_on_no_register(asked: Any, asha: Any) -> None:
    entries = RegisterEntry.objects.filter(place=asked.place).count()
    member = yes(asked, asha, home="owns")
    yes(asked, asha)
    panel = drawing.panel_of(asked)
    assert panel is not None and panel.standing == "open"
    assert drawing.own_lot(panel, member).said == SAID, "the last one counts"
    with connection.cursor() as cursor:
        cursor.execute("SELECT said_sealed FROM deliberation_panelanswers")
        [[sealed]] = cursor.fetchall()
    assert b"rents" not in bytes(sealed) and b"home" not in bytes(sealed)
    assert RegisterEntry.objects.filter(place=asked.place).count() == entries
    [told] = [one for one in your_data.everything(asha) if one.title.endswith("to be drawn for a panel")]
    assert "rents" in str(told)


def test_whoever_says_yes_looks_on_until_they_are_drawn(
    asked: Any, make_person: Any, make_contribution: Any, during: Any
) -> None:
    people = say_yes(asked, make_person)
    words = make_contribution(asked, "statement")
    with during(asked, "gather") as gather:
        for member in Membership.objects.filter(place=asked.place):
            with pytest.raises(NotAllowed):
                take_positions(
                    stage=gather, membership=member, answers={words: 1}, by=the_person(member.person_id)
                )
        with pytest.raises(Refused, match="no slips are given out"):
            give_out_slips(deliberation=asked, number=1, evidence="roll", by=TOM)
        draw_panel(deliberation=asked, seed="7 12 31", by=OFFICER)
        for member in Membership.objects.filter(place=asked.place, role="panel"):
            take_positions(
                stage=gather, membership=member, answers={words: 1}, by=the_person(member.person_id)
            )
        [other, *_] = Membership.objects.filter(place=asked.place, role="observer")
        with pytest.raises(NotAllowed):
            take_positions(stage=gather, membership=other, answers={words: 1}, by=the_person(other.person_id))
    assert public.how_many(asked).all == 3 and len(people) == 8


def test_nothing_that_was_told_is_left_after_the_draw_and_each_keeps_their_chance(
    asked: Any, make_person: Any
) -> None:
    people = say_yes(asked, make_person)
    with after_it(asked):
        tally = draw_panel(deliberation=asked, seed="7 12 31", by=OFFICER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM deliberation_panelanswers")
        assert cursor.fetchone() == (0,)
    chances = [one.chance_of_100 for one in Membership.objects.filter(place=asked.place)]
    assert len(chances) == len(people) == 8 and 290 <= sum(one or 0 for one in chances) <= 310
    stage = selectors.stage_of_kind(asked, "inform")
    panel = drawing.panel_of(asked)
    assert panel is not None and panel.standing == "drawn"
    lots = drawing.lots_of(tally)
    assert lots[0] == ["mix", "tickets"] and sum(int(row[1]) for row in lots[1:]) == 10**9
    late = Membership.objects.filter(place=asked.place).first()
    with pytest.raises(IntegrityError, match="this panel is drawn"), transaction.atomic():
        PanelAnswers.objects.create(place=asked.place, stage=stage, membership=late)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.create(
            place=asked.place, deliberation=asked, stage=stage, number=9, rule="draw", made_from={}, input_hash="",
            result={}, made_at=tally.made_at,
        )  # fmt: skip


@pytest.mark.parametrize(
    "answers,said",
    [({}, "Choose an answer for “age”"), ({**SAID, "home": "a castle"}, "Choose an answer for “home”")],
)
def test_an_answer_that_no_quota_has_is_refused(asked: Any, asha: Any, answers: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        join_draw(deliberation=asked, person=asha, answers=answers, by=the_person(asha.pk))
    assert not Membership.objects.filter(place=asked.place).exists()


def test_only_the_person_or_the_desk_says_yes_and_only_in_time(
    asked: Any, asha: Any, make_person: Any
) -> None:
    with pytest.raises(NotAllowed):
        join_draw(deliberation=asked, person=asha, answers=SAID, by=the_person(make_person().pk))
    join_draw(deliberation=asked, person=asha, answers=SAID, by=TOM)
    with after_it(asked), pytest.raises(Refused, match="The time to say yes is over"):
        yes(asked, make_person())


def test_what_is_taken_back_leaves_nothing(asked: Any, asha: Any) -> None:
    member = yes(asked, asha)
    with after_it(asked):  # until the draw
        leave_draw(membership=member, by=the_person(asha.pk))
    assert not PanelAnswers.objects.exists() and not Membership.objects.filter(place=asked.place).exists()


@pytest.mark.parametrize("how", ["leaves", "is forgotten", "it ends", "nobody draws it"])
def test_it_goes_with_whatever_it_was_for(
    asked: Any, asha: Any, how: str, monkeypatch: Any, tmp_path: Any
) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    member = yes(asked, asha)
    if how == "leaves":
        leave(membership=member, by=the_person(asha.pk))
    elif how == "is forgotten":
        with register.writing(asha.place_id):
            forget_person(asha, forgotten.ALL)
    elif how == "it ends":
        end_deliberation(deliberation=asked, why="Too few said yes.", by=OFFICER)
    else:
        assert forget_undrawn(place=asked.place) == 0
        with as_if(dt.datetime.combine(asked.hear_by, dt.time(12), dt.UTC) + dt.timedelta(days=1)):
            assert forget_undrawn(place=asked.place) == 1
    assert not PanelAnswers.objects.exists()


def test_a_take_back_between_working_out_and_drawing_draws_nothing(asked: Any, make_person: Any) -> None:
    say_yes(asked, make_person)
    with after_it(asked):
        worked = work_out(deliberation=asked, by=OFFICER)
        member = Membership.objects.filter(place=asked.place).first()
        assert member is not None
        leave_draw(membership=member, by=OFFICER)
        with pytest.raises(Refused, match="took their yes back meanwhile"):
            draw_panel(deliberation=asked, seed="s", by=OFFICER, worked=worked)
    assert PanelAnswers.objects.count() == 7 and not Tally.objects.exists()


def test_a_place_that_somebody_leaves_stays_empty(asked: Any, make_person: Any) -> None:
    say_yes(asked, make_person)
    with after_it(asked):
        draw_panel(deliberation=asked, seed="7 12 31", by=OFFICER)
        panel = drawing.panel_of(asked)
        assert panel is not None and drawing.places_taken(panel) == drawing.PlacesTaken(3, 0)
        member = Membership.objects.filter(place=asked.place, role="panel").first()
        assert member is not None and drawing.own_lot(panel, member).on_it
        leave(membership=member, by=the_person(member.person_id))
        assert drawing.places_taken(panel) == drawing.PlacesTaken(2, 1)


def test_the_desk_reads_no_small_counts_and_which_numbers_clash(asked: Any, make_person: Any) -> None:
    panel = drawing.panel_of(asked)
    assert panel is not None
    for _ in range(9):
        yes(asked, make_person(), age="30 and over")
    assert drawing.pool_now(panel) == drawing.PoolNow(9, few=True)
    yes(asked, make_person(), age="30 and over")
    now = drawing.pool_now(panel)
    assert not now.few and [number for _, number in now.by_answer] == [None, 10, 10, None]
    assert "The numbers for “age” cannot be kept." in now.stops
    assert "A change that is sure to work: Take at " in now.stops
    yes(asked, make_person())
    assert drawing.pool_now(panel).stops == ""


@pytest.mark.parametrize(
    "typed,says",
    [
        ("age under 30", "Line 1: write what is asked, the answer and how many, with commas between"),
        ("age, , 2 to 4", "Line 1: write what is asked, the answer and how many, with commas between"),
        ("\nage, old, some", "Line 2: write at its end how many people"),
        ("age, old, 4 to 2", "Line 1: 4 is more than 2. Write the smaller number first."),
        ("age, old, 2\nAge, Old, 3", "Line 2: “age, Old” is in line 1 already. Keep one of them."),
        ("age, " + "o" * 61 + ", 2", "Line 1: keep “oooooooooooooooooooo…” to 60 letters."),
    ],
)
def test_each_mistake_in_a_quota_names_its_line(typed: str, says: str) -> None:
    _, mistakes = quotas_typed(typed)
    assert len(mistakes) == 1 and says in mistakes[0]


def test_quotas_are_read_as_people_type_them() -> None:
    rows, mistakes = quotas_typed("age, under 30, 2 to 4\nAge, 30, or over, 2-4\n\nhome, rents, 3")
    assert mistakes == []
    assert rows == [["age", "under 30", 2, 4], ["age", "30, or over", 2, 4], ["home", "rents", 3, 3]]


def test_a_panel_that_nobody_described_is_not_published(make_deliberation: Any) -> None:
    with pytest.raises(Refused, match="No panel is promised yet"):
        make_deliberation("panel")
