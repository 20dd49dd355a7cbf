"""Ward pages, queries and the record of the algorithm, as everybody reads them; a member asks, a body answers."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import secrets
from typing import Any

import pytest
from office_samples import World, build

from helpfulacts.accountability.actions.publish_record import publish_record
from helpfulacts.accountability.actions.raise_query import raise_query
from helpfulacts.accountability.models import Query, WardFigures
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.log_gap import log_gap
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor
from helpfulacts.places import selectors as places

pytestmark = pytest.mark.django_db
ASKS = "When do you open on bank holidays?"


@pytest.fixture
def world(place: Any) -> World:
    world = build(place)
    account = begin_account(email="khan@example.org")
    world.accounts["khan"] = account
    day = today()
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan", body=world.club, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    return world


def khan_of(world: World) -> Actor:
    return Actor("Cllr Khan", "elected", world.accounts["khan"].pk)


def text_of(answer: Any) -> str:
    """The words of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return world.browser(who).post(world.url(path), {"key": secrets.token_hex(16), **fields}, follow=True)


def north(world: World) -> Any:
    found = places.area_by_name(world.place, "North")
    assert found is not None
    return found


def figures(world: World, *rows: tuple[str, int | None, int | None]) -> None:
    WardFigures.objects.create(
        place=world.place, run_number=1, confirmed_on=today(), made_at=now(),
        table={
            "everybody": [120, 80],
            "waits": {"refused": "30", "gap": "10"},
            "wards": [[code, "A ward", *counts] for code, *counts in rows],
        },
    )  # fmt: skip


def test_a_member_asks_and_the_body_answers_in_public(world: World) -> None:
    page = world.browser("khan").get(world.url(f"wards/{north(world).code}"))
    assert "Raise a query" in text_of(page)
    asked = send(world, "khan", "queries/ask", body=world.club.pk, ward=north(world).code, question=ASKS)
    assert "The clock runs" in text_of(asked)
    for who in ("nobody", "citizen"):
        for path in ("queries", "queries/1", f"wards/{north(world).code}", f"organisations/{world.club.pk}"):
            assert ASKS in text_of(world.browser(who).get(world.url(path))), path
    assert "An elected member asks you something in public" in text_of(
        world.browser("provider").get(world.url("our-offers"))
    )
    told = send(world, "provider", "queries/1/answer", answer="From ten to four.")
    assert "Everybody can read it" in text_of(told)
    read = text_of(world.browser("nobody").get(world.url("queries/1")))
    assert "From ten to four." in read and "Rae, youth club, for A club in North" in read
    assert "Answered in less than a day" in read


def test_the_office_answers_for_a_body_and_names_who_said_it(world: World) -> None:
    raise_query(place=world.place, body=world.club, question=ASKS, by=khan_of(world))
    empty = send(world, "officer", "queries/1/answer", answer="From ten to four.")
    assert empty.status_code == 422 and "Say who gave this answer" in text_of(empty)
    assert "From ten to four." in empty.content.decode()
    send(world, "officer", "queries/1/answer", answer="From ten to four.", said_by="The caretaker")
    read = text_of(world.browser("nobody").get(world.url("queries/1")))
    assert "The caretaker, for" in read and "Written down by Mel, partnership officer" in read


@pytest.mark.parametrize("who", ["nobody", "citizen", "provider", "officer", "away"])
def test_only_a_member_raises_a_query(world: World, who: str) -> None:
    answer = send(world, who, "queries/ask", body=world.club.pk, question=ASKS)
    assert answer.status_code == 403 and not Query.objects.exists()


def test_a_name_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    answer = send(world, "khan", "queries/ask", body=world.club.pk, question="Why did Mr Lam wait so long?")
    assert answer.status_code == 422
    assert "may tell who somebody is" in text_of(answer) and "Mr Lam wait so long" in answer.content.decode()
    assert not Query.objects.exists()


def test_the_form_says_once_how_long_it_stays_and_lists_bodies_by_their_side(world: World) -> None:
    page = world.browser("khan").get(world.url("queries/ask"))
    read = text_of(page)
    assert (
        "You can take it back until it is answered. After that it stays." in read and "for good" not in read
    )
    assert '<optgroup label="' in page.content.decode()


def test_lines_of_a_query_are_seen_and_a_long_word_wraps(world: World) -> None:
    raise_query(place=world.place, body=world.club, question="First this.\nThen that.", by=khan_of(world))
    page = world.browser("nobody").get(world.url("queries/1")).content.decode()
    assert "First this.<br>Then that." in page and 'class="voice-q"' in page
    assert '<td class="own"' in world.browser("nobody").get(world.url("queries")).content.decode()


def test_words_of_crisis_are_met_first(world: World) -> None:
    answer = send(
        world,
        "khan",
        "queries/ask",
        body=world.club.pk,
        question="A man here wants to kill himself. Who comes?",
    )
    assert answer.status_code == 200 and not Query.objects.exists()
    assert "999" in text_of(answer)


