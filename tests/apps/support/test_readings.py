"""How things are is for the person to say: what is left out stays out, what is said stays sealed, and nothing is made of it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpfulacts.cli.doctor import machine
from helpfulacts.cli.doctor.found import LOOK, found_by
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.exchange import your_data
from helpfulacts.people.actor import Actor
from helpfulacts.support import licensed, readings
from helpfulacts.support.actions.aspire import add_aspiration, change_aspiration
from helpfulacts.support.actions.begin_plan import begin_plan
from helpfulacts.support.actions.change_plan import end_plan
from helpfulacts.support.actions.choose_counting import choose_counting
from helpfulacts.support.actions.erase_plan import erase_plan
from helpfulacts.support.actions.give_reading import (
    correct_reading,
    give_reading,
    put_back_reading,
    take_back_reading,
)
from helpfulacts.support.instruments import OF_A_GROUP, OF_A_PERSON
from helpfulacts.support.models import CountingChoice, Reading
from helpfulacts.web import reading_charts, reading_words

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
DAY = dt.timedelta(days=1)
MAY, NOVEMBER = dt.datetime(2026, 5, 5, 10, tzinfo=dt.UTC), dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
OPEN_SOURCES = (
    "ONS4",
    "national measure of loneliness",
    "general health",
    "Community Life Survey",
    "Taking Part",
)


@pytest.fixture
def asha(place: Any, make_person: Any, citizen_of: Any) -> Any:
    """Somebody with one wish: .person, .plan, .by, .wish (its code)."""

    class Asha:
        person = make_person(called="Asha")
        by = citizen_of(person)
        plan = begin_plan(place=place, person=person, words="The house is too quiet.", by=by)
        wish = str(add_aspiration(plan=plan, words="Some company", facets=("company",), by=by).pk)

    return Asha


@given(data=st.data())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_skipped_question_is_never_a_number(asha: Any, data: Any) -> None:
    """Whatever is answered and left out on two days: each number is one that was said, and each gap is a gap, with both counted."""
    questions = readings.questions_of(asha.plan)
    days = [
        {
            one.code: data.draw(st.none() | st.sampled_from([number for number, _ in one.choices]))
            for one in questions
        }
        for _ in range(2)
    ]
    with transaction.atomic():
        for said, moment in zip(days, (MAY, NOVEMBER), strict=True):
            with as_if(moment):
                give_reading(plan=asha.plan, answers=said, by=asha.by)
        kept = readings.readings_of(asha.plan)
        said_on = {
            moment.date(): {code: number for code, number in said.items() if number is not None}
            for said, moment in zip(days, (MAY, NOVEMBER), strict=True)
        }
        assert [one.day for one in kept] == [day for day, said in said_on.items() if said]
        for one in kept:
            sheet = readings.sheet_of(one, asha.plan)
            told = {question.code: answer.number for question, answer in sheet.lines if answer is not None}
            assert told == said_on[one.day]
            assert (sheet.answered, sheet.asked) == (len(told), len(questions))
        for line in readings.lines_of(questions, kept):
            numbers = {told.day: told.number for told in line.told}
            assert numbers == {
                day: said[line.question.code] for day, said in said_on.items() if line.question.code in said
            }
            assert line.times == len(kept)
            drawn = reading_charts.draw_dots([one.day for one in kept], numbers)
            assert len(drawn["dots"]) == len(numbers) and len(drawn["left_out"]) == len(kept) - len(numbers)
            if not numbers:
                assert reading_words.then_and_now(line) == "Not said."
        Reading.objects.all().delete()


def test_values_are_sealed_and_go_with_the_plan_and_the_register_knows_none_of_them(
    place: Any, asha: Any
) -> None:
    give_reading(plan=asha.plan, answers={"health": 5, "satisfied": 0, asha.wish: 3}, by=asha.by)
    choose_counting(plan=asha.plan, answer="yes", by=asha.by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers_sealed FROM support_reading")
        stored = bytes(cursor.fetchone()[0])
    assert b"health" not in stored and b"Very bad" not in stored
    [entry] = register.entries(place, noun="reading")
    assert (entry.action, entry.facts) == ("gave a reading", {"proxy": False}) and entry.commitment
    file = json.loads(your_data.as_file(asha.person, your_data.everything(asha.person)))
    [[held]] = [one["rows"] for one in file["held"] if one["what"] == "How you said things are"]
    assert held["answers"] == {
        "health": {"said": 5, "words": "Very bad"},
        "satisfied": {"said": 0},
        asha.wish: {"said": 3, "about": "Some company"},
    }
    erase_plan(plan=asha.plan, by=asha.by)
    assert not Reading.objects.exists() and not CountingChoice.objects.exists()


def test_a_day_is_added_to_corrected_taken_back_and_put_back(place: Any, asha: Any, officer: Any) -> None:
    with as_if(MAY):
        may = give_reading(plan=asha.plan, answers={"happy": 3}, by=asha.by)
        give_reading(plan=asha.plan, answers={"anxious": 8}, by=officer)
        again = give_reading(plan=asha.plan, answers={"lonely": None}, by=asha.by)
    assert may is not None and again is not None and may.pk == again.pk, "one a day"
    assert (
        again.answers["anxious"] == {"said": 8, "by": officer.shown_as} and "by" not in again.answers["happy"]
    )
    with as_if(NOVEMBER):
        assert give_reading(plan=asha.plan, answers={"happy": None}, by=asha.by) is None, "nothing said"
        give_reading(plan=asha.plan, answers={"happy": 6}, by=asha.by)
        correct_reading(reading=may, answers={"happy": 4, "anxious": None}, by=asha.by)
    happy, anxious = readings.lines_of(OF_A_PERSON[1:3], readings.readings_of(asha.plan))
    assert [told.number for told in happy.told] == [4, 6] and not anxious.told
    take_back_reading(reading=may, by=asha.by)
    take_back_reading(reading=may, by=asha.by)
    assert [one.day for one in readings.readings_of(asha.plan)] == [NOVEMBER.date()]
    with pytest.raises(Refused, match="Put it back first"):
        correct_reading(reading=may, answers={"happy": 1}, by=asha.by)
    put_back_reading(reading=may, by=asha.by)
    end_plan(plan=asha.plan, by=asha.by)
    correct_reading(reading=may, answers={"happy": 5}, by=asha.by)
    with pytest.raises(Refused, match="ended"):
        give_reading(plan=asha.plan, answers={"happy": 5}, by=asha.by)
    with pytest.raises(NotAllowed):
        correct_reading(reading=may, answers={"happy": 5}, by=Actor("Bea", "citizen", None, place.pk))
    with pytest.raises(Refused, match="Choose one of the answers"):
        correct_reading(reading=may, answers={"happy": 11}, by=asha.by)
    with pytest.raises(Refused, match="not asked any more"):
        correct_reading(reading=may, answers={"shoe-size": 7}, by=asha.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(place=place, plan=asha.plan, day=MAY.date(), changed_at=now())
    said = [(one.action, one.facts["proxy"]) for one in register.entries(place, noun="reading")]
    assert said == [
        ("gave a reading", False),
        ("added to a reading", True),
        ("gave a reading", False),
        ("corrected a reading", False),
        ("took back a reading", False),
        ("put back a reading", False),
        ("corrected a reading", False),
    ]
    with as_if(NOVEMBER):  # a day that was taken back and said anew begins empty
        other = begin_plan(place=place, person=asha.person, words="Again", by=asha.by)
        first = give_reading(plan=other, answers={"happy": 1, "health": 2}, by=asha.by)
        assert first is not None
        take_back_reading(reading=first, by=asha.by)
        assert give_reading(plan=other, answers={"happy": None}, by=asha.by) is None
        anew = give_reading(plan=other, answers={"happy": 2}, by=asha.by)
    assert anew is not None and set(anew.answers) == {"happy"} and anew.taken_back_at is None


def test_who_is_asked_what_and_a_wish_keeps_the_words_it_was_scored_in(
    place: Any, asha: Any, make_person: Any, citizen_of: Any
) -> None:
    with as_if(MAY):
        reading = give_reading(plan=asha.plan, answers={asha.wish: 2}, by=asha.by)
    assert reading is not None
    wish = asha.plan.aspirations.get()
    change_aspiration(aspiration=wish, words="A choir", facets=("company",), by=asha.by)
    add_aspiration(plan=asha.plan, words="A cooker", facets=("furniture",), by=asha.by)
    sheet = readings.sheet_of(reading, asha.plan)
    assert sheet.lines[0][0].short == "Some company"
    assert (sheet.answered, sheet.asked) == (1, 1 + len(OF_A_PERSON)), "as many as were asked that day"
    cooker = next(
        line
        for line in readings.profile_of(asha.plan, [reading])[0].lines
        if line.question.short == "A cooker"
    )
    assert cooker.times == 0, "it was not left out: it was not asked"

    street, young = make_person(), make_person(age_band="under-18")
    group = begin_plan(place=place, person=street, words="Our street", group=True, by=citizen_of(street))
    assert readings.questions_of(group) == list(OF_A_GROUP)
    child = begin_plan(place=place, person=young, words="Somewhere to go", by=citizen_of(young))
    assert readings.questions_of(child) == [], "the questions are for people of 16 and over"
    assert all(any(name in one.source for name in OPEN_SOURCES) for one in OF_A_PERSON)


def test_what_was_said_then_and_now_stands_side_by_side_and_says_no_more(asha: Any) -> None:
    with as_if(MAY):
        give_reading(
            plan=asha.plan, answers={"satisfied": 3, "anxious": 9, "health": 4, "happy": 0}, by=asha.by
        )
    with as_if(NOVEMBER):
        give_reading(plan=asha.plan, answers={"satisfied": 6, "anxious": 5, "health": 2}, by=asha.by)
        lines = {
            line.question.code: line
            for line in readings.lines_of(OF_A_PERSON, readings.readings_of(asha.plan))
        }
        said = {code: reading_words.then_and_now(line) for code, line in lines.items()}
        assert said["satisfied"] == "You said 3 in May and 6 now."
        assert said["anxious"] == "You said 9 in May and 5 now. Here a lower number is better."
        assert said["health"] == "You said “Bad” in May and “Good” now."
        assert (
            said["happy"] == "You said 0 in May."
            and reading_words.days_words(lines["happy"]) == "Answered on 1 of 2 days."
        )
        assert said["lonely"] == "Not said."
    with as_if(NOVEMBER + 8 * DAY):
        assert reading_words.then_and_now(lines["satisfied"]) == "You said 3 in May and 6 on 20 November."
    with as_if(NOVEMBER + 400 * DAY):
        assert (
            reading_words.then_and_now(lines["satisfied"]) == "You said 3 in May 2026 and 6 in November 2026."
        )
    bands = {
        code: [lines[code].question.band(number) for number in range(11)] for code in ("satisfied", "anxious")
    }
    assert bands["satisfied"] == ["low"] * 5 + ["medium"] * 2 + ["high"] * 2 + ["very high"] * 2
    assert bands["anxious"] == ["very low"] * 2 + ["low"] * 2 + ["medium"] * 2 + ["high"] * 5


@pytest.fixture
def plug_in(tmp_path: Any, monkeypatch: Any, settings: Any) -> Any:
    """A measure of two questions, installed as any package is; `plug_in(text)` writes what the installation says of it."""
    (tmp_path / "mood_measure.py").write_text(
        "class Mood:\n    items = 2\n    def score(self, answers):\n        return 10.0 * sum(answers)\nmood = Mood()\n"
    )
    info = tmp_path / "mood_measure-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mood-measure\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[helpfulacts.instruments]\nmood = mood_measure:mood\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    settings.INSTRUMENTS = tmp_path / "instruments.toml"

    def say(text: str) -> Any:
        settings.INSTRUMENTS.write_text(text, encoding="utf-8")
        licensed.measures_here.cache_clear()
        return licensed.measures_here()

    yield say
    licensed.measures_here.cache_clear()


WORDS = '[[mood.items]]\nwords = "One?"\nanswers = ["a", "b"]\n[[mood.items]]\nwords = "Two?"\nanswers = ["a", "b", "c"]\n'


def test_a_licensed_measure_without_its_licence_is_refused_and_with_it_is_scored_only_when_whole(
    asha: Any, plug_in: Any
) -> None:
    for text, why in (
        ("", "“mood” is not used: write the number of its licence in instruments.toml, under [mood]."),
        (WORDS, "write the number of its licence"),
        ('[mood]\nlicence = "L-1"\n', "must give the words and the answers of each of its 2 questions"),
        ("[mood", "cannot be read"),
    ):
        usable, [refused] = plug_in(text)
        assert usable == () and why in refused
    found = found_by("measures", machine.measures)
    assert found.state == LOOK and "No licensed measure is used" in found.said
    assert len(readings.questions_of(asha.plan)) == 1 + len(OF_A_PERSON)

    usable, refused = plug_in('[mood]\nlicence = "L-1"\nholder = "Its owner"\ntitle = "Mood"\n' + WORDS)
    assert refused == () and [one.licence for one in usable] == ["L-1"]
    one = give_reading(plan=asha.plan, answers={"mood-1": 2}, by=asha.by)
    assert one is not None
    strand = readings.profile_of(asha.plan, [one])[-1]
    assert (strand.name, strand.score) == ("Mood", None), "half of it is no score"
    assert strand.lines[0].question.source == "Its owner" and strand.lines[0].told[0].words == "b"
    give_reading(plan=asha.plan, answers={"mood-2": 3}, by=asha.by)
    assert readings.profile_of(asha.plan, readings.readings_of(asha.plan))[-1].score == (today(), 50.0)


def test_nothing_that_finds_or_shares_help_reads_how_things_are() -> None:
    """The layers keep it from `engine` and `directory`; of `coordination` only the count reads it."""
    coordination = Path(readings.__file__).parents[1] / "coordination"
    reads = re.compile(r"support\.readings|support\.models\.readings|support\.models import[^\n]*\bReading\b")
    found = {
        file.name for file in coordination.rglob("*.py") if reads.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"counted_readings.py"}
