"""Forget a person: what is held about them goes, and how they signed in. Part of erasing; it has no page of its own.

What stays, column by column, stands with its reason in the `held.py` of each app (`stays`); a test erases people of whom
everything is held, and compares (`tests/reliability/test_erasure_leaves_nothing.py`).
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.module_loading import import_string

from helpfulacts.core import forgotten
from helpfulacts.core.ids import new_ticket_id
from helpfulacts.directory.actions.forget_words import forget_tries
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.close_account import close_account
from helpfulacts.people.models import AccessRecord, Apart, Consent, EqualityAnswers, LookCheck, Person
from helpfulacts.promises.models import Promise

from ..here_again import BLANK
from ..models import (
    ConcernAbout,
    CountingChoice,
    DataRequest,
    Introduction,
    MicroSpend,
    Note,
    OthersWords,
    PassedOn,
    Veto,
)
from .forget_on_plans import forget_called
from .take_back_telling import take_back_all_of


def forget_person(person: Person, went: str) -> None:
    """Delete the person; where something they give must stay, blank all they told us. Inside `register.writing`.

    `went`: `forgotten.PLAN` where what they give stays, `forgotten.ALL` where it went before this.
    Who goes is on the list outside of the database before anything does, and afterwards that it was done: a backup that
    is put back does not bring them back (ADR 14). Raises Refused where that list cannot be kept.
    """
    mark = forgotten.begin(person.pk, went)
    transaction.on_commit(lambda: forgotten.done(mark), robust=True)
    place = person.place_id
    gives = Offer.objects.filter(Q(giver=person) | Q(kept_by=person), place=place, forgotten=False).exists()
    take_back_all_of(person)
    forget_called(person)
    for model in (Veto, Note, CountingChoice, EqualityAnswers, DataRequest, OthersWords, ConcernAbout):
        model.objects.filter(place=place, person=person).delete()
    MicroSpend.objects.filter(place=place, person=person).update(person=None, act=None, what_sealed=None)
    Consent.objects.filter(place=place, person=person).delete()
    _forget_what_they_told_as_giver(place, person)
    forget_tries(person)
    for path in settings.FORGETTING:  # what the rooms above this one hold
        import_string(path)(person)
    owed = Q(by_noun="person", by_id=person.pk)
    if gives:  # what somebody else was promised with it is theirs too
        owed &= ~Q(about_noun__in=("helpful act", "introduction"), about_id__isnull=False)
    about = Q(to_noun="person", to_id=person.pk) | Q(about_noun="person", about_id=person.pk)
    Promise.objects.filter(owed | about, place=place).delete()
    LookCheck.objects.filter(place=place, look__person=person.pk).delete()
    AccessRecord.objects.filter(place=place, person=person.pk).update(why_sealed=None)
    account = person.account
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        # What they give is still listed, so whom they must never meet still counts; how they called them does not.
        Apart.objects.filter(place=place, person=person).update(called_sealed=None)
        Person.objects.filter(place=place, pk=person.pk).update(
            **BLANK,
            channel="desk",
            vouched_by="",
            ticket_id=new_ticket_id(),
            missed_rounds=0,
        )
    if account is not None:
        close_account(account)


def _forget_what_they_told_as_giver(place: uuid.UUID, person: Person) -> None:
    """What they passed on, how they said it went, and what an officer let others read of either.

    How it went with what a body gives, they said for the body: that stays with it.
    """
    gives, keeps = Q(act__offer__giver=person), Q(act__offer__kept_by=person)
    passed = PassedOn.objects.filter(gives | keeps, place=place, side="giver")
    asked = Introduction.objects.filter(gives | (keeps & Q(act__offer__provider=None)), place=place)
    OthersWords.objects.filter(
        Q(label=PassedOn._meta.label, row__in=passed.values("pk"))
        | Q(label=Introduction._meta.label, column="giver_outcome", row__in=asked.values("pk")),
        place=place,
    ).delete()
    asked.update(giver_outcome_sealed=None)
    passed.delete()