def test_whoever_raised_it_takes_it_back_and_nobody_else(world: World) -> None:
    query = raise_query(place=world.place, body=world.club, question=ASKS, by=khan_of(world))
    for who in ("nobody", "officer", "provider"):
        send(world, who, "queries/1/take-back")
    query.refresh_from_db()
    assert query.question == ASKS
    assert "You took it back" in text_of(send(world, "khan", "queries/1/take-back"))
    read = text_of(world.browser("nobody").get(world.url("queries/1")))
    assert ASKS not in read and "took it back" in read


def test_late_is_seen_and_is_excused_with_a_reason_by_the_office(world: World) -> None:
    with as_if(now() - dt.timedelta(days=40)):
        raise_query(place=world.place, body=world.club, question=ASKS, ward=north(world), by=khan_of(world))
    ward = text_of(world.browser("nobody").get(world.url(f"wards/{north(world).code}")))
    assert "has not answered query 1" in ward
    assert "Say why" in text_of(send(world, "officer", "queries/1/late", reason=""))
    send(world, "officer", "queries/1/late", reason="The hall was flooded.")
    read = text_of(world.browser("nobody").get(world.url("queries/1")))
    assert "Excused for being late. The hall was flooded." in read
    send(world, "provider", "queries/1/answer", answer="From ten to four.")
    assert "From ten to four." in text_of(world.browser("nobody").get(world.url("queries/1")))


def test_the_page_of_a_ward_shows_no_small_number(world: World) -> None:
    code = north(world).code
    figures(world, (code, 40, 25), ("X1", 30, None), ("X2", None, None))
    read = text_of(world.browser("nobody").get(world.url(f"wards/{code}")))
    for said in (
        "Asked 40 120",
        "Has a place 25 80",
        "Was not offered one 15 40",
        "30 met nothing that was free",
    ):
        assert said in read, said
    listed = text_of(world.browser("nobody").get(world.url("wards")))
    assert "North 40 25 15" in listed


def test_a_ward_of_few_says_so_and_a_ward_of_none_says_none(world: World) -> None:
    code, other = north(world).code, places.areas(world.place)[-1].code
    figures(world, (code, None, None))
    read = text_of(world.browser("nobody").get(world.url(f"wards/{code}")))
    assert "Asked – 120" in read and "Too few people from here" in read
    assert "Nobody from here asked" in text_of(world.browser("nobody").get(world.url(f"wards/{other}")))
    assert world.browser("nobody").get(world.url("wards/no-such")).status_code == 404


def test_what_is_missing_is_told_as_on_the_page_of_gaps(world: World) -> None:
    with as_if((now().replace(day=1) - dt.timedelta(days=1)).replace(day=15, hour=12)):
        for _ in range(12):
            log_gap(place=world.place, facets=("childcare",), ward=north(world), source="finding")
    read = text_of(world.browser("nobody").get(world.url(f"wards/{north(world).code}")))
    assert "Childcare: 12 times" in read
    other = places.areas(world.place)[-1]
    assert "Childcare" not in text_of(world.browser("nobody").get(world.url(f"wards/{other.code}")))


def test_rules_past_their_day_are_flagged_with_who_can_stop_them(world: World) -> None:
    read = text_of(world.browser("nobody").get(world.url(f"wards/{north(world).code}")))
    assert "was decided by the partnership board" in read and "Overdue" not in read
    with as_if(now() + dt.timedelta(days=900)):
        read = text_of(world.browser("nobody").get(world.url(f"wards/{north(world).code}")))
    assert "Overdue" in read


def test_the_record_is_read_as_a_page_and_as_files(world: World) -> None:
    nobody = world.browser("nobody")
    assert "No record has been made yet" in text_of(nobody.get(world.url("transparency/algorithm")))
    assert nobody.get(world.url("transparency/algorithm.json")).status_code == 404
    first, _ = publish_record(place=world.place)
    told = send(world, "officer", "transparency/say", team="The sharing team")
    assert "The public record says it now" in text_of(told)
    latest = json.loads(nobody.get(world.url("transparency/algorithm.json")).content)
    assert latest["version"] == 2
    assert latest["record"]["tier_2"]["owner_and_responsibility"]["team"] == "The sharing team"
    older = json.loads(nobody.get(world.url("transparency/algorithm/1.json")).content)
    assert older["sha256"] == first.hash and older["record"] == first.document
    page = text_of(nobody.get(world.url("transparency/algorithm")))
    for said in (
        "The sharing team",
        "Not yet said by the place.",
        "numpy",
        "A person must confirm each round",
        latest["sha256"],
    ):
        assert said in page, said
    assert "Version 1" in text_of(nobody.get(world.url("transparency")))
