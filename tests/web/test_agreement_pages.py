"""Agreements as everybody reads them; signed by those who speak for a body, held to by a member; where the place stands."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from office_samples import World, build

from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation import agreements, selectors
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.draft_agreement import draft_agreement, draft_version
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.models import Contribution
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db
OFFICE = Actor("Mel", "officer")


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


@pytest.fixture
def compact(world: World) -> Any:
    return draft_agreement(
        place=world.place, title="The Compact",
        sides=[{"code": "council", "name": "The council"}, {"code": "groups", "name": "Voluntary groups"}],
        clauses=[
            {"key": "1", "title": "Managing change", "words": "Changes are told early."},
            {"key": "1.1", "parent": "1", "title": "Notice", "words": "The council gives three months' notice.", "side": "council",
             "trigger": "money for a group is to end", "days": 3, "unit": "months"},
        ],
        review_on=today() + dt.timedelta(days=365), by=OFFICE,
    )  # fmt: skip


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return world.browser(who).post(world.url(path), {"key": secrets.token_hex(16), **fields}, follow=True)


def test_it_works(world: World, compact: Any) -> None:
    council = begin_organisation(place=world.place, name="The council's office")
    page = said(world.browser("nobody").get(world.url("agreements/1")))
    assert "Not in force" in page and "promise, not a law" in page and "1.1 Notice" in page
    assert "signed" in said(
        send(
            world,
            "officer",
            "agreements/1/sign",
            version=1,
            side="council",
            body=council.pk,
            signed_by="Ann, for the council",
            on_paper="yes",
        )
    )
    mine = {"version": 1, "side": "groups", "body": world.club.pk, "signed_by": "Rae, youth club"}
    assert "not known to be of that side" in said(send(world, "provider", "agreements/1/sign", **mine))
    assert "Tick that you have seen it signed on paper." in said(
        send(world, "officer", "agreements/1/sign", **mine)
    )
    send(world, "officer", "agreements/1/sign", **mine, on_paper="yes")
    assert agreements.in_force(compact.agreement) == compact
    held = send(
        world, "officer", "agreements/1/hold", clause="1.1", body=council.pk, about="The money for the lunch club is to end.",
        began=today().isoformat(),
    )  # fmt: skip
    assert "It is a promise now" in said(held) and "Not due yet" in said(held)
    due = today() + relativedelta(months=3)
    assert f"{due.day} {due:%B}" in said(world.browser("nobody").get(world.url("agreements/1")))
    assert "In force since" in said(world.browser("nobody").get(world.url("agreements")))


@pytest.mark.parametrize(
    "fields,says",
    [
        ({"side": "", "signed_by": "Rae"}, "Choose one of the sides"),
        ({"side": "groups", "signed_by": ""}, "Write the name of whoever signs."),
    ],
)
def test_a_signature_needs_a_side_and_a_name(world: World, compact: Any, fields: Any, says: str) -> None:
    assert says in said(send(world, "provider", "agreements/1/sign", body=world.club.pk, **fields))
    assert not agreements.signatures(compact)


def test_a_signature_is_for_the_text_that_was_read(world: World, compact: Any) -> None:
    mine = {"side": "groups", "body": world.club.pk, "signed_by": "Rae", "on_paper": "yes"}
    again = dt.date(2041, 1, 1)
    words = [{"key": "1", "words": "Changes are told late."}]
    newer = draft_version(agreement=compact.agreement, clauses=words, review_on=again, by=OFFICE)
    for old in ({"version": 1}, {}):
        page = send(world, "officer", "agreements/1/sign", **mine, **old)
        assert "There is a newer version. Read that one, and sign it." in said(page)
        assert 'name="version" value="2"' in page.content.decode()
    assert not agreements.signatures(newer)
    send(world, "officer", "agreements/1/sign", **mine, version=2)
    send(world, "officer", "agreements/1/sign", **mine | {"side": "council"}, version=2)
    assert len(agreements.signatures(newer)) == 1, "one body signs once"
    council = begin_organisation(place=world.place, name="The council's office")
    send(world, "officer", "agreements/1/sign", **mine | {"side": "council", "body": council.pk}, version=2)
    assert agreements.in_force(compact.agreement) == newer
    assert "Every side has signed." in said(world.browser().get(world.url("agreements/1/sign")))


def test_nobody_signs_for_another_body(world: World, compact: Any) -> None:
    other = begin_organisation(place=world.place, name="Another")
    shown = send(world, "provider", "agreements/1/sign", side="groups", body=other.pk, signed_by="Rae")
    assert "Choose the body that signs." in said(shown) and not agreements.signatures(compact)


def test_where_we_stand_shows_spread_dissent_and_what_waits_for_a_reply(world: World) -> None:
    board, nhs = (begin_organisation(place=world.place, name=name) for name in ("The board", "The NHS"))
    asked = open_position(place=world.place, board=board, partners=[world.club, nhs], by=OFFICE)
    gather = selectors.stage_of_kind(asked, "gather")
    first = Contribution.objects.get(deliberation=asked, number=1)
    for body, value in ((world.club, 1), (nhs, -1)):
        member = selectors.membership_of(asked, organisation=body)
        by = Actor(body.name, "provider", body_id=body.pk)
        assert member is not None
        with as_if(gather.opens):
            why = f"{body.name} has seen it."
            answer_position(
                stage=gather, membership=member, answers={first: (value, why)}, by=by, no_person=True
            )
    page = said(world.browser("nobody").get(world.url(f"where-we-stand/{asked.number}")))
    assert "We differ" in page and "The NHS: we are not there" in page and "The NHS has seen it." in page
    assert "The board has not replied yet to 1 thing" in page
