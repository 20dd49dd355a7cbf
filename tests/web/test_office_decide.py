"""From a vote that is over to a published decision, through the pages: a budget, and rules that come into force."""

from __future__ import annotations

import datetime as dt
import html
import re
import secrets
from typing import Any

import pytest
from django.test import Client
from office_samples import World, build

from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.models import WhatIf
from helpfulacts.coordination.rule_document import as_json
from helpfulacts.coordination.rule_reading import parse
from helpfulacts.coordination.what_if.scenario import Scenario
from helpfulacts.core.clock import today
from helpfulacts.deliberation.actions.begin_paper_batch import begin_paper_batch
from helpfulacts.deliberation.models import Decision, Deliberation, Outcome, PaperBatch, Stage, Tally
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.promises.models import Promise
from tests.deciding import ask, bring, bring_projects, voted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    world = build(place, with_round=False)
    world.accounts["khan"] = account = begin_account(email="khan@example.org")
    grant_role(
        place=place, account=account, role="elected", shown_as="Cllr Khan", body=world.club, begins=today(),
        until=today() + dt.timedelta(days=90),
    )  # fmt: skip
    return world


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return world.browser(who).post(
        world.url(path), {"key": secrets.token_hex(16), "safe": "1", **fields}, follow=True
    )


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def words(**more: Any) -> dict[str, Any]:
    day = today()
    return {
        "sentence": "£9,700 for two projects.", "reason": "Most wanted them.", "body": "The forum", "level": "place",
        "decided_on": day.isoformat(), "review_on": (day + dt.timedelta(days=300)).isoformat(), "counts": ["1"],
        "departs": "", "dissent": "“Safe paths are for everyone.” Two of nine.", "side_effects": "The caretaker opens earlier.",
        "level_reason": "", "emergency": "", "scrutiny_by": "", **more,
    }  # fmt: skip


def ideas(**more: str) -> dict[str, str]:
    from helpfulacts.core.principles import PRINCIPLES

    return {f"{one.code}_mark": "not assessed" for one in PRINCIPLES} | more


def close_and_count(world: World, who: str, asked: Deliberation) -> Any:
    """The vote; the part of it that can be over and not closed."""
    order = Stage.objects.get(deliberation=asked, kind="ballot").order
    assert "Close it" in said(world.browser(who).get(world.url(f"office/deciding/{asked.number}")))
    send(world, who, f"office/deciding/{asked.number}/parts/{order}/close")
    return send(world, who, f"office/deciding/{asked.number}/parts/{order}/count")


def test_a_budget_from_the_closed_vote_to_the_published_decision(world: World) -> None:
    asked = ask(world.place, "decide", answers_above=2)
    kitchen, benches, lights = bring_projects(asked)
    voted(asked, world.people, [{kitchen: 1, benches: 1}] * 3 + [{lights: 1}] * 2)
    desk = close_and_count(world, "khan", asked)
    assert "Lunch club kitchen Won" in said(desk) and "Fewer than ten took part" in said(desk)
    again = send(world, "khan", f"office/deciding/{asked.number}/counts/1/check")
    assert "Count 1 was counted again, and the same came out." in said(again) and Tally.objects.count() == 1

    answers = send(world, "khan", f"office/deciding/{asked.number}/decide", **words())
    assert "3 things have no answer and must have one" in said(answers)
    page = answers.content.decode()
    assert page.count("Must be answered") == 3 and page.index('id="n1"') < page.index('id="n3"')
    left = said(world.browser("khan").get(world.url("office/decisions/1/publish")))
    assert (
        "Numbers 1, 2 and 3: many people support this" in left and "Publish the decision</button>" not in left
    )
    assert Client().get(world.url("decided/1/")).status_code == 404, "a draft is not public"

    both = {"s1": "on", "s2": "on", "same_answer": "yes", "same_reason": "The money reaches so far."}
    rest = {"r1": "", "r2": "", "a3": "no", "r3": "It costs more than is left."}
    assert "3 answered." in said(send(world, "khan", "office/decisions/1/answers", **both, **rest))
    assert set(Outcome.objects.values_list("contribution__number", "answer")) == {
        (1, "yes"),
        (2, "yes"),
        (3, "no"),
    }
    marked = ideas(
        P2_mark="supports", P2_sentence="It is paid once.", P2_evidence="The bill", P7_mark="unknown"
    )
    publish = said(send(world, "khan", "office/decisions/1/ideas", **marked))
    assert "2 of 12" in publish and "Before it can be published" not in publish
    page = world.browser("khan").get(world.url("office/decisions/1/publish")).content.decode()
    (opened,) = re.findall('name="seen" value="([^"]+)"', page)
    send(world, "khan", "office/decisions/1", **words(sentence="£9,700 for both."))
    assert "£9,700 for both." in said(world.browser("khan").get(world.url("office/decisions/1/publish")))

    due = (today() + dt.timedelta(days=60)).isoformat()
    row = {
        "rows": "2",
        "who1": str(world.club.pk),
        "what1": "Fit the kitchen",
        "due1": due,
        "seen1": "the first lunch",
    }
    late = send(world, "khan", "office/decisions/1/publish", **row, seen=opened)
    assert late.status_code == 422 and "Somebody changed its words. Read it again" in said(late)
    roomy = send(world, "khan", "office/decisions/1/publish", **row, more="1").content.decode()
    assert "Promise 4" in roomy and "the first lunch" in roomy and Decision.objects.get().published_at is None
    done = send(world, "khan", "office/decisions/1/publish", **row)
    assert done.redirect_chain[-1][0] == world.url("decided/1/")
    public = said(done)
    for part in (
        "£9,700 for both.", "Safe paths are for everyone", "The caretaker opens earlier.", "Fit the kitchen. Seen by: the first lunch",
        "Check the count", "It is paid once.",
    ):  # fmt: skip
        assert part in public, part
    assert Promise.objects.get(about_noun="decision").by_id == world.club.pk
    assert world.browser("khan").get(world.url("office/decisions/1")).url == world.url("decided/1/")
    refused = send(world, "khan", "office/decisions/1/answers", **{**rest, "a3": "yes"})
    assert refused.status_code == 422 and "This decision is published, so it stays as it is." in said(refused)
    assert Outcome.objects.filter(answer="yes").count() == 2


