"""A first agreement by page: pasted, read as others will, kept, asked about before anybody signed, and signed by its own sides."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.deliberation import agreements, selectors
from helpfulacts.deliberation.actions.open_change import open_change
from helpfulacts.deliberation.first_text import MOST_CLAUSES, first_clauses
from helpfulacts.deliberation.models import Agreement, Membership
from helpfulacts.deliberation.waiting import waiting_for_body
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.web.forms.agreement_begin import BeginAgreementForm
from helpfulacts.web.words import ease_of, words_of_page
from tests.compact import OFFICE

pytestmark = pytest.mark.django_db
TEXT = """1. Money
Money is talked about early.

1.1 An answer
The council answers within 10 working days.

Both sides meet twice a year.
"""


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def read(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def test_a_text_is_pasted_read_kept_and_signed_by_its_sides(world: World) -> None:
    council = begin_organisation(place=world.place, name="The council's cabinet")
    mel, path = world.browser(), world.url("office/agreements/begin")
    assert "Begin an agreement" in read(mel.get(world.url("agreements")))
    assert "Begin an agreement" not in read(world.browser("provider").get(world.url("agreements")))
    form = {
        "title": "The Compact", "body_0": str(council.pk), "name_0": "The council", "body_1": str(world.club.pk), "name_1": "Small groups",
        "text": TEXT,
    }  # fmt: skip
    for wrong, says in (
        ({"title": ""}, "Give the agreement a title."),
        ({"body_0": ""}, "Choose the body of the first side."),
        ({"body_1": str(council.pk)}, "Choose another body for the other side."),
        ({"name_1": "the council"}, "Give the other side another name."),
        ({"text": ""}, "Write at least one clause."),
        ({"text": "1. One\n\n1. One again"}, "Each clause has a number of its own"),
        ({"text": "x" * 40_001}, "You wrote 40001."),
        ({"name_0": "Tracy Barlow"}, "“Tracy Barlow”: is this a private person?"),
        ({"text": "1. Please ring Tracy Barlow first."}, "“Tracy Barlow”: is this a private person?"),
    ):
        answer = post(mel, path, **{**form, **wrong})
        assert answer.status_code == 422 and says in read(answer), says
    ticked = post(mel, path, **form | {"text": "1. Ring the Helpful Desk first."}, no_person="no")
    assert ticked.status_code == 200 and 'name="no_person" value="no"' in text_of(ticked), (
        "it is not asked twice"
    )
    preview = post(mel, path, **form)
    page = read(preview)
    assert "Nothing is kept yet" in page and "1.1 An answer The council answers within" in page
    assert "Clause 2 Both sides" in page and 'name="days_1" value="10"' in text_of(preview)
    assert ease_of(words_of_page(text_of(preview))).grade <= 7
    again = text_of(post(mel, path, **form, again="1"))
    assert "1.1 An answer" in again and 'value="The Compact"' in again
    owed = {
        "side_1": "the-council",
        "trigger_1": "a group asks about its money",
        "days_1": "10",
        "unit_1": "working days",
    }
    terms = {f"unit_{at}": "days" for at in range(3)} | owed | {"review_on": "2041-01-01"}
    wrong_terms = post(mel, path, **form, **terms | {"trigger_1": ""}, keep="1")
    assert "Say what happens before clause 1.1 is due." in read(wrong_terms)
    assert not Agreement.objects.exists()
    kept = read(mel.get(post(mel, path, **form, **terms, keep="1").url))
    assert "It is kept as a draft" in kept and "Change it together" in kept
    assert "The council owes this within 10 working days when a group asks about its money." in kept
    compact = Agreement.objects.get()
    assert [(one.what, one.about) for one in waiting_for_body(world.club)] == [("sign", "The Compact")]
    for who, side, body in (("provider", "small-groups", world.club), ("officer", "the-council", council)):
        post(
            world.browser(who),
            world.url("agreements/1/sign"),
            version="1",
            side=side,
            body=str(body.pk),
            signed_by="Ann",
            on_paper="yes",
        )
    version = agreements.in_force(compact)
    assert version is not None and [one["parent"] for one in version.clauses] == ["", "1", ""]
    assert world.browser("provider").get(path).status_code == 403


def test_both_sides_are_asked_about_a_draft_that_nobody_has_signed(world: World) -> None:
    council = begin_organisation(place=world.place, name="The council's cabinet")
    form = {"title": "The Compact", "body_0": str(council.pk), "body_1": str(world.club.pk), "text": TEXT}
    terms = {f"unit_{at}": "days" for at in range(3)} | {"review_on": "2041-01-01"}
    post(world.browser(), world.url("office/agreements/begin"), **form, **terms, keep="1")
    page = read(world.browser().get(world.url("office/agreements/1/change")))
    assert "A club in North, on the side of: A club in North" in page and "nobody is held to it yet" in page
    assert page.count("It is named, and has not signed.") == 2
    asked = open_change(
        agreement=Agreement.objects.get(), question="Is this right?", promise="Both sign it.", convenor=council, bodies={},
        open_to_change=["all of it"], by=OFFICE, first_day=today() + dt.timedelta(days=1),
    )  # fmt: skip
    rows = Membership.objects.filter(deliberation=asked).order_by("side").values_list("organisation", "side")
    assert list(rows) == [(world.club.pk, "a-club-in-north"), (council.pk, "the-councils-cabinet")]
    assert [one.uses for one in selectors.drafts(world.place)] == ["compact"]


@pytest.mark.parametrize(
    "names,codes",
    [
        (("The council", "Small groups"), ["the-council", "small-groups"]),
        (("The council", "The council!"), ["the-council", "side-2"]),
        (("Side 2", "کونسل"), ["side-2", "side-3"]),
        (("a" * 40, "کونسل"), ["a" * 30, "side-2"]),
    ],
)
def test_a_side_has_a_code_that_says_who_it_is(names: tuple[str, str], codes: list[str]) -> None:
    form = BeginAgreementForm(bodies=[])
    form.cleaned_data = {"name_0": names[0], "name_1": names[1], "body_0": "1", "body_1": "2"}
    assert [side["code"] for side in form.sides()] == codes


@pytest.mark.parametrize(
    "text,keys",
    [
        ("One.\n\nTwo.", [("1", "", ""), ("2", "", "")]),
        ("1) Money\nEarly.\r\n \r\n1.2. Late.", [("1", "", "Money"), ("1.2", "1", "")]),
        ("12 weeks are kept.\n\n3.1 x", [("1", "", ""), ("3.1", "", "")]),
        ("4. A\n\nB, and\nmore of it", [("4", "", ""), ("5", "", "")]),
    ],
)
def test_how_clauses_are_told_apart(text: str, keys: list[tuple[str, str, str]]) -> None:
    found = first_clauses(text.replace("\r\n", "\n"))
    assert [(one["key"], one["parent"], one["title"]) for one in found] == keys


def test_too_many_clauses_are_refused() -> None:
    with pytest.raises(Refused, match="60 clauses"):
        first_clauses("\n\n".join(["x"] * (MOST_CLAUSES + 1)))
