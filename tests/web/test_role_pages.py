"""Roles by page: an officer of any employer gives one for a time, is warned before it ends, and takes it back at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from office_samples import build, key, post, text_of

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.people import selectors as people
from helpfulacts.people.models import RoleGrant

pytestmark = pytest.mark.django_db


def test_a_role_is_given_until_a_day_and_taken_back_in_an_open_session(place: Any) -> None:
    """Also: a mistake keeps what was typed and gives nothing; the last officer stays; the register has no names."""
    world = build(place, with_round=False)
    officer, url = world.browser(), world.url("roles")
    given = {
        "email": "other@example.org", "role": "navigator", "shown_as": "Ama, connector",
        "body": "A housing co-op", "until": f"{today() + dt.timedelta(days=20):%Y-%m-%d}",
    }  # fmt: skip
    wrong = post(officer, url, **given)
    assert wrong.status_code == 422 and "No body here has that name" in text_of(wrong)
    assert "A housing co-op" in text_of(wrong) and RoleGrant.objects.filter(place=place).count() == 3
    sent = {"key": key(), **given, "new_body": "on"}
    for _ in range(2):
        officer.post(url, sent)
    grant = RoleGrant.objects.get(place=place, shown_as="Ama, connector")
    assert grant.body.name == "A housing co-op"
    page = text_of(officer.get(f"{url}?order=body"))
    assert "1 ends within 30 days" in page and "Ends soon" in page
    assert page.index("Rae, youth club") < page.index("Ama, connector") < page.index("Mel, partnership")
    assert "1 ends within 30 days" in text_of(officer.get(world.url("desk")))

    ama = world.browser("other")
    assert ama.get(world.url("desk")).status_code == 200
    later = {**given, "until": f"{today() + dt.timedelta(days=200):%Y-%m-%d}"}
    post(officer, url, **later)
    [goes_on] = people.live_grants(place, world.accounts["other"])
    assert goes_on.until == today() + dt.timedelta(days=200)
    assert ", taken back" not in text_of(officer.get(url)), "it went on"
    post(officer, f"{url}/{goes_on.pk}/revoke")
    assert ama.get(world.url("desk")).status_code == 403
    [mel] = people.live_grants_of_role(place, "officer")
    answer = officer.post(f"{url}/{mel.pk}/revoke", {"key": key()}, follow=True)
    assert "Nobody else is an officer here" in text_of(answer) and officer.get(url).status_code == 200
    said = [entry.facts for entry in register.entries(place, noun="role grant")]
    assert said[-1] == {"role": "navigator", "body": "A housing co-op", "by": "officer"}
    assert "Ama" not in str(said) and "example.org" not in str(said)
    assert ", taken back" in text_of(officer.get(url))
    with as_if(now() + dt.timedelta(days=91)):
        assert officer.get(url).status_code == 403, "a role that is over counts no more in an open session"


def test_a_role_that_something_waits_for_and_nobody_holds_is_said(place: Any) -> None:
    world = build(place, with_round=False)
    officer, url = world.browser(), world.url("roles")
    none = text_of(officer.get(url))
    assert "Nobody has the role “checks who looked”" in none
    assert "Nobody has the role “reads what people are worried about”" in none
    for role, email in (("information-lead", "ig@example.org"), ("safeguarding-lead", "sg@example.org")):
        given = {"email": email, "role": role, "shown_as": "Ama", "body": "A trust", "new_body": "on"}
        post(officer, url, **given, until=f"{today() + dt.timedelta(days=60):%Y-%m-%d}")
    assert "Nobody has the role" not in text_of(officer.get(url))
    with as_if(now() + dt.timedelta(days=61)):
        assert people.unheld(place) == ["safeguarding-lead", "information-lead"]


def test_nobody_gives_a_role_to_themselves_nor_one_without_an_end(place: Any) -> None:
    """An officer would read every worry as safeguarding lead, or stay an officer for ever."""
    world = build(place, with_round=False)
    given = {
        "email": world.accounts["officer"].email, "role": "safeguarding-lead", "shown_as": "Mel",
        "body": world.club.name, "until": f"{today() + dt.timedelta(days=20):%Y-%m-%d}",
    }  # fmt: skip
    answer = post(world.browser(), world.url("roles"), **given)
    assert answer.status_code == 422 and "Nobody gives a role to themselves" in text_of(answer)
    long = {**given, "email": "other@example.org", "until": f"{today() + dt.timedelta(days=2000):%Y-%m-%d}"}
    answer = post(world.browser(), world.url("roles"), **long)
    assert answer.status_code == 422 and "two years at most" in text_of(answer)
    assert not RoleGrant.objects.filter(place=place, role="safeguarding-lead").exists()


def test_a_role_that_was_over_reads_as_over_when_it_is_given_again(place: Any) -> None:
    world = build(place, with_round=False)
    RoleGrant.objects.filter(place=place, account=world.accounts["navigator"]).update(
        begins=today() - dt.timedelta(days=9), until=today() - dt.timedelta(days=2)
    )
    old = RoleGrant.objects.get(place=place, account=world.accounts["navigator"])
    post(
        world.browser(), world.url("roles"), email=world.accounts["navigator"].email, role=old.role, shown_as="Tom",
        body=old.body.name, until=f"{today() + dt.timedelta(days=20):%Y-%m-%d}",
    )  # fmt: skip
    assert RoleGrant.objects.filter(place=place, account=world.accounts["navigator"]).count() == 2
    assert ", taken back" not in text_of(world.browser().get(world.url("roles")))