def test_rules_are_put_in_force_by_an_officer_who_read_them(world: World) -> None:
    in_force = coordination.rules_in_force(world.place)
    document = as_json(coordination.document_of(in_force))
    document["standing"]["after_missed"] += 1
    asked = ask(world.place, "decide", uses="entitlement", subject={"document": document, "what_if": 1})
    rule = bring(asked, "Move up sooner.", kind="proposal")
    desk = said(world.browser().get(world.url("office/deciding/1")))
    assert "Nobody can read yet what these rules do to people." in desk
    opens = stage_of_kind(asked, "ballot").opens
    WhatIf.objects.create(
        place=world.place, number=1, title="Sooner", scenarios=[Scenario("Sooner", parse(document)).as_json()], figures={},
        made_at=opens, made_by_shown_as="Mel", shown_at=opens, shown_by_shown_as="Mel",
    )  # fmt: skip
    voted(asked, world.people, [{rule: 1}] * 3)
    assert "what-if 1 , shown to everybody" in said(close_and_count(world, "khan", asked))
    for stage in Stage.objects.filter(deliberation=asked, kind__in=("gather", "map", "weigh")):
        send(world, "khan", f"office/deciding/1/parts/{stage.order}/close")
    send(world, "khan", "office/deciding/1/decide", **words(sentence="Who waits moves up sooner."))
    send(world, "khan", "office/decisions/1/answers", a1="yes", r1="It is fairer.")
    theirs = world.browser("khan").get(world.url("office/decisions/1/publish"))
    assert (
        "An officer publishes it." in said(theirs)
        and "Publish the decision</button>" not in theirs.content.decode()
    )
    send(world, "khan", "office/decisions/1/publish", rows="2")
    assert (
        coordination.rules_in_force(world.place) == in_force and Decision.objects.get().published_at is None
    )

    page = said(world.browser().get(world.url("office/decisions/1/publish")))
    assert "Changed: the rule on who waited before." in page
    unread = send(world, "officer", "office/decisions/1/publish", rows="2", adopts="yes")
    assert unread.status_code == 422 and "Read each change, and say that you have." in said(unread)
    done = send(world, "officer", "office/decisions/1/publish", rows="2", adopts="yes", read="on")
    assert done.redirect_chain[-1][0] == world.url("decided/1/")
    assert "Rules that rest on it They are in force" in said(
        done
    ) and "The rule on who waited before" in said(done)
    now = coordination.rules_in_force(world.place)
    assert in_force.number != now.number == Decision.objects.get().rule_set
    shared = Client().get(world.url("how-places-are-shared")).content.decode()
    link = f'<a href="/testham/decided/1/">{now.decision_ref}</a>'
    assert f"record {link}" in shared and f"<dt>Record</dt><dd>{link}" in shared


