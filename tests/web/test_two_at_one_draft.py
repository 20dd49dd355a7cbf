"""Two of an office have the same page open: the second writes nothing of the first over unseen, and loses no word."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from office_samples import World, build

from helpfulacts.core.clock import as_if, today
from helpfulacts.core.principles import PRINCIPLES
from helpfulacts.deliberation import decisions, selectors, stands
from helpfulacts.deliberation.actions.answer_position import answer_position
from helpfulacts.deliberation.actions.open_position import open_position
from helpfulacts.deliberation.actions.publish_deliberation import publish_deliberation
from helpfulacts.deliberation.models import Decision, Deliberation, Outcome
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor
from helpfulacts.web.views import office_deciding
from tests.deciding import ask, bring_projects

pytestmark = pytest.mark.django_db
CHANGED = "has changed since you opened this page."
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def words(**more: Any) -> dict[str, Any]:
    day = today()
    return {
        "sentence": "Two projects.", "reason": "Most wanted them.", "body": "The forum", "level": "place",
        "decided_on": day.isoformat(), "review_on": (day + dt.timedelta(days=300)).isoformat(), "departs": "", "dissent": "",
        "side_effects": "", "level_reason": "", "emergency": "", "scrutiny_by": "", **more,
    }  # fmt: skip


def send(world: World, path: str, **fields: Any) -> Any:
    given = {"key": secrets.token_hex(16), "safe": "1", **fields}
    return world.browser("officer").post(world.url(path), given, follow=True)


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def seen_in(page: Any) -> str:
    """What a page says it was made from."""
    return re.findall(r'name="seen" value="([^"]+)"', page.content.decode())[-1]


def opened(world: World, path: str) -> str:
    return seen_in(world.browser("officer").get(world.url(path)))


def told(late: Any, *parts: str) -> None:
    assert late.status_code == 422 and CHANGED in said(late)
    for part in parts:
        assert part in html.unescape(late.content.decode()) or part in said(late), part


@pytest.fixture
def draft(world: World) -> Decision:
    asked = ask(world.place, "decide")
    bring_projects(asked)
    send(world, "office/deciding/1/decide", **words())
    return Decision.objects.get()


def test_the_words_of_a_decision(world: World, draft: Decision) -> None:
    path = "office/decisions/1"
    both = opened(world, path)
    send(world, path, **words(reason="It is cheaper.", review_on="2099-06-24"), seen=both)
    late = send(world, path, **words(sentence="Three projects."), seen=both)
    told(late, "Somebody changed: “Why”, “On which day is it looked at again?”.", "It is cheaper.", "Three projects.", "24 June")  # fmt: skip
    draft.refresh_from_db()
    assert (draft.sentence, draft.reason) == ("Two projects.", "It is cheaper."), "nothing was saved"
    assert 'value="2099-06-24"' in late.content.decode(), "what was not touched says what is there now"
    send(
        world, path, **words(sentence="Three projects.", reason="It is cheaper.", review_on="2099-06-24"), seen=seen_in(late),
    )  # fmt: skip
    draft.refresh_from_db()
    assert (draft.sentence, draft.reason) == ("Three projects.", "It is cheaper.")


def test_the_answers_of_a_decision(world: World, draft: Decision) -> None:
    path = "office/decisions/1/answers"
    rest = {"r1": "", "r2": "", "r3": ""}
    both = opened(world, path)
    send(world, path, **{**rest, "a1": "yes", "r1": "It is paid."}, seen=both)
    late = send(world, path, **{**rest, "a1": "no", "r1": "It costs too much.", "a2": "yes", "r2": "Two seats."}, seen=both)  # fmt: skip
    told(late, "Somebody changed: number 1.", "Number 1 Yes It is paid.", "It costs too much.", "Two seats.")
    assert list(Outcome.objects.values_list("contribution__number", "answer")) == [(1, "yes")]
    again = send(world, path, **{**rest, "a1": "no", "r1": "It costs too much.", "a2": "yes", "r2": "Two seats."}, seen=seen_in(late))  # fmt: skip
    assert "2 answered." in said(again), "sent again, it is meant so"


def test_the_twelve_ideas(world: World, draft: Decision) -> None:
    path = "office/decisions/1/ideas"
    marks = {f"{one.code}_mark": "not assessed" for one in PRINCIPLES}
    first, second = PRINCIPLES[0], PRINCIPLES[1]
    both = opened(world, path)
    send(world, path, **{**marks, f"{first.code}_mark": "unknown"}, seen=both)
    late = send(world, path, **{**marks, f"{second.code}_mark": "costs", f"{second.code}_sentence": "It is dear."}, seen=both)  # fmt: skip
    told(late, f"Somebody changed: “{first.name}”.", "Nobody knows", "It is dear.")
    box = rf'name="{first.code}_mark" value="unknown"[^>]* checked'
    assert re.search(box, late.content.decode()), "what was not touched says what is there now"
    found = {one.principle.code: one.mark for one in decisions.shown(draft).trade_offs}
    assert (found[first.code], found[second.code]) == ("unknown", "not assessed")


def test_the_replies_of_a_board(world: World) -> None:
    nhs = begin_organisation(place=world.place, name="The NHS")
    board = begin_organisation(place=world.place, name="The board")
    asked = open_position(place=world.place, board=board, partners=[world.club, nhs], by=world.actor("officer"))  # fmt: skip
    gather, statements = selectors.stage_of_kind(asked, "gather"), stands.statements_of(asked)
    path = f"where-we-stand/{asked.number}/reply"
    with as_if(gather.opens + HOUR):
        for member, value in zip(stands.bodies_of(asked), (1, -1), strict=True):
            by = Actor("x", "provider", body_id=member.organisation_id)
            given = dict.fromkeys(statements[:2], (value, "So it is."))
            answer_position(stage=gather, membership=member, answers=given, by=by)
        both = opened(world, path)
        send(world, path, reply_1="One form from January.", reply_2="", seen=both)
        late = send(world, path, reply_1="Two forms.", reply_2="We count it.", seen=both)
        told(late, "One form from January.", "Two forms.", "We count it.")
        replies = [row.replies[-1].words for row in stands.position_report(asked).stands if row.replies]
        assert replies == ["One form from January."]
        assert "2 replies are kept." in said(
            send(world, path, reply_1="Two forms.", reply_2="We count it.", seen=seen_in(late))
        )


def test_what_is_written_for_a_draft_that_is_gone_is_said_and_no_other_draft_takes_its_number(
    world: World, draft: Decision
) -> None:
    path = "office/decisions/1"
    both = opened(world, f"{path}/answers")
    send(world, f"{path}/throw-away")
    late = send(world, f"{path}/answers", a1="yes", r1="It was dear to us.", r2="", r3="", seen=both)
    assert late.status_code == 404 and "This is what you had typed: It was dear to us." in said(late)
    assert "This draft was thrown away meanwhile. Write down a new one." in said(late)
    send(world, "office/deciding/1/decide", **words())
    assert [one.number for one in Decision.objects.all()] == [2]
    assert "not there any more" in said(send(world, f"{path}/throw-away")) and Decision.objects.exists()


def test_a_draft_that_was_published_while_it_was_mended_goes_on(world: World, monkeypatch: Any) -> None:
    asked = ask(world.place, published=False, uses="budget")
    away = office_deciding.throw_away_question

    def published_first(**given: Any) -> None:
        with as_if(selectors.stage_of_kind(asked, "inform").opens):
            publish_deliberation(deliberation=asked, by=world.actor("officer"))
        away(**given)

    monkeypatch.setattr(office_deciding, "throw_away_question", published_first)
    form = world.browser("officer").get(world.url(f"office/deciding/ask?mends={asked.number}")).context["form"]  # fmt: skip
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    late = send(world, "office/deciding/ask", **sent, mends=str(asked.number))
    assert late.status_code == 422 and "somebody published it" in said(late)
    assert 'name="mends"' not in late.content.decode(), "sent again, it is a new draft"
    asked.refresh_from_db()
    assert asked.ended_at is None and Deliberation.objects.count() == 1, "nothing is half done"
