"""What people bring: how long, by whom, when; said otherwise, taken back, joined, translated; and how old its reader is."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.core.readability import reading_age
from helpfulacts.deliberation import contributions, public
from helpfulacts.deliberation.actions.add_translation import add_translation, check_translation
from helpfulacts.deliberation.actions.bring import bring
from helpfulacts.deliberation.actions.join_same import join_same
from helpfulacts.deliberation.actions.reword import reword
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.actions.withdraw import withdraw
from helpfulacts.deliberation.answered import supporters_by_member
from helpfulacts.deliberation.counting.reading import read
from helpfulacts.deliberation.models import Cast, Contribution, Position, Revision, Stage
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.deliberation.templates import Step
from helpfulacts.people.actor import Actor
from helpfulacts.promises.models import Promise

pytestmark = pytest.mark.django_db
MEL = Actor("Mel, partnership officer", "officer")


@pytest.fixture
def asked(make_deliberation: Any) -> Any:
    return make_deliberation()


@pytest.fixture
def shows_at_once(make_deliberation: Any) -> Any:
    steps = [Step("inform", 1), Step("gather", 9, "agree", {"shown_at_once": True}), Step("decide", 9)]
    return make_deliberation("question", stance="consultation", steps=steps)


def test_it_waits_and_somebody_reads_it_in_two_working_days(
    asked: Any, make_member: Any, during: Any
) -> None:
    member, by = make_member(asked)
    with during(asked, "gather") as stage:
        made = bring(
            stage=stage, membership=member, kind="proposal", title="Benches", words="Four benches by the canal.",
            pence=250_000, by=by,
        )  # fmt: skip
    promise = Promise.objects.get(about_id=made.pk)
    assert (made.number, made.state, made.pence) == (1, "waiting", 250_000)
    assert promise.clock == "brought-words" and promise.counts_from == made.brought_on
    assert contributions.shown(asked) == []
    [mine] = contributions.brought_by(member)
    assert (mine.title, mine.words) == ("Benches", "Four benches by the canal.")
    entry = RegisterEntry.objects.get(subject=made.pk)
    assert "enches" not in str(entry.facts) and str(member.pk) not in str(entry.facts)


@pytest.mark.parametrize(
    "given,says",
    [
        ({"words": "x" * 281}, "under 280"),
        ({"words": "x" * 1_000_000}, "under 280"),
        ({"words": " \u200b "}, "in words"),
        ({"words": "Ring me on 07700 900123 about it."}, "phone number"),
        ({"words": "Ask Mrs Begum at the shop."}, "Mrs Begum"),
        ({"words": "We should ask Tracy Barlow to run it."}, "private person"),
        ({"kind": "proposal", "words": "Benches.", "title": "b" * 121}, "under 120"),
        ({"kind": "proposal", "words": "Benches."}, "short title"),
        ({"kind": "clause", "words": "It runs."}, "this part"),
        ({"words": "Benches.", "pence": 5}, "Only a proposal"),
        ({"kind": "proposal", "title": "Benches", "words": "Four.", "pence": -1}, "sum of money"),
        (
            {"kind": "proposal", "title": "A park", "words": "All.", "pence": 1_000_001},
            "£10,000 in all, so this",
        ),
    ],
)
def test_what_cannot_be_brought_is_one_sentence_and_nothing_is_kept(
    asked: Any, make_member: Any, during: Any, given: dict[str, Any], says: str
) -> None:
    member, by = make_member(asked)
    with during(asked, "gather") as stage, pytest.raises(Refused, match=says):
        bring(stage=stage, membership=member, by=by, **{"kind": "statement", **given})
    assert not Contribution.objects.exists() and not Revision.objects.exists()


def test_the_same_words_are_brought_once_by_one_member(asked: Any, make_member: Any, during: Any) -> None:
    (member, by), (other, also_by) = make_member(asked), make_member(asked)
    with during(asked, "gather") as stage:
        given = {"stage": stage, "kind": "statement", "words": "Benches by the park."}
        first = bring(membership=member, by=by, **given)
        with pytest.raises(Refused, match="already, as number 1"):
            bring(membership=member, by=by, **{**given, "words": " Benches  by the park. "})
        bring(membership=other, by=also_by, **given)
        assert bring(membership=member, by=by, **{**given, "kind": "reason"}).number == 3, (
            "said of something else"
        )
        withdraw(contribution=first, by=by)
        again = bring(membership=member, by=by, **given)
        reword(contribution=again, stage=stage, words="Trees by the park.", by=by)
        assert bring(membership=member, by=by, **given).number == 5, "number 4 says something else now"
        with pytest.raises(Refused, match="already, as number 5"):
            reword(contribution=again, stage=stage, words="Benches by the park.", by=by)
        Contribution.objects.filter(number=5).update(state="hidden")
        with pytest.raises(Refused, match="It is hidden, and you can ask"):
            bring(membership=member, by=by, **given)


def test_nobody_brings_for_others_or_out_of_time(asked: Any, make_member: Any, during: Any) -> None:
    member, by = make_member(asked)
    other, _ = make_member(asked)
    with during(asked, "gather") as stage, pytest.raises(NotAllowed):
        bring(stage=stage, membership=other, kind="statement", words="Benches.", by=by)
    with during(asked, "ballot"), pytest.raises(Refused, match="over"):
        bring(stage=stage, membership=member, kind="statement", words="Benches.", by=by)


def test_shown_at_once_but_what_sounds_like_danger_waits_for_a_person(
    shows_at_once: Any, make_member: Any, during: Any
) -> None:
    member, by = make_member(shows_at_once)
    with during(shows_at_once, "gather") as stage:
        plain = bring(stage=stage, membership=member, kind="statement", words="Benches.", by=by)
        danger = bring(
            stage=stage, membership=member, kind="statement", words="I want to kill myself.", by=by
        )
    assert (plain.state, danger.state) == ("shown", "waiting")
    assert not Promise.objects.filter(about_id=plain.pk).exists()


def test_said_otherwise_it_waits_again_until_others_have_answered(
    asked: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    member, by = make_member(asked)
    other, them = make_member(asked)
    one = make_contribution(asked, author=member, words="Benches.")
    with during(asked, "gather") as stage:
        with pytest.raises(NotAllowed):
            reword(contribution=one, stage=stage, title="B", words="Two benches.", by=them)
        reword(contribution=one, stage=stage, title="B", words="Two benches.", by=by)
        one.refresh_from_db()
        assert one.state == "waiting" and contributions.last_revision(one).words == "Two benches."
        assert [row.words for row in one.revisions.order_by("number")] == ["Benches.", "Two benches."]
        Contribution.objects.update(state="shown")
        take_positions(stage=stage, membership=other, answers={one: 1}, by=them)
        with pytest.raises(Refused, match="answered these words"):
            reword(contribution=one, stage=stage, title="B", words="No benches.", by=by)


def test_taken_back_its_words_are_destroyed_and_that_it_was_there_stays(
    asked: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    member, by = make_member(asked)
    joined = make_contribution(asked)
    with during(asked, "gather") as stage:
        one = bring(stage=stage, membership=member, kind="statement", words="Benches.", by=by)
        Contribution.objects.filter(pk=joined.pk).update(joined_into=one)
        withdraw(contribution=one, by=by)
    one.refresh_from_db()
    joined.refresh_from_db()
    assert one.state == "withdrawn" and joined.joined_into is None
    assert Revision.objects.get(contribution=one).words_sealed is None
    assert Promise.objects.get(about_id=one.pk).exception
    with pytest.raises(Refused, match="already"):
        withdraw(contribution=one, by=by)


def test_what_people_vote_on_is_not_taken_back(
    asked: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    member, by = make_member(asked)
    one = make_contribution(asked, author=member)
    with during(asked, "ballot"), pytest.raises(Refused, match="vote"):
        withdraw(contribution=one, by=by)


def test_joined_with_the_same_each_member_counts_once(
    asked: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    first, again, third = (make_contribution(asked) for _ in range(3))
    both, by = make_member(asked)
    late, them = make_member(asked)
    with during(asked, "gather") as stage:
        take_positions(stage=stage, membership=both, answers={first: -1, again: 1}, by=by)
        take_positions(stage=stage, membership=late, answers={again: 1, third: 1}, by=them)
        with pytest.raises(Refused, match="before it"):
            join_same(contribution=first, into=again, by=MEL)
        join_same(contribution=third, into=again, by=MEL)
        join_same(contribution=again, into=first, by=MEL)
        assert read(stage) == ([first.number], {both.pk: {first.number: -1}, late.pk: {first.number: 1}})
    assert supporters_by_member(asked) == {first.pk: {both.pk, late.pk}}
    [shown] = contributions.shown(asked, order="support")
    assert (shown.contribution, shown.support) == (first, 2)


def test_nobody_reads_from_the_support_how_an_open_vote_goes(
    asked: Any, place: Any, make_member: Any, make_contribution: Any
) -> None:
    one, stage = make_contribution(asked), stage_of_kind(asked, "ballot")
    member, _ = make_member(asked)
    cast = Cast.objects.create(
        place=place, stage=stage, membership=member, tracker="a", salt="b", commitment="c", said_on=today()
    )
    Position.objects.create(
        place=place, stage=stage, membership=member, contribution=one, cast=cast, value=1, said_on=today()
    )
    assert (
        supporters_by_member(asked, open_votes=False) == {} and contributions.in_words([one])[0].support == 0
    )
    Stage.objects.filter(pk=stage.pk).update(closed_at=now())
    assert supporters_by_member(asked, open_votes=False) == {one.pk: {member.pk}}
    assert contributions.in_words([one])[0].support == 1


def test_a_translation_is_not_shown_as_read_until_somebody_has(asked: Any, make_contribution: Any) -> None:
    one = make_contribution(asked, words="Benches.")
    said = contributions.last_revision(one)
    made = add_translation(revision=said, language="ur", words="بینچ", made_by="Mel", by=MEL)
    [urdu] = contributions.shown(asked, language="ur")
    assert (urdu.words, urdu.translated_by, urdu.checked_by, urdu.falls_back) == ("بینچ", "Mel", "", False)
    [polish] = contributions.shown(asked, language="pl")
    assert (polish.words, polish.language, polish.falls_back) == ("Benches.", "en", True)
    with pytest.raises(NotAllowed):
        check_translation(translation=made, by=Actor("Mel", "officer"))
    check_translation(translation=made, by=Actor("Tom", "navigator"))
    assert contributions.shown(asked, language="ur")[0].checked_by == "Tom"
    with pytest.raises(Refused, match="already"):
        add_translation(revision=said, language="ur", words="بینچ", made_by="Mel", by=MEL)


def test_whoever_entered_a_translation_does_not_check_it(asked: Any, make_contribution: Any) -> None:
    mel = Actor("Mel, partnership officer", "officer", uuid.uuid4())
    said = contributions.last_revision(make_contribution(asked, words="Benches."))
    made = add_translation(revision=said, language="ur", words="بینچ", made_by="Amina’s class", by=mel)
    assert (made.entered_by_key, made.entered_by_shown_as) == (str(mel.account_id), mel.shown_as)
    in_another_role = Actor("Mel, storyteller", "storyteller", mel.account_id)
    with pytest.raises(NotAllowed, match="You entered this translation"):
        check_translation(translation=made, by=in_another_role)
    for checker in ({"checked_by_key": mel.key}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Revision.objects.filter(pk=made.pk).update(checked_by_shown_as="Mel", **checker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=made.pk).update(entered_by_key="")
    tom = Actor("Tom", "navigator", uuid.uuid4())
    assert check_translation(translation=made, by=tom).checked_by_key == tom.key


def test_each_reads_what_they_have_not_answered_in_an_order_of_their_own(
    asked: Any, make_member: Any, make_contribution: Any, during: Any
) -> None:
    many = [make_contribution(asked) for _ in range(12)]
    orders = set()
    for _ in range(3):
        member, by = make_member(asked)
        with during(asked, "gather") as stage:
            before = public.to_answer(stage, str(member.pk))
            first = next(one for one in many if one.number == before[0])
            take_positions(stage=stage, membership=member, answers={first: 0}, by=by)
            after = public.to_answer(stage, str(member.pk), public.answers_of(stage, member))
        assert set(before) == {one.number for one in many} and after == before[1:]
        orders.add(tuple(before))
    assert len(orders) == 3


def test_the_reading_age_is_said_of_english_and_of_enough_words() -> None:
    easy = "The cat sat on the mat. It was a big red mat. We like it."
    hard = "Participatory budgetary deliberation necessitates comprehensive organisational accountability arrangements in municipalities."
    assert reading_age(easy) == 5 and (reading_age(hard) or 0) > 18
    assert reading_age("Benches.") is None and reading_age(easy, "ur") is None