@pytest.mark.parametrize(
    "change,says",
    [
        ({"sentence": ""}, "Say in one sentence what was decided."), ({"reason": ""}, "Say why it was decided."),
        ({"review_on": "2020-01-01"}, "looked at again"), ({"level": "moon"}, "Choose one"),
        ({"emergency": "The roof came down."}, "looked at in public"), ({"decided_on": "2200-01-01"}, "still to come"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_and_the_words_are_still_there(
    world: World, change: Any, says: str
) -> None:
    ask(world.place, "decide")
    shown = send(world, "officer", "office/deciding/1/decide", **words(counts=[], **change))
    assert shown.status_code == 422 and says in said(shown) and "The caretaker opens earlier." in said(shown)
    assert not Decision.objects.exists()


def test_an_emergency_waits_for_the_vote_or_ends_it_in_public(world: World) -> None:
    asked = ask(world.place, "ballot")
    soon = (today() + dt.timedelta(days=7)).isoformat()
    given = words(counts=[], emergency="The roof came down.", scrutiny_by=soon)
    send(world, "khan", f"office/deciding/{asked.number}/decide", **given)
    shown = said(world.browser("khan").get(world.url("office/decisions/1/publish")))
    assert "People vote on this until the end of" in shown and "Publish the decision</button>" not in shown
    desk = send(world, "khan", f"office/deciding/{asked.number}/end", why="The roof came down.")
    assert "This ended before its time. The roof came down." in said(desk)
    everybody = Client().get(world.url(f"deciding/{asked.number}/"))
    for page in (desk, everybody):
        assert 'aria-current="step"' not in page.content.decode(), "nothing of it is open now"
    assert "Decision 1: £9,700 for two projects." in said(desk), "what was written down is still at hand"
    done = send(world, "khan", "office/decisions/1/publish", rows="2")
    assert "It was decided without asking first." in said(done)


def test_what_is_not_whole_is_not_kept(world: World) -> None:
    asked = ask(world.place, "decide")
    bring_projects(asked)
    send(world, "officer", "office/deciding/1/decide", **words(counts=[]))
    for given, says in (
        ({"r1": "", "a2": "yes", "r2": "", "r3": "Typed."}, "Say why, for number 2."),
        ({"r1": "", "r2": "", "r3": "Typed."}, "Choose yes, in part, no or not yet for number 3."),
        ({"s1": "on", "r1": "", "r3": "Typed."}, "Choose the answer for those that are ticked."),
        ({"same_answer": "no", "r3": "Typed.", "a3": "no"}, "Tick which ones get this answer."),
    ):
        shown = send(world, "officer", "office/decisions/1/answers", **given)
        assert shown.status_code == 422 and says in said(shown) and "Typed." in said(shown)
    shown = send(world, "officer", "office/decisions/1/ideas", **ideas(P1_mark="costs", W1_sentence="Kept."))
    assert (
        "Say in one sentence how, for “citizen centred”." in said(shown) and "Kept." in shown.content.decode()
    )
    row = {"rows": "2", "what1": "Fit the kitchen"}
    shown = send(world, "officer", "office/decisions/1/publish", **row)
    assert "Choose who makes promise 1." in said(shown) and "Fit the kitchen" in shown.content.decode()
    assert not Outcome.objects.exists() and not Promise.objects.filter(about_noun="decision").exists()


def test_an_open_batch_of_papers_stops_the_close(world: World) -> None:
    asked = ask(world.place, "decide")
    ballot = stage_of_kind(asked, "ballot")
    begin_paper_batch(stage=ballot, papers=3, came_from="the library", by=world.actor("officer"))
    desk = said(world.browser().get(world.url("office/deciding/1")))
    assert "It cannot be closed yet Batch 1 of papers is still open." in desk
    send(world, "officer", f"office/deciding/1/parts/{ballot.order}/close")
    ballot.refresh_from_db()
    assert ballot.closed_at is None and PaperBatch.objects.get().closed_at is None


def test_what_was_not_looked_at_again_stays_flagged_until_it_is(world: World) -> None:
    asked = ask(world.place, "decide")
    day = today()
    draft = {
        "place": world.place, "deliberation": asked, "body": "The forum", "by_shown_as": "Mel", "reason": "So it was.",
        "sentence": "Two benches.", "decided_on": day - dt.timedelta(days=40),
    }  # fmt: skip
    made = Decision.objects.create(number=1, review_on=day - dt.timedelta(days=9), **draft)
    made.published_at = asked.published_at
    made.save(update_fields=["published_at"])
    flag = "It is late to be looked at again."
    assert "To be looked at again Decision 1: Two benches. Late" in said(world.browser("khan").get(world.url("office/deciding")))  # fmt: skip
    assert flag in said(Client().get(world.url("decided/1/")))
    assert "To be looked at again: late" in said(Client().get(world.url("deciding/")))
    made = Decision.objects.create(number=2, review_on=day + dt.timedelta(days=9), **draft)
    made.published_at = asked.published_at
    made.save(update_fields=["published_at"])
    assert "Two benches. Late" not in said(world.browser("khan").get(world.url("office/deciding")))
    page = said(Client().get(world.url("decided/1/")))
    assert flag not in page and "It was: decision 2" in page
