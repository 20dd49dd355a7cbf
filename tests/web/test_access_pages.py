"""Getting in and taking part, from the keeper's page to somebody who needs it; and “we talk first”."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from office_samples import build, post, seen_on, text_of

from helpfulacts.core.clock import today
from helpfulacts.directory.models import AccessFact
from helpfulacts.promises.models import Promise
from helpfulacts.support.models import HelpfulAct, Introduction

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> Any:
    return build(place, with_round=False)


def test_a_club_says_how_people_get_in_and_somebody_who_needs_it_finds_it(world: Any) -> None:
    club, tea = world.browser("provider"), world.offers["tea"]
    address, page = world.url(f"offers/{tea.pk}/access"), world.url(f"offers/{tea.pk}")
    assert text_of(club.get(address)).count("Nobody has said.") == 7
    before = seen_on(club.get(address))
    said = {"step_free": "yes", "toilet": "no", "on": today().isoformat()}
    assert post(club, address, **said).status_code == 302
    day = f"{today().day} {today():%B} {today().year}"
    read = text_of(club.get(page))
    assert (
        f"Yes (A club in North’s keeper, {day})." in read and f"No (A club in North’s keeper, {day})." in read
    )
    assert "hearing loop" in read and "Nobody has said. Ask them." in read

    navigator = world.browser("navigator")
    wrong = post(navigator, address, hearing_loop="yes", on="3/11/2026", source="assessor")
    assert wrong.status_code == 422 and "which body" in text_of(wrong)
    assert (
        post(navigator, address, quiet="yes", bsl="yes", on="3/11/2026", source="visitor").status_code == 302
    )
    assert "People see it now: somebody who signs (BSL); quiet space." in text_of(navigator.get(address))
    assert AccessFact.objects.get(fact="quiet").on == dt.date(2026, 11, 3)

    someone, find = world.browser("nobody"), world.url("find")
    sent = post(someone, find, words="company", needs=["step_free", "hearing_loop"])
    read = text_of(someone.get(sent["Location"]))
    assert "Step-free entrance" in read and "Ask about: hearing loop" in read
    read = text_of(someone.get(post(someone, find, words="company", needs=["toilet"])["Location"]))
    assert (
        "Your choices hide everything" in read
        and "1 of them does not have what you need there, somebody told us." in read
    )

    assert "Accessible toilet: no now. Before, nobody had said." in text_of(
        club.get(world.url(f"offers/{tea.pk}/history"))
    )
    assert "said how people get in and take part" in text_of(club.get(world.url("register")))
    stale = {"quiet": "no", "on": today().isoformat(), "seen": before}
    refused = post(club, address, **stale)
    assert refused.status_code == 422 and "This entry has changed since you opened this page" in text_of(
        refused
    )
    assert AccessFact.objects.get(fact="quiet").answer == "yes"
    assert post(navigator, address, toilet="yes", on="3/11/2026", source="visitor").status_code == 302
    assert post(club, world.url("our-offers/undo")).status_code == 302
    assert "Somebody has changed accessible toilet since: that stays." in text_of(club.get(address))
    left = set(AccessFact.objects.values_list("fact", flat=True))
    assert left == {"bsl", "quiet", "toilet"}, "what the club said is gone, what others said since stays"


def test_we_talk_first_is_said_in_plain_words_and_a_yes_is_an_introduction(world: Any) -> None:
    club, tea = world.browser("provider"), world.offers["tea"]
    assert post(club, world.url(f"our-offers/{tea.pk}/talk")).status_code == 302
    assert "You talk with people first" in text_of(club.get(world.url("our-offers")))
    read = text_of(world.browser("nobody").get(world.url(f"offers/{tea.pk}")))
    assert "They talk with you first, then say if there is a place." in read and "They said so on" in read
    assert "Ask first: they talk with you" in read and "Full just now" not in read

    citizen = world.browser("citizen")
    post(citizen, world.url(f"plan/choose/{tea.pk}"))
    act = HelpfulAct.objects.get(offer=tea)
    answer = post(citizen, world.url(f"plan/acts/{act.pk}/answer"), answer="yes")
    act.refresh_from_db()
    assert (act.state, act.holds_id) == ("agreed", None), answer.content
    assert "Good. They talk with you first, then say if there is a place." in text_of(
        citizen.get(world.url("plan"))
    )
    assert not Promise.objects.filter(about_id=act.pk, kind="act").exists(), (
        "no dates before there is a place"
    )
    asked = Introduction.objects.get(act=act)
    assert "Somebody would like this: Tea and a chat" in text_of(club.get(world.url("our-offers")))
    post(club, world.url(f"our-offers/introductions/{asked.pk}"), press="yes")
    assert Promise.objects.get(about_id=act.pk, by_noun="organisation", kind="act").what == "Tea and a chat"
