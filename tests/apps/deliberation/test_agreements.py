"""A text between sides: in force when each has signed, never changed, and what it undertakes becomes a promise with its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.core.clock import today
from helpfulacts.core.errors import NotAllowed, NotFound, Refused
from helpfulacts.core.models import RegisterEntry
from helpfulacts.deliberation import agreements
from helpfulacts.deliberation.actions.draft_agreement import draft_agreement, draft_version
from helpfulacts.deliberation.actions.raise_undertaking import raise_undertaking
from helpfulacts.deliberation.actions.sign_agreement import sign_agreement
from helpfulacts.deliberation.models import AgreementVersion
from helpfulacts.people.actions.begin_organisation import begin_organisation
from helpfulacts.people.actor import Actor

pytestmark = pytest.mark.django_db

SIDES = [{"code": "council", "name": "The council"}, {"code": "groups", "name": "Voluntary groups"}]
CLAUSES: list[dict[str, Any]] = [
    {"key": "1", "title": "Managing change", "words": "Changes are told early."},
    {
        "key": "1.1", "parent": "1", "title": "Notice", "words": "The council gives three months' notice in writing.",
        "side": "council", "trigger": "money for a group is to end", "days": 3, "unit": "months",
        "evidence": "the letter", "exception": "danger to people, said in public",
    },
]  # fmt: skip


@pytest.fixture
def drafted(place: Any, member_of_council: Actor) -> AgreementVersion:
    return draft_agreement(
        place=place, title="The Compact", sides=SIDES, clauses=CLAUSES, review_on=today() + dt.timedelta(days=365),
        by=member_of_council,
    )  # fmt: skip


@pytest.fixture
def bodies(place: Any) -> dict[str, Any]:
    return {side["code"]: begin_organisation(place=place, name=f"A body of {side['name']}") for side in SIDES}


def _sign(version: AgreementVersion, bodies: Any, side: str) -> Any:
    """Of a first text the office enters what was signed on paper."""
    by = (
        Actor("Mel", "officer")
        if version.number == 1
        else Actor("somebody", "provider", body_id=bodies[side].pk)
    )
    return sign_agreement(version=version, side=side, organisation=bodies[side], signed_by="Ann Other", by=by)


def test_it_works(drafted: AgreementVersion, bodies: Any) -> None:
    agreement = drafted.agreement
    assert agreements.in_force(agreement) is None
    _sign(drafted, bodies, "council")
    assert agreements.in_force(agreement) is None and agreements.not_signed_by(drafted) == [
        "Voluntary groups"
    ]
    _sign(drafted, bodies, "groups")
    assert agreements.in_force(agreement) == drafted
    promise = raise_undertaking(
        agreement=agreement, key="1.1", owner=bodies["council"], about="The lunch club's grant is to end.",
        by=Actor("Cllr Khan", "elected"),
    )  # fmt: skip
    owed = agreements.get_undertaking(drafted, "1.1")
    assert owed.due(dt.date(2027, 1, 31), "england") == dt.date(2027, 4, 30)
    assert promise.due == owed.due(today(), "england") and promise.trigger == "money for a group is to end"
    assert list(RegisterEntry.objects.filter(noun="agreement").values_list("action", flat=True)) == [
        "drafted an agreement", "signed an agreement", "signed an agreement", "held a side to an agreement",
    ]  # fmt: skip


def test_the_version_before_holds_until_each_side_has_signed_the_next(
    drafted: AgreementVersion, bodies: Any, member_of_council: Actor
) -> None:
    for side in bodies:
        _sign(drafted, bodies, side)
    longer = [CLAUSES[0], {**CLAUSES[1], "days": 4}]
    following = draft_version(
        agreement=drafted.agreement,
        clauses=longer,
        review_on=today() + dt.timedelta(days=400),
        by=member_of_council,
    )
    _sign(following, bodies, "council")
    assert agreements.in_force(drafted.agreement) == drafted
    with pytest.raises(Refused, match="newer version"):
        _sign(drafted, bodies, "groups")
    _sign(following, bodies, "groups")
    assert agreements.in_force(drafted.agreement) == following


def test_the_database_refuses_an_agreement_that_one_side_has_not_signed(
    drafted: AgreementVersion, bodies: Any
) -> None:
    _sign(drafted, bodies, "council")
    rows = AgreementVersion.objects.filter(pk=drafted.pk)
    for change in ({"in_force_from": today()}, {"hash": "0" * 64}, {"clauses": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_a_body_signs_once_and_only_for_itself(drafted: AgreementVersion, bodies: Any) -> None:
    _sign(drafted, bodies, "council")
    with pytest.raises(Refused, match="already"):
        _sign(drafted, bodies, "council")
    with pytest.raises(NotAllowed):
        sign_agreement(
            version=drafted, side="groups", organisation=bodies["groups"], signed_by="Ann",
            by=Actor("x", "provider", body_id=bodies["council"].pk),
        )  # fmt: skip


def test_nobody_signs_for_a_side_that_they_are_not_of(
    place: Any, drafted: AgreementVersion, bodies: Any, member_of_council: Actor
) -> None:
    def as_provider(version: AgreementVersion, side: str, body: Any) -> None:
        by = Actor("x", "provider", body_id=body.pk)
        sign_agreement(version=version, side=side, organisation=body, signed_by="Ann", by=by)

    with pytest.raises(Refused, match="not known to be of that side"):
        as_provider(drafted, "groups", bodies["groups"])  # a first text names no body yet
    for side in bodies:
        _sign(drafted, bodies, side)
    following = draft_version(
        agreement=drafted.agreement, clauses=[CLAUSES[0], {**CLAUSES[1], "days": 4}],
        review_on=today() + dt.timedelta(days=400), by=member_of_council,
    )  # fmt: skip
    stranger = begin_organisation(place=place, name="A knitting club")
    for side, body in (("council", stranger), ("council", bodies["groups"])):
        with pytest.raises(Refused, match="not known to be of that side"):
            as_provider(following, side, body)
    as_provider(following, "groups", bodies["groups"])


def test_what_is_held_against_a_side_began_while_the_text_was_in_force(
    drafted: AgreementVersion, bodies: Any
) -> None:
    for side in bodies:
        _sign(drafted, bodies, side)
    for day in (today() - dt.timedelta(days=1), today() + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="since this text is in force"):
            raise_undertaking(
                agreement=drafted.agreement, key="1.1", owner=bodies["council"], about="A grant is to end.", began=day,
                by=Actor("Cllr Khan", "elected"),
            )  # fmt: skip


def test_only_the_side_that_is_bound_owes_it(drafted: AgreementVersion, bodies: Any) -> None:
    for side in bodies:
        _sign(drafted, bodies, side)
    khan = Actor("Cllr Khan", "elected")
    with pytest.raises(Refused, match="that this clause binds"):
        raise_undertaking(agreement=drafted.agreement, key="1.1", owner=bodies["groups"], about="x", by=khan)
    with pytest.raises(NotFound, match="promises nothing"):
        raise_undertaking(agreement=drafted.agreement, key="1", owner=bodies["council"], about="x", by=khan)


def test_what_says_nothing_new_is_no_new_version(drafted: AgreementVersion, member_of_council: Actor) -> None:
    with pytest.raises(Refused, match="same as the version before"):
        draft_version(
            agreement=drafted.agreement,
            clauses=CLAUSES,
            review_on=today() + dt.timedelta(days=9),
            by=member_of_council,
        )


@pytest.mark.parametrize(
    "change,says",
    [
        ({"key": ""}, "number of its own"),
        ({"key": "1"}, "number of its own"),
        ({"words": ""}, "Write the words"),
        ({"words": "x" * 1_000_000}, "Write the words"),
        ({"parent": "9"}, "does not come before"),
        ({"side": "nobody"}, "The sides are"),
        ({"days": 0}, "within how long"),
        ({"days": "12"}, "within how long"),
        ({"days": True}, "within how long"),
        ({"unit": "moons"}, "within how long"),
        ({"trigger": " "}, "what happens before"),
    ],
)
def test_a_clause_that_cannot_stand_is_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        agreements.checked_clauses([CLAUSES[0], {**CLAUSES[1], **change}], ["council", "groups"])


@pytest.mark.parametrize(
    "sides", [[], SIDES[:1], [SIDES[0], SIDES[0]], [{"code": "", "name": "x"}, SIDES[1]]]
)
def test_an_agreement_has_two_sides_with_names_of_their_own(
    place: Any, member_of_council: Actor, sides: list[dict[str, str]]
) -> None:
    with pytest.raises(Refused, match="at least two sides"):
        draft_agreement(
            place=place, title="x", sides=sides, clauses=CLAUSES, review_on=today() + dt.timedelta(days=9),
            by=member_of_council,
        )  # fmt: skip


@settings(max_examples=60)
@given(
    began=st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)),
    days=st.integers(1, 60),
    unit=st.sampled_from(agreements.UNITS),
)
def test_an_undertaking_is_due_after_it_began_and_never_sooner_for_being_longer(
    began: dt.date, days: int, unit: str
) -> None:
    def due(length: int) -> dt.date:
        return agreements.Undertaking("1", "a", "", "", "", length, unit, "", "").due(began, "england")

    assert began < due(days) <= due(days + 1)
