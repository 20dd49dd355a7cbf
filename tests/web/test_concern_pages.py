"""A worry about somebody's safety: told without a name, read by the safeguarding lead alone, kept back by a named human."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, transaction
from django.test import Client
from office_samples import World, build, post, text_of

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.errors import Refused
from helpfulacts.core.models import GivenAnswer
from helpfulacts.exchange import your_data
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.models import AccessRecord
from helpfulacts.promises import selectors as promises
from helpfulacts.promises.actions.fire_notices import fire_notices
from helpfulacts.support import concerns
from helpfulacts.support.actions.forget_concerns import forget_concerns
from helpfulacts.support.actions.tell_concern import add_to_concern, tell_concern
from helpfulacts.support.models import Concern, ConcernAbout

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(place: Any) -> World:
    cache.clear()
    return build(place, with_round=False)


def a_reader(world: World, role: str, who: str) -> Client:
    """A browser of `who`, who holds `role` from today."""
    day = today(world.place.zone)
    grant_role(
        place=world.place, account=world.accounts[who], role=role, shown_as=f"Lena, {role}", body=world.club,
        begins=day - dt.timedelta(days=90), until=day + dt.timedelta(days=90),
    )  # fmt: skip
    client = Client()
    client.force_login(world.accounts[who], backend=BACKEND)
    return client


def everything_in_the_database() -> str:
    """All rows of all tables as they are stored, and nothing opened."""
    return " ".join(
        str(row)
        for model in apps.get_models()
        for row in model._base_manager.values_list()
        if model._meta.managed
    )


def test_a_worry_is_told_without_a_name_and_only_the_lead_reads_it(world: World) -> None:
    signed_in, elsewhere, mel = world.browser("citizen"), Client(), world.browser("officer")
    home = text_of(Client().get(world.url("")))
    assert f'href="{world.url("worried")}"' in home
    nobody = text_of(Client().get(world.url("worried")))
    assert "there is no form" in nobody and 'href="tel:999"' in nobody
    with pytest.raises(Refused):
        tell_concern(place=world.place, words="Canarybird is alone")
    lead = a_reader(world, "safeguarding-lead", "away")

    page = text_of(signed_in.get(world.url("worried")))
    assert page.index("tel:999") < page.index("What worries you?")
    assert post(signed_in, world.url("worried"), words=" ").status_code == 422
    sent = {"words": "Canarybird is alone at night", "contact": ""}
    answer = signed_in.post(
        world.url("worried"), {**sent, "key": "k" * 24}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Seenbird/1"
    )  # fmt: skip
    assert answer.url == world.url("worried/mine")
    mine = text_of(signed_in.get(world.url("worried/mine")))
    words = " ".join(re.findall(r"<span>([a-z]+)</span>", mine))
    assert len(words.split()) == 6 and "Canarybird" not in mine
    stored = everything_in_the_database()
    for trace in ("203.0.113.77", "Seenbird", "Canarybird", words):
        assert trace not in stored, trace
    sessions = str([kept.get_decoded() for kept in Session.objects.all()])
    assert "_auth_user_id" in sessions, "a session says who is signed in, so it says nothing of a worry"
    assert "concern" not in sessions and str(Concern.objects.get().pk) not in sessions
    for model in ("Concern", "ConcernWords"):
        for column in ("person", "account", "by", "by_account", "address"):
            with pytest.raises(FieldDoesNotExist):
                apps.get_model("support", model)._meta.get_field(column)

    found = Concern.objects.get()
    case = world.url(f"worries/{found.pk}")
    assert mel.get(case).status_code == mel.get(world.url("worries")).status_code == 403
    listed = text_of(lead.get(world.url("worries")))
    assert "1 waits" in listed and "Canarybird" not in listed
    assert people.looks_at(world.place, found.pk) == []
    assert "Canarybird" in text_of(lead.get(case))
    assert [look.by_shown_as for look in people.looks_at(world.place, found.pk)] == [
        "Lena, safeguarding-lead"
    ]
    assert post(lead, case + "/in-hand", read=1).url == case
    assert "Nobody here" in text_of(post(lead, case + "/about", ticket="x", decision="told", told="y"))

    wrong = post(elsewhere, world.url("worried/come-back"), phrase="one two three four five six")
    assert wrong.status_code == 422 and "one two" not in text_of(wrong)
    assert concerns.concern_by_phrase(world.place, words) and not people.person_by_phrase(world.place, words)
    assert post(elsewhere, world.url("worried/come-back"), phrase=words.title()).url == world.url(
        "worried/mine"
    )
    back = text_of(elsewhere.get(world.url("worried/mine")))
    assert "Somebody has looked" in back and "Canarybird" not in back
    assert "We have that too" in text_of(post(elsewhere, world.url("worried/mine"), words="Morebird came"))
    assert "Morebird" in text_of(lead.get(case))
    assert post(lead, case, outcome="passed on", words=" ", read=2).status_code == 422
    assert post(lead, case, outcome="passed on", words="Toldbird knows", read=2).status_code == 302
    assert "We passed it on" in text_of(lead.get(world.url("worries")))
    for _ in range(6):
        last = post(elsewhere, world.url("worried/mine"), words="Again")
    assert last.status_code == 422 and "a lot in one hour" in text_of(last)
    halves = [row.fingerprint[32:] for row in GivenAnswer.objects.filter(action="concern_more")]
    assert len(halves) > 2 and len(set(halves)) == len(halves), "no two forms show that one browser sent both"
    elsewhere.post(world.url("leave"))
    assert elsewhere.get(world.url("worried/mine")).url == world.url("worried/come-back")
    said = " ".join(str(entry.facts) for entry in register.entries(world.place))
    assert "bird" not in said


def test_a_worry_is_not_taken_in_hand_or_closed_over_words_that_were_not_on_the_page(world: World) -> None:
    lead = a_reader(world, "safeguarding-lead", "away")
    made, _ = tell_concern(place=world.place, words="Canarybird")
    case = world.url(f"worries/{made.pk}")
    assert text_of(lead.get(case)).count('name="read" value="1"') == 2
    add_to_concern(concern=made, words="Morebird")
    pressed = lead.post(case + "/in-hand", {"key": "h" * 24, "read": "1"}, follow=True)
    assert "More was said since" in text_of(pressed) and "Morebird" in text_of(pressed)
    closed = post(lead, case, outcome="acted", words="We rang", read=1)
    assert closed.status_code == 422 and "Morebird" in text_of(closed) and "We rang" in text_of(closed)
    assert text_of(closed).count('name="read" value="2"') == 2
    assert promises.open_about(world.place, "concern", made.pk, kind="clock")
    assert post(lead, case, outcome="acted", words="We rang").status_code == 422
    assert post(lead, case, outcome="acted", words="We rang", read=2).status_code == 302


def test_the_day_of_a_worry_is_a_promise_and_late_it_reaches_who_stands_in(world: World) -> None:
    place = world.place
    lead, deputy = (
        a_reader(world, "safeguarding-lead", "away"),
        a_reader(world, "safeguarding-deputy", "other"),
    )
    friday = dt.datetime(2026, 12, 4, 12, tzinfo=dt.UTC)
    with as_if(friday):
        made, _ = tell_concern(place=place, words="Canarybird")
        [owed] = promises.about(place, "concern", made.pk)
        assert owed.due == dt.date(2026, 12, 7)
        assert "1 waits" in text_of(lead.get(world.url("worries")))
        assert "No worry waits" in text_of(deputy.get(world.url("worries")))
        assert deputy.get(world.url(f"worries/{made.pk}")).status_code == 404
    with as_if(friday + dt.timedelta(days=4)):
        fire_notices(place=place, day=today(place.zone))
        assert "1 late" in text_of(lead.get(world.url("worries")))
        case = world.url(f"worries/{made.pk}")
        assert deputy.get(case).status_code == 200
        assert post(deputy, case + "/in-hand", read=1).url == case
        add_to_concern(concern=made, words="Morebird")
        assert "Morebird" in text_of(deputy.get(case)), "whoever took it in hand reads it until it is closed"
        assert case in text_of(deputy.get(world.url("worries")))
        assert post(deputy, case, outcome="acted", words="We rang", read=2).status_code == 302
        assert deputy.get(case).status_code == 404
        assert promises.days_to_keep(place) == []
    place.concern_days = 3
    with as_if(friday):
        slower, _ = tell_concern(place=place, words="Canarybird again")
        [owed] = promises.about(place, "concern", slower.pk)
        assert owed.due == dt.date(2026, 12, 9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Concern.objects.filter(pk=slower.pk).update(outcome="acted")
    Concern.objects.filter(pk=made.pk).update(
        outcome="acted", closed_at=now() - dt.timedelta(days=2400), closed_by="Lena"
    )
    assert (forget_concerns(place=place), forget_concerns(place=place)) == (1, 0)
    assert list(Concern.objects.all()) == [slower]


def test_what_is_kept_back_from_a_person_was_decided_by_a_named_human_and_is_counted(world: World) -> None:
    lead, person = a_reader(world, "safeguarding-lead", "away"), world.people[0]
    made, _ = tell_concern(place=world.place, words="Canarybird")
    about = world.url(f"worries/{made.pk}/about")

    def held() -> str:
        return your_data.as_file(person, your_data.everything(person))

    bare = your_data.everything(person)
    assert post(lead, about, ticket=person.ticket_id, decision="kept back").status_code == 422
    assert (
        post(lead, about, ticket=person.ticket_id, decision="kept back", reason="Harmbird").status_code == 302
    )
    row = ConcernAbout.objects.get()
    assert (row.decided_by, row.reason) == ("Lena, safeguarding-lead", "Harmbird")
    assert your_data.everything(person) == bare, "what is kept back leaves no trace"
    assert not AccessRecord.objects.filter(person=person.pk).exists()
    assert "fewer than ten things are" in text_of(Client().get(world.url("how-words-are-kept")))
    assert concerns.kept_back(world.place) == 1
    assert (
        post(
            lead, about, ticket=person.ticket_id.upper(), decision="told", told="Somebody rang for you"
        ).status_code
        == 302
    )
    assert "Somebody rang for you" in held() and "Harmbird" not in held() and "Canarybird" not in held()
    assert concerns.kept_back(world.place) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        ConcernAbout.objects.update(decision="kept back")
