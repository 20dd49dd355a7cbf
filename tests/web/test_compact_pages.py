"""An agreement changed by page: asked for, read with its changes, proposed, accepted, drafted; and what a page says no to."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from office_samples import World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation import agreements, selectors
from helpfulacts.deliberation.actions.accept_amendment import accept_amendment
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.cast_vote import cast_vote
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.actions.draft_decision import draft_decision
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.models import Contribution, Membership, Revision
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.web.words import ease_of, words_of_page
from tests.compact import OFFICE, OLD, change_asked, in_force, proposed, speaks_for

pytestmark = pytest.mark.django_db
NEW = "The council answers within 5 working days, and says who to ring."
ASKED = {
    "question": "How soon does the council answer?", "promise": "Both sign what both say yes to.", "open_to": "invited",
    "open_to_change": "within how many days", "missing_who": "groups that ask for no money", "missing_doing": "they can read it",
    "first_day": (today() + dt.timedelta(days=30)).isoformat(),
}  # fmt: skip


@pytest.fixture
def world(place: Any) -> World:
    """The club signs for the groups; the partnership, for which the office acts, asks; a council signs for itself."""
    return build(place, with_round=False)


@pytest.fixture
def council(world: World) -> Any:
    return begin_organisation(place=world.place, name="The council's cabinet")


@pytest.fixture
def compact(world: World, council: Any) -> Any:
    return in_force(world.place, council, world.club)


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    browser = world.browser(who)
    answer = post(browser, world.url(path), **fields)
    return browser.get(answer.url) if answer.status_code == 302 else answer


def test_who_convenes_asks_on_one_page_and_each_side_takes_part(world: World, compact: Any) -> None:
    more = begin_organisation(place=world.place, name="A choir in Lye")
    page = said(world.browser().get(world.url("agreements/1")))
    assert "Its sides: The council; Small groups" in page and "Change it together" in page
    wrong = send(
        world, "officer", "office/agreements/1/change", **ASKED | {"more_1": "a choir in lye\nNobody"}
    )
    assert wrong.status_code == 422 and "There is no body called “Nobody” here." in said(wrong)
    desk = said(send(world, "officer", "office/agreements/1/change", **ASKED | {"more_1": "a choir in lye"}))
    assert "Publish it" in desk and "Before it can be published" not in desk
    rows = Membership.objects.order_by("organisation__name").values_list("organisation__name", "side", "role")
    assert list(rows) == [
        (more.name, "groups", "signatory"), ("A club in North", "groups", "signatory"),
        ("The council's cabinet", "council", "signatory"),
    ]  # fmt: skip
    assert Contribution.objects.filter(kind="clause", state="shown").count() == 3
    again = send(world, "officer", "office/agreements/1/change", **ASKED)
    assert "It is being changed already" in said(again) and selectors.drafts(world.place).count() == 1
    assert said(world.browser("nobody").get(world.url("agreements/1"))).count("being changed") == 0


def test_a_body_proposes_a_change_and_what_is_wrong_is_said(world: World, compact: Any, council: Any) -> None:
    change_asked(compact, council)
    at = "deciding/1/text/2/change/"
    form = {"revision": "1", "change": "replace", "words": NEW, "title": "Groups plan by the month"}
    page = text_of(world.browser("provider").get(world.url(at)))
    assert "You answer for <strong>A club in North</strong>" in page and OLD in page
    for wrong, says in (
        ({"words": OLD}, "These are the same words. Change something."),
        ({"change": ""}, "Choose what you want to do."),
        ({"title": ""}, "Say why in one line."),
        ({"words": ""}, "Write it in words."),
        ({"words": "x" * 100_000}, "You wrote 100000"),
        ({"revision": "x"}, "This form was out of date, so nothing was sent."),
        ({"words": "Ring 01632 960001."}, "01632 960001"),
        ({"change": "delete"}, "What you wrote is not used when a clause is taken out."),
    ):
        answer = send(world, "provider", at, **form | wrong)
        assert answer.status_code == 422 and says in said(answer), wrong
        assert wrong != {"change": "delete"} or NEW in said(answer), "what was typed is still there"
    assert send(world, "provider", at, **form | {"words": "x" * 1_000_000}).status_code == 413
    assert 'name="language"' not in page, "of one language nobody is asked"
    clause = Contribution.objects.get(number=2)
    meanwhile = Revision(place=world.place, contribution=clause, number=2, written_on=clause.brought_on)
    meanwhile.title, meanwhile.words = "An answer", "The council answers within 9 working days."
    meanwhile.save(force_insert=True)
    answer = send(world, "provider", at, **form)
    assert (
        "These words were changed meanwhile." in said(answer)
        and NEW in said(answer)
        and "9 working days" in said(answer)
    )
    assert not Contribution.objects.filter(kind="amendment").exists()
    kept = said(send(world, "provider", at, **form | {"revision": "2"}))
    assert "A person reads it before others do" in kept and "Groups plan by the month" in kept
    assert NEW not in said(world.browser("nobody").get(world.url("deciding/1/text/")))
    for who in ("nobody", "citizen"):
        assert "For those who were asked" in said(send(world, who, at, **form)) or "take part" in said(send(world, who, at, **form))  # fmt: skip
    assert Contribution.objects.filter(kind="amendment").count() == 1


def test_a_change_is_asked_for_its_language(world: World, compact: Any, council: Any) -> None:
    change_asked(compact, council)
    Offer.objects.filter(place=world.place).update(languages=["en", "ur"])
    at, words = "deciding/1/text/2/change/", "کونسل پانچ دن میں جواب دے۔"
    assert '<option value="en" selected>English' in text_of(world.browser("provider").get(world.url(at)))
    form = {"revision": "1", "change": "replace", "words": words, "title": "جلد"}
    wrong = send(world, "provider", at, **form | {"language": "xx"})
    assert wrong.status_code == 422 and "Choose one from the list." in said(wrong) and words in text_of(wrong)
    assert send(world, "provider", at, **form | {"language": "ur"}).status_code == 200
    assert Revision.objects.get(contribution__kind="amendment").language == "ur"


def test_the_text_is_read_with_its_changes_and_two_that_collide_are_said(
    world: World, compact: Any, council: Any
) -> None:
    asked = change_asked(compact, council)
    first, second = proposed(asked, world.club, NEW), proposed(asked, council, "The council answers soon.")
    proposed(asked, world.club, "And once by telephone.", clause=3, change="after")
    page = text_of(world.browser("nobody").get(world.url("deciding/1/text/")))
    assert '<del><span class="vh">[taken out: </span>10<span class="vh">]</span></del>' in page
    assert '<ins><span class="vh">[new: </span>5<span class="vh">]</span></ins>' in page
    assert "Numbers 4 and 5 change the same words. Only one can stand. The vote settles it:" in said_in(page)
    assert "From the side of: Small groups" in said_in(page) and page.count("Propose a change") == 3
    desk = said(send(world, "officer", f"office/deciding/1/changes/{first.number}/accept"))
    assert "Number 4 is in the text now." in desk and "Only one can be accepted." in desk
    refused = said(send(world, "officer", f"office/deciding/1/changes/{second.number}/accept"))
    assert "Put both to a ballot: it settles which one stands." in refused
    part = send(world, "officer", f"office/deciding/1/changes/{second.number}", words="The council answers.")
    assert (
        part.status_code == 422
        and "Put both to a ballot" in said(part)
        and "The council answers." in said(part)
    )
    some = said(send(world, "officer", "office/deciding/1/changes/6", words="And by telephone."))
    assert "as a change of their own" in some
    page = said(world.browser("nobody").get(world.url("deciding/1/text/")))
    assert "[new: And by telephone. ]" in page and "In the text" in page
    assert world.browser("provider").get(world.url("office/deciding/1/changes")).status_code == 403
    grades = {
        path: round(ease_of(words_of_page(text_of(world.browser(who).get(world.url(path))))).grade, 1)
        for who, path in (
            ("nobody", "deciding/1/text/"), ("provider", "deciding/1/text/2/change/"), ("officer", "office/deciding/1/changes"),
            ("officer", "office/deciding/1/changes/4"), ("nobody", "agreements/1"),
        )
    }  # fmt: skip
    assert max(grades.values()) <= 7, grades


def test_a_clause_that_is_taken_out_says_that_it_is_closed(world: World, compact: Any, council: Any) -> None:
    asked = change_asked(compact, council)
    at, closed = "deciding/1/text/2/change/", "nobody can propose another change to"
    form = {"revision": "1", "change": "delete", "words": f"{OLD}\r\n", "title": "It is in the law now"}
    assert "A person reads it" in said(send(world, "provider", at, **form)), (
        "the words that were there are not typed"
    )
    out = proposed(asked, council, "", change="delete")
    assert closed in said(world.browser().get(world.url(f"office/deciding/1/changes/{out.number}")))
    assert closed not in said(world.browser("nobody").get(world.url("deciding/1/text/")))
    desk = said(send(world, "officer", f"office/deciding/1/changes/{out.number}/accept"))
    assert f"This clause is taken out. So {closed} it." in desk
    for page in (
        said(world.browser("nobody").get(world.url("deciding/1/text/"))),
        said(world.browser("provider").get(world.url(at), follow=True)),
    ):
        assert f"taken out. So {closed} it." in page and "Your words" not in page
    late = send(world, "provider", at, **form | {"change": "replace", "words": NEW})
    assert late.status_code == 422 and closed in said(late) and NEW in said(late), "nothing is lost"


def said_in(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def voted(asked: Any, answers: dict[Any, dict[Contribution, int]]) -> Any:
    """By body, and counted."""
    ballot = selectors.stage_of_kind(asked, "ballot")
    with as_if(ballot.opens + dt.timedelta(hours=1)):
        for body, given in answers.items():
            member = selectors.membership_of(asked, organisation=body)
            assert member is not None
            cast_vote(stage=ballot, membership=member, answers=given, by=speaks_for(body))
    for kind in ("draft", "ballot"):
        close_stage(stage=selectors.stage_of_kind(asked, kind), by=OFFICE)
    return count_stage(stage=selectors.stage_of_kind(asked, "ballot"), by=OFFICE)


def decided(asked: Any, tally: Any, answers: dict[Contribution, str], owners: Any) -> Any:
    day = now().date()
    decision = draft_decision(
        deliberation=asked, body="Both sides", sentence="Sooner", reason="Both can.", review_on=day + dt.timedelta(days=99),
        by=OFFICE, tallies=[tally],
    )  # fmt: skip
    given = {one: (answer, "Both sides said so.") for one, answer in answers.items()}
    answer_contributions(decision=decision, answers=given, by=OFFICE)
    owed = [Undertaking(one, "Tell every group", day + dt.timedelta(days=9)) for one in owners]
    return publish_decision(decision=decision, by=OFFICE, undertakings=owed)


def test_the_next_text_follows_from_the_decision_and_is_signed_beside_the_old_one(
    world: World, compact: Any, council: Any
) -> None:
    asked = change_asked(compact, council, "decide")
    change, other = proposed(asked, world.club, NEW), proposed(asked, council, "The council answers soon.")
    accept_amendment(amendment=other, by=OFFICE)
    tally = voted(asked, {council: {change: 0, other: 1}, world.club: {change: 1, other: -1}})
    assert tally.result["winners"] == [change.number], "the groups say no to the other, so it does not pass"
    desk = said(world.browser().get(world.url("office/deciding/1/changes")))
    assert "Proposed Each side says yes Number 4" in desk and "In the text Did not pass Number 5" in desk
    early = said(world.browser().get(world.url("office/deciding/1/next-text"), follow=True))
    assert "It is not decided yet." in early
    decided(asked, tally, {change: "yes", other: "no"}, [council, world.club])
    change.refresh_from_db(), other.refresh_from_db()
    assert change.accepted_on and other.accepted_on is None, "what was decided is what stands"
    count = said(world.browser("nobody").get(world.url("decided/1/")))
    assert "2 took part." in count and "Fewer than ten" not in count, "what a side says it says openly"
    late = said(send(world, "officer", "office/deciding/1/changes/5/accept"))
    assert "the text stands as it was decided" in late

    page = text_of(world.browser().get(world.url("office/deciding/1/next-text")))
    assert 'name="days_0" value="5"' in page and "Clause 1.1: who owes what" in page
    form = {"review_on": "2041-01-01", "side_0": "council", "trigger_0": "a group asks about its money", "unit_0": "working days"}  # fmt: skip
    wrong = send(world, "officer", "office/deciding/1/next-text", **form, days_0="")
    assert wrong.status_code == 422 and "Say within how long clause 1.1 is due" in said(wrong)
    wrong = send(
        world, "officer", "office/deciding/1/next-text", **form | {"review_on": "2001-01-01"}, days_0="5"
    )
    assert "Choose a day to come" in said(wrong)
    page = said(send(world, "officer", "office/deciding/1/next-text", **form, days_0="5"))
    for words in (
        "A new text waits",
        "[taken out: 10 ] [new: 5 ]",
        "It follows from decision 1",
        "It is shown by the letter.",
    ):
        assert words in page, words
    again = said(world.browser().get(world.url("office/deciding/1/next-text"), follow=True))
    assert "drafted already" in again
    latest = agreements.versions(compact)[0]
    assert latest.deliberation == asked and [one["key"] for one in latest.clauses] == ["1", "1.1", "2"]

    post(world.browser("provider"), world.url("agreements/1/sign"), version="2", side="groups", body=str(world.club.pk), signed_by="Rae")  # fmt: skip
    assert agreements.in_force(compact) != latest, "one side alone puts nothing in force"
    post(
        world.browser(),
        world.url("agreements/1/sign"),
        version="2",
        side="council",
        body=str(council.pk),
        signed_by="Ann",
        on_paper="yes",
    )
    assert agreements.in_force(compact) == latest and latest.clauses[1]["days"] == 5
    page = said(world.browser("nobody").get(world.url("agreements/1")))
    assert "What was changed in this text" in page and "within 5 working days when a group asks" in page


def test_a_side_that_says_nothing_has_not_agreed(world: World, compact: Any, council: Any) -> None:
    asked = change_asked(compact, council, "decide")
    change = proposed(asked, world.club, NEW)
    tally = voted(asked, {world.club: {change: 1}})
    assert tally.result["winners"] == []
    desk = said(world.browser().get(world.url("office/deciding/1/changes")))
    assert "Did not pass" in desk
    decided(asked, tally, {change: "no"}, [])
    page = said(world.browser().get(world.url("office/deciding/1/next-text")))
    assert "Nothing in the text is changed" in page
    form = {"review_on": "2041-01-01"}
    assert "This says the same as the version before it." in said(send(world, "officer", "office/deciding/1/next-text", **form))  # fmt: skip
