"""Whoever speaks for more than one body says first for which; elected and board members speak for theirs as others do."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import agreements, selectors, stands
from helpfulacts.deliberation.actions.draft_agreement import draft_version
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.take_part import invite
from helpfulacts.deliberation.models import Contribution, Membership, Position
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actions.grant_role import grant_role
from tests.compact import CLAUSES, OFFICE, in_force
from tests.deciding import MEMBER, ask, bring, bring_projects

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


@pytest.fixture
def choir(world: World) -> Any:
    """The second body for which the club's account speaks."""
    made = begin_organisation(place=world.place, name="A choir in South")
    give(world, world.accounts["provider"], "provider", made)
    return made


def give(world: World, account: Any, role: str, body: Any) -> None:
    grant_role(
        place=world.place, account=account, role=role, shown_as="Rae, of both", body=body, begins=today(), until=today() + 90 * DAY,
    )  # fmt: skip


def come(world: World, role: str, body: Any) -> Client:
    account, client = begin_account(email=f"{role}@example.org"), Client()
    give(world, account, role, body)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def given() -> list[tuple[str, int]]:
    rows = Position.objects.filter(current=True).order_by("membership__organisation__name")
    return list(rows.values_list("membership__organisation__name", "value"))


def test_whose_answer_it_is_is_asked_before_it_is_given(world: World, choir: Any) -> None:
    asked = ask(world.place, uses="question", open_to="invited")
    for words in ("Lunch on Sundays too.", "Supper on Fridays."):
        bring(asked, words)
    for body in (world.club, choir):
        invite(deliberation=asked, organisation=body, by=MEMBER)
    rae, say = world.browser("provider"), world.url("deciding/1/say/")
    assert "For whom do you answer?" in read(rae.get(say)) and "You answer for" not in read(rae.get(say))
    waits = rae.get(post(rae, say, about="1", answer="-1").url)
    assert "Your answer waits" in read(waits) and "A choir in South" in read(waits) and not given()
    none = rae.get(post(rae, world.url("deciding/1/for-whom/"), for_whom="").url)
    assert "Choose for whom you answer." in read(none) and not given()
    post(rae, world.url("deciding/1/for-whom/"), for_whom=str(world.club.pk), back="deciding_mine")
    assert not given(), "it is given where it is shown, on the page that asks for whom it is"
    post(rae, world.url("deciding/1/for-whom/"), for_whom=str(choir.pk), back="deciding_join")
    assert given() == [("A choir in South", -1)]
    page = text_of(rae.get(say))
    assert "You answer for <strong>A choir in South</strong>" in page
    assert f'name="for_whom" value="{choir.pk}"' in page
    post(rae, say, about="1", answer="1", for_whom=str(world.club.pk))
    assert "You answer for A club in North" in read(rae.get(say)), "what follows is about whom the form said"
    assert given() == [("A choir in South", -1), ("A club in North", 1)], "what the form says is what counts"
    post(rae, say, about="1", answer="0", for_whom=str(asked.convenor_id))
    assert given() == [("A choir in South", -1), ("A club in North", 1)], "for no body that is not theirs"


def test_what_waits_is_not_shown_where_a_vote_stands(world: World, choir: Any) -> None:
    asked = ask(world.place, "ballot", open_to="invited")
    bring_projects(asked)
    for body in (world.club, choir):
        invite(deliberation=asked, organisation=body, by=MEMBER)
    rae, vote = world.browser("provider"), world.url("deciding/1/vote/")
    assert post(rae, vote, c1="on", for_whom=str(choir.pk)).url.endswith("receipt/")
    other = Client()
    other.force_login(world.accounts["provider"], backend="django.contrib.auth.backends.ModelBackend")
    assert "deciding/1/take-part" in post(other, vote, c2="on").url
    kept = post(other, world.url("deciding/1/for-whom/"), for_whom=str(choir.pk), back="deciding_join").url
    page = text_of(other.get(kept))
    assert "You have answered already" in page and re.search(r'name="c1"[^>]* checked', page)
    assert not re.search(r'name="c2"[^>]* checked', page), "what stands is what is shown"


def test_words_are_kept_until_it_is_said_for_whom_they_are(world: World, choir: Any) -> None:
    asked = ask(world.place, uses="question", open_to="invited")
    invite(deliberation=asked, organisation=world.club, by=MEMBER)
    rae, path = world.browser("provider"), world.url("deciding/1/bring/statement/")
    one = f'type="hidden" name="for_whom" value="{world.club.pk}"'
    assert one in text_of(rae.get(path)), "said also where there is no choice yet"
    invite(deliberation=asked, organisation=choir, by=MEMBER)
    for button, says in (({}, "Choose for whom you answer."), ({"preview": "1"}, "as others will")):
        page = text_of(post(rae, path, words="Lunch on Sundays too.", language="en", **button))
        assert says in page and not Contribution.objects.exists()
        assert re.search(r"Lunch on Sundays too\.\s*</textarea>", page) and page.count('name="for_whom"') == 2
        assert page.count("for-whom/") == 0, "no form of its own beside it, in which the words would be lost"
    post(rae, path, words="Lunch on Sundays too.", language="en", for_whom=str(choir.pk))
    brought = Contribution.objects.get()
    assert brought.author is not None and brought.author.organisation == choir
    page = text_of(rae.get(path))
    assert re.search(rf'type="radio"[^>]*value="{choir.pk}" checked', page) and "for-whom/" not in page
    other = Client()
    other.force_login(world.accounts["provider"], backend="django.contrib.auth.backends.ModelBackend")
    reworded = other.get(world.url(f"deciding/1/brought/{brought.number}/otherwise/"))
    assert "You answer for A choir in South" in read(reworded), "only who brought it can say it otherwise"
    assert f'name="for_whom" value="{choir.pk}"' in text_of(reworded)


