"""People hear when the result of what they brought or supported moves, and only then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from deciding_makers import OFFICER, drafted, say, when_decided

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.deliberation import told
from helpfulacts.deliberation.actions.answer_contribution import answer_contributions
from helpfulacts.deliberation.actions.keep_undertaking import keep_undertaking
from helpfulacts.deliberation.actions.publish_decision import Undertaking, publish_decision
from helpfulacts.deliberation.models import Contribution, Decision, Moderation
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor
from helpfulacts.promises.selectors import about

pytestmark = pytest.mark.django_db

STEPS = [Step("inform", 1), Step("gather", 5, "agree"), Step("decide", 10), Step("deliver", 90)]


@pytest.fixture
def asked(make_deliberation: Any) -> Any:
    return make_deliberation("question", steps=STEPS, stance="consultation")


def decide(made: Any, answers: dict[Contribution, str], **given: Any) -> Decision:
    draft = drafted(made)
    answer_contributions(
        decision=draft, answers={one: (said, "Because.") for one, said in answers.items()}, by=OFFICER
    )
    return publish_decision(decision=draft, by=OFFICER, **given)


def sentences(member: Any, day: dt.date | None = None) -> list[str]:
    return [one.sentence for one in told.news_for(member.person, day)]


def test_author_and_supporters_hear_of_their_answer_and_of_its_change_and_of_no_other(
    asked: Any, make_member: Any, make_contribution: Any, during: Any, convenor: Any
) -> None:
    (author, _), (supporter, _), (against, _) = (make_member(asked) for _ in range(3))
    theirs, joined, other = (
        make_contribution(asked, author=author),
        make_contribution(asked),
        make_contribution(asked),
    )
    with during(asked, "gather") as stage:
        say(stage, supporter, {joined: 1})
        say(stage, against, {theirs: -1})
    Contribution.objects.filter(pk=joined.pk).update(joined_into=theirs)
    with when_decided(asked):
        assert sentences(author) == [] and sentences(against) == []
        drafted(asked)  # a draft tells nobody
        first = decide(asked, {theirs: "no", other: "yes"})
        said = f"Number {theirs.number} has an answer by decision {first.number}: no."
        assert sentences(author) == sentences(supporter) == [said] and sentences(against) == []
        assert [one.mine for one in told.news_for(author.person)] == [True]
        assert [(one.mine, one.why) for one in told.news_for(supporter.person)] == [(False, "Because.")]
        decide(asked, {theirs: "no"})
        assert sentences(supporter) == [said], "the same again is no news"
    with when_decided(asked), as_if(now() + dt.timedelta(days=1)):
        due = today() + dt.timedelta(days=5)
        third = decide(asked, {theirs: "partly"}, undertakings=[Undertaking(convenor, "Try it.", due)])
        moved = f"Decision {third.number} changed the answer to number {theirs.number} from no to partly."
        assert sentences(supporter) == [moved, said]
    late = f"What the Forum promised by decision {third.number} is late."
    assert sentences(author, due) == [moved, said]
    assert sentences(author, due + dt.timedelta(days=1)) == [late, moved, said]
    with when_decided(asked), as_if(now() + dt.timedelta(days=8)):
        assert [one.sentence for one in told.lately(supporter.person)] == [late, moved, said]
        [owed] = about(asked.place, "decision", third.pk)
        keep_undertaking(decision=third, promise=owed, shows="Ten people came.", by=OFFICER)
        with pytest.raises(Refused, match="on record already"):
            keep_undertaking(decision=third, promise=owed, shows="Again.", by=OFFICER)
        with pytest.raises(NotFound):
            keep_undertaking(decision=first, promise=owed, shows="Another.", by=OFFICER)
        with pytest.raises(NotAllowed):
            keep_undertaking(decision=third, promise=owed, shows="We did.", by=Actor("Rae", "provider"))
        done = told.news_for(author.person)[0]
        assert done.sentence == late.replace("is late", "is done, after its day")
        assert done.why == "Try it. Ten people came."
    with when_decided(asked), as_if(now() + dt.timedelta(days=60)):
        assert told.lately(supporter.person) == [] and len(told.news_for(supporter.person)) == 3


def test_who_brought_it_hears_why_it_was_hidden_and_who_supported_it_that_it_was(
    asked: Any, place: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    (author, _), (supporter, _) = make_member(asked), make_member(asked)
    one = make_contribution(asked, author=author, state="hidden")
    with during(asked, "gather") as stage:
        say(stage, supporter, {one: 1})
        for what in ("shown", "hidden", "appealed"):
            Moderation.objects.create(
                place=place, contribution=one, what=what, policy="names", reason="It names somebody.", by_key="x",
                by_shown_as="Mel", at=now(),
            )  # fmt: skip
    gone = f"Number {one.number} is hidden."
    assert sentences(author) == [gone, f"Number {one.number} is shown now."] and sentences(supporter) == [
        gone
    ]
    assert told.news_for(supporter.person)[0].why == "It names somebody."
