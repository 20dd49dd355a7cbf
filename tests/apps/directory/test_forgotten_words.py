"""“Delete everything” leaves no word of what somebody gave, wherever it had gone, and nothing brings it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.directory.actions import forget_words
from helpfulacts.directory.actions.answer_likeness import merge_entries, part_entries
from helpfulacts.directory.actions.decide_reported import appeal, decide_reported
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.models import (
    AccessFact,
    Condition,
    Correction,
    Likeness,
    Moderation,
    Offer,
    OfferLocation,
    OfferVersion,
    ScheduleException,
)
from helpfulacts.people.actor import Actor
from helpfulacts.support.actions.forget_giver import forget_giver

pytestmark = pytest.mark.django_db
TOM = Actor("Tom, link worker", "navigator")
WORDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)

KEPT = {
    "kind sphere access status on_bank_holidays fetches": "codes out of a list, that figures are made of",
    "source source_hash": "the name of a list that it came from",
    "checked_by checked_how": "who checked it, in a role",
}
EMPTIED = {
    "OfferVersion": {"before", "after"},
    "Correction": {"note_sealed"},
    "Moderation": {"appeal_sealed"},
    "ImportRow": {"cells_sealed", "title_sealed", "changes_sealed", "reasons_sealed", "before_sealed"},
    "Likeness": {"taken"},  # what the kept entry said before: nothing
}
OTHERS = {
    "OfferVersion": "number at by_shown_as change",
    "Assurance": "by_key by_shown_as how",
    "Correction": "what mark answer done answered_by",
    "Moderation": "noun ground decision reason by_key by_shown_as",
    "ImportRow": "outcome after",
    "Likeness": "reasons state answered_by why",
    "Trial": "by words",  # others wrote it
    "CapacityPeriod": "unit",
    "Weave": "title summary sphere facets there_is state woven_by woven_by_key",
    "WeavePart": "state answered_by",
    "OfferBody": "part",
    "Booking": "booked_by",
    "TextAsked": "month answer number_hash",
}


def words_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if isinstance(field, WORDS)}


def test_every_column_that_may_hold_words_goes_or_is_kept_for_a_reason() -> None:
    """A new column fails here until somebody has decided."""
    kept = {name for names in KEPT for name in names.split()}
    assert words_of(Offer) - set(forget_words.BLANK) == kept
    undecided = {}
    for model in apps.get_app_config("directory").get_models():
        about = [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is Offer]
        if not about or model is Offer or model in forget_words.GOES:
            continue
        decided = EMPTIED.get(model.__name__, set()) | set(OTHERS.get(model.__name__, "").split())
        if left := words_of(model) - decided:
            undecided[model.__name__] = left
    assert not undecided


@pytest.fixture
def kept(place: Any, offer_of: Any, make_person: Any) -> tuple[Any, Any, Any]:
    """(the person, what they keep for a body, its double that took over what it says)."""
    person = make_person()
    needle = "Ask for Maggie"
    theirs = offer_of(
        title="Tea at the lodge",
        kept_by=person,
        what_next=needle,
        contact="07700 900123",
        website="https://m.example.org",
    )
    other = offer_of(title="Tea at the lodge door")
    first, second = sorted((theirs, other), key=lambda offer: str(offer.pk))
    row = Likeness.objects.create(place=place, first=first, second=second, score=90)
    ScheduleException.objects.create(
        place=place, offer=theirs, day=today() + dt.timedelta(days=5), reason=needle
    )
    AccessFact.objects.create(
        place=place, offer=theirs, fact="quiet", answer="yes", on=today(), source="assessor", by=needle
    )
    OfferLocation.objects.create(place=place, offer=theirs, name=needle, address=needle)
    Condition.objects.create(
        place=place, offer=theirs, side="asks", code=Condition._meta.get_field("code").choices[0][0],
        sentence=needle, lifter_role="officer",
    )  # fmt: skip
    return person, theirs, (other, row)


def test_no_word_is_left_anywhere_and_a_merge_taken_apart_brings_nothing_back(
    place: Any, kept: Any, citizen_of: Any
) -> None:
    person, theirs, (other, row) = kept
    fixed = {"what_next", "contact", "check_level", "check_seen_by"}
    theirs_too = dict.fromkeys(words_of(Offer) & set(forget_words.BLANK) - fixed, "Maggie")
    Offer.objects.filter(pk=theirs.pk).update(
        **theirs_too | {"eligibility": {"ask": "Do you know Maggie?"}, "costs": [{"bearer": "Maggie"}]}
    )
    say_wrong(offer=theirs, what="time", note="Maggie was not there", mark="a")
    decided = decide_reported(
        offer=theirs, decision="hidden", ground="untrue", reason="It is not so.", by=TOM
    )
    appeal(decision=decided, words="I am Maggie and you are wrong", by=citizen_of(person))
    Offer.objects.filter(pk=theirs.pk).update(status="active")
    merge_entries(likeness=row, keep=other, take_over=["what_next", "contact"], by=TOM)
    assert Offer.objects.get(pk=other.pk).what_next == "Ask for Maggie"

    forget_giver(person=person, by=citizen_of(person))

    gone, left = Offer.objects.get(pk=theirs.pk), Offer.objects.get(pk=other.pk)
    assert (gone.status, gone.title, gone.forgotten) == ("ended", "Something that was given", True)
    said = {name: getattr(gone, name) for name in words_of(Offer)}
    assert "Maggie" not in str(said) and "900123" not in str(said) and "m.example" not in str(said)
    assert gone.eligibility == {} and not AccessFact.objects.exists()
    assert not ScheduleException.objects.exists() and not OfferLocation.objects.exists()
    assert not Condition.objects.exists() and not gone.schedules.exists() and not gone.occurrences.exists()
    assert (left.status, left.what_next, left.contact) == ("active", "", "")
    assert "Maggie" not in str(list(OfferVersion.objects.values_list("before", "after")))
    assert Correction.objects.get().note == "" and Moderation.objects.get().appeal == ""
    with pytest.raises(Refused, match="deleted"):
        part_entries(likeness=row, by=TOM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=theirs.pk).update(status="active", merged_into=None)