def test_somebody_who_lives_here_can_also_answer_for_themselves(world: World) -> None:
    asked = ask(world.place, uses="question")
    bring(asked, "Lunch on Sundays too.")
    invite(deliberation=asked, organisation=world.club, by=MEMBER)
    give(world, world.accounts["citizen"], "elected", world.club)
    zofia = world.browser("citizen")
    assert "Myself" in read(zofia.get(world.url("deciding/1/")))
    page = zofia.get(post(zofia, world.url("deciding/1/for-whom/"), for_whom="me").url)
    assert "Before you take part" in read(page)
    post(zofia, world.url("deciding/1/take-part/"))
    post(zofia, world.url("deciding/1/say/"), about="1", answer="1")
    assert Position.objects.get().membership.person == world.people[0]
    assert "You answer for yourself ." in read(zofia.get(world.url("deciding/1/say/")))


@pytest.mark.parametrize("role", ["elected", "board"])
def test_elected_and_board_members_answer_for_their_body_too(world: World, role: str) -> None:
    asked = ask(world.place, uses="question", open_to="invited")
    bring(asked, "Lunch on Sundays too.")
    invite(deliberation=asked, organisation=world.club, by=MEMBER)
    member = come(world, role, world.club)
    assert "You answer for A club in North" in read(member.get(world.url("deciding/1/say/")))
    post(member, world.url("deciding/1/say/"), about="1", answer="1")
    assert given() == [("A club in North", 1)]


def test_each_body_says_for_itself_where_it_stands(world: World, choir: Any) -> None:
    board = begin_organisation(place=world.place, name="The board")
    asked = open_position(place=world.place, board=board, partners=[world.club, choir], by=OFFICE)
    rae, path = world.browser("provider"), world.url(f"where-we-stand/{asked.number}/answer")
    with as_if(selectors.stage_of_kind(asked, "gather").opens + DAY):
        report = read(rae.get(world.url(f"where-we-stand/{asked.number}")))
        assert "Answer for a choir in South" in report and "Answer for a club in North" in report
        assert "For whom do you answer?" in read(rae.get(path))
        assert "Choose the body for which you answer." in read(rae.get(f"{path}?body=&go=1"))
        post(rae, path, answer_1="1")
        assert not given()
        post(rae, f"{path}?body={choir.pk}", answer_1="-1", why_1="They wait.")
        assert "A choir in South: where do we stand?" in read(rae.get(f"{path}?body={choir.pk}"))
        assert rae.get(f"{path}?body={board.pk}").status_code == 403
        assert rae.get(f"{path}?body=x").status_code == 403
    assert given() == [("A choir in South", -1)]
    assert [said.body for said in stands.position_report(asked).stands[0].said if said.why] == [
        "A choir in South"
    ]


def test_a_signature_says_for_which_body(world: World, choir: Any) -> None:
    council = begin_organisation(place=world.place, name="The council's cabinet")
    compact = in_force(world.place, council, choir)
    words = [dict(one) for one in CLAUSES]
    words[2]["words"] = "Both sides meet each month."
    newer = draft_version(agreement=compact, clauses=words, review_on=today() + 300 * DAY, by=OFFICE)
    rae, path = world.browser("provider"), world.url("agreements/1/sign")
    page = text_of(rae.get(path))
    assert "For whom do you sign?" in page and page.count('name="body"') == 2 and "checked" not in page
    form = {"version": "2", "side": "groups", "signed_by": "Rae, the choir"}
    wrong = post(rae, path, **form)
    assert wrong.status_code == 422 and "Choose the body that signs." in read(wrong)
    other = post(rae, path, **form, body=str(world.club.pk))
    assert "A club in North is not known to be of that side." in read(other)
    post(rae, path, **form, body=str(choir.pk))
    cabinet = come(world, "elected", council)
    assert "Sign it" in read(cabinet.get(world.url("agreements/1")))
    post(cabinet, path, version="2", side="council", signed_by="Ann, leader", body=str(council.pk))
    signed = [(one.organisation, one.side) for one in agreements.signatures(newer)]
    assert signed == [(council, "council"), (choir, "groups")]
    assert not Membership.objects.exists() and not Contribution.objects.exists()


def test_what_waits_stands_on_the_pages_where_its_people_come(world: World, choir: Any) -> None:
    board = begin_organisation(place=world.place, name="The board")
    rae, nobody = world.browser("provider"), world.browser("nobody")
    assert "Nothing waits for your answer." in read(rae.get(world.url("our-offers")))
    asked = open_position(place=world.place, board=board, partners=[world.club, choir], by=OFFICE)
    compact = in_force(world.place, board, choir)
    words = [*CLAUSES, {"key": "3", "words": "Each side names who to ring."}]
    draft_version(agreement=compact, clauses=words, review_on=today() + 300 * DAY, by=OFFICE)
    with as_if(selectors.stage_of_kind(asked, "gather").opens + DAY):
        for path in ("our-offers", "asked-of-us", "deciding/"):
            page = text_of(rae.get(world.url(path)))
            assert f"where-we-stand/{asked.number}/answer?body={choir.pk}" in page, path
            assert "To answer, vote on or sign: 3" in page and "No last day" in page
            assert "For a choir in South. 16 things wait for your answer." in page
            assert "agreements/1/sign" in page
        assert "To answer, vote" not in read(nobody.get(world.url("deciding/")))
        assert "Sign the new text" in read(come(world, "elected", board).get(world.url("deciding/")))
