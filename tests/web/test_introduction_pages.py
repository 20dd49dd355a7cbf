"""The pages of introductions: the person's, the giver's and the navigator's, who reads everything and sends nothing by itself."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from office_samples import SECRET, World, build, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft
from helpfulacts.directory.models import Gap
from helpfulacts.exchange.messages import outbox
from helpfulacts.people import looks
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.keep_reach import keep_reach
from helpfulacts.people.models import AccessRecord
from helpfulacts.support import caseload as care
from helpfulacts.support.models import HelpfulAct, Introduction, MicroSpend, Note, Plan, TimeWriting
from helpfulacts.web import words as plain

pytestmark = pytest.mark.django_db

FIRST, SECOND, NUMBER = "Zofia used to sing alto.", "She would like to try a Thursday.", "01632 960123"
MISTAKE = "Something needs another look"


@pytest.fixture
def world(place: Any) -> World:
    return build(place, with_round=False)


def choir(world: World, places: int | None = None) -> Any:
    capacity = CapacityDraft("place", places) if places is not None else None
    draft = OfferDraft(
        title="A choir", kind="service", sphere="civic", provider=world.club, shown_from="A club in North",
        imported=True, capacity=capacity, particulars={"per_session": 20, "starts": "any week"},
    )  # fmt: skip
    return list_offers(place=world.place, drafts=[draft], source="choir")[0]


def introduced(world: World, offer: Any, **yes: Any) -> Introduction:
    """Tom writes two lines about the citizen on his page, and she says yes to them on hers."""
    tom, citizen = world.browser("navigator"), world.browser("citizen")
    post(tom, world.url(f"list/keep/{offer.pk}"))
    person = world.people[0].pk
    answer = post(
        tom, world.url(f"my-people/{person}/introduce"), to=f"offer:{offer.pk}", first=FIRST, second="Wrong line"
    )  # fmt: skip
    assert answer.status_code == 302, text_of(answer)
    one = Introduction.objects.get(act__offer=offer)
    form = {"first": FIRST, "second": SECOND, "way": "phone", "reach": NUMBER, "until": "182", **yes}
    assert post(citizen, world.url(f"plan/acts/{one.act_id}/introduce"), **form).status_code == 302
    one.refresh_from_db()
    return one


def test_both_sides_read_the_same_two_lines_and_nothing_else_until_both_said_yes(world: World) -> None:
    tom, citizen, club = (world.browser(who) for who in ("navigator", "citizen", "provider"))
    offer = choir(world)
    post(tom, world.url(f"list/keep/{offer.pk}"))
    person = world.people[0].pk
    post(tom, world.url(f"my-people/{person}/introduce"), to=f"offer:{offer.pk}", first=FIRST, second="Wrong")
    one = Introduction.objects.get(act__offer=offer)
    assert "Introduced to you" not in text_of(club.get(world.url("our-offers"))), "nothing is sent yet"

    plan = text_of(citizen.get(world.url("plan")))
    assert "Tom, link worker would like to introduce you." in plan and FIRST in plan
    page = world.url(f"plan/acts/{one.act_id}/introduce")
    asks = text_of(citizen.get(page))
    assert 'name="basis"' not in asks and plain.ease_of(plain.words_of_page(asks)).grade <= 7
    wrong = post(citizen, page, first=FIRST, second=SECOND, way="phone", reach="", until="182")
    assert wrong.status_code == 422 and MISTAKE in text_of(wrong) and SECOND in text_of(wrong)
    sent = post(citizen, page, first=FIRST, second=SECOND, way="phone", reach=NUMBER, until="182")
    assert sent.status_code == 302
    assert "When they have said yes" in text_of(citizen.get(world.url("plan"))), "no day before the yes"

    read = text_of(club.get(world.url("our-offers")))
    assert FIRST in read and SECOND in read and "Introduced by Tom, link worker" in read
    for told in (SECRET, NUMBER, "Wrong", "Zofia</"):
        assert told not in read
    button = world.url(f"our-offers/introductions/{one.pk}")
    assert post(club, f"{button}/reach").status_code == 302, "not before the yes"
    post(club, button, press="yes")
    before = AccessRecord.objects.count()
    assert NUMBER in text_of(post(club, f"{button}/reach"))
    assert AccessRecord.objects.count() == before + 1
    plan = text_of(citizen.get(world.url("plan")))
    assert "When they have said yes" not in plan
    assert "how to reach you: they ring me" in plan and "We met" in plan
    post(citizen, world.url(f"plan/acts/{one.act_id}/met"))
    over = post(club, f"{button}/over", how="leaflet")
    assert over.status_code == 422
    heard = text_of(post(club, f"{button}/over", how="goes_on", words="She says: I want to die."))
    assert "Samaritans" in heard and "I want to die." in heard, "what a giver writes is read for danger first"
    post(club, f"{button}/over", how="goes_on", words="She leads the altos now.")
    one.refresh_from_db()
    assert (one.state, HelpfulAct.objects.get(pk=one.act_id).state) == ("completed", "done")
    post(tom, world.url(f"my-people/{person}"), purpose="else", own="To hear how the choir went")
    assert "She leads the altos now." in text_of(tom.get(world.url(f"my-people/{person}")))
    assert "Say how it went" in text_of(citizen.get(world.url("plan"))), "only she says what changed"


def test_the_two_weeks_of_an_answer_begin_with_the_day_of_the_place(world: World) -> None:
    """There it is half past five when a day begins in UTC."""
    zone = ZoneInfo("Asia/Kolkata")
    world.place.zone = zone.key
    one = introduced(world, choir(world))
    begins = dt.datetime.combine(today(zone.key) - dt.timedelta(days=14), dt.time(), zone)
    for at, heard in ((begins, [one]), (begins - dt.timedelta(minutes=1), [])):
        Introduction.objects.filter(pk=one.pk).update(
            state="rejected", how="giver", reach_sealed=None, changed_at=at
        )
        found = care.heard_from_givers(world.place, one.by_account, [one.act.plan])
        assert [row.one for row in found] == heard


def test_what_a_giver_answers_reaches_the_list_of_whoever_introduced_them(world: World) -> None:
    tom, club = world.browser("navigator"), world.browser("provider")
    one = introduced(world, choir(world))
    person = world.people[0].pk

    def heard() -> str:
        page = text_of(tom.get(world.url("my-people")))
        found = re.search(r'id="heard".*?</ul>', page, re.S)
        return found[0] if found else ""

    assert not heard()
    button = world.url(f"our-offers/introductions/{one.pk}")
    post(club, button, press="yes")
    assert "said yes" in heard() and f"my-people/{person}" in heard()
    with as_if(now() + dt.timedelta(days=10)):
        post(club, button, press="met")
        assert "said yes" in heard(), "that they met hides no answer"
    with as_if(now() + dt.timedelta(days=15)):
        assert not heard(), "and makes no old one new"
    post(club, f"{button}/over", how="goes_on", words="She leads the altos now.")
    assert "said yes" not in heard()
    assert "wrote how it went" in heard() and "altos" not in heard(), "words open with a reason"
    with as_if(now() + dt.timedelta(days=15)):
        assert not heard()
    Introduction.objects.filter(pk=one.pk).update(
        state="rejected", how="giver", giver_outcome_sealed=None, consent=one.consent
    )
    assert "said not now" in heard() and "Look for another way" in heard()


def test_a_navigators_list_says_what_was_promised_when_and_a_silent_giver_gets_a_letter_that_he_reads_first(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = tmp_path / "outbox"
    tom = world.browser("navigator")
    assert "Nobody is on your list yet." in text_of(tom.get(world.url("my-people")))
    offer = choir(world)
    one = introduced(world, offer)
    list_of = text_of(tom.get(world.url("my-people")))
    assert "Waiting on others" in list_of and "Say yes, or not now: a club in North" in list_of
    assert "Givers who have not answered" not in list_of
    tom.get(world.url("my-people"))
    looks = AccessRecord.objects.filter(person=world.people[0].pk, noun="my people")
    assert looks.count() == 1, "once a day"

    keep_reach(organisation=world.club, by=world.actor("navigator"), email="club@example.org")
    world.place.demonstration = True
    world.place.save()
    with as_if(now() + dt.timedelta(days=14)):
        page = text_of(tom.get(world.url("my-people")))
        assert "tag late" in page and "Send it by e-mail" in page
        assert not outbox.messages(world.place.slug), "nothing is sent by itself"
        letter = re.search(r"<details>.*?</details>", page, re.S)
        assert letter is not None and "A choir" in letter[0] and "Could you say yes, or not now?" in letter[0]
        post(tom, world.url(f"introductions/{one.pk}/nudge"), press="send")
        [sent] = outbox.messages(world.place.slug)
        assert sent.to == "club@example.org"
        for canary in (FIRST, SECOND, NUMBER, SECRET, "Zofia"):
            assert canary not in sent.words + sent.subject
        assert "Send it by" not in text_of(tom.get(world.url("my-people")))
        post(tom, world.url(f"introductions/{one.pk}/nudge"), press="send")
        assert len(outbox.messages(world.place.slug)) == 1


def test_one_note_is_read_by_its_person_moves_a_day_and_logs_a_gap_and_small_money_is_spent_within_its_limit(
    world: World,
) -> None:
    tom, mel, citizen = (world.browser(who) for who in ("navigator", "officer", "citizen"))
    one = introduced(world, choir(world))
    person = world.people[0]
    page = world.url(f"my-people/{person.pk}")
    assert (
        "Why do you open this?" in text_of(tom.get(page)) and post(tom, page, purpose="").status_code == 422
    )
    post(tom, page, purpose="plan")
    before = AccessRecord.objects.filter(person=person.pk).count()
    read = text_of(tom.get(page))
    assert SECRET in read and AccessRecord.objects.filter(person=person.pk).count() == before + 1
    opened = re.search(r'name="opened" value="([^"]+)"', read)
    assert opened is not None
    day = today() + dt.timedelta(days=5)
    words = "She wants debt advice in the evening. I gave her a leaflet."
    form = {
        "opened": opened[1],
        "words": words,
        "next_day": day.isoformat(),
        "nobody_has": ["money"],
        "when": "evening",
    }
    wrong = post(tom, f"{page}/note", **form)
    assert wrong.status_code == 422 and words in text_of(wrong), "nothing typed is lost"
    with as_if(now() + dt.timedelta(seconds=90)):
        assert post(tom, f"{page}/note", **form, introduction=str(one.pk)).status_code == 302
        assert "1 note in the last seven days took you about 2 minutes. Only you" in text_of(
            tom.get(world.url("my-people"))
        )
    assert 90 <= TimeWriting.objects.get().seconds < 150
    assert (Gap.objects.filter(source="note", about__isnull=False).count(), Note.objects.count()) == (1, 1)
    assert Gap.objects.get().when == "evening" and "Money and debt, in the evening" in text_of(tom.get(page))
    assert words in text_of(citizen.get(world.url("plan"))), "she reads every word of it"
    one.refresh_from_db()
    assert one.state == "requested", "a leaflet closes nothing"

    [grant] = people.live_grants_of_role(world.place, "navigator")
    until = (today() + dt.timedelta(days=30)).isoformat()
    give = {"grant": str(grant.pk), "sphere": "civic", "pounds": "100", "until": until}
    assert post(mel, world.url("micro-funds"), **{**give, "pounds": "a lot"}).status_code == 422
    assert post(mel, world.url("micro-funds"), **give).status_code == 302
    spend = {"what": "Bus fares", "act": str(one.act_id)}
    assert post(tom, f"{page}/spend", pounds="60", **spend).status_code == 302
    assert "£40.00 is left" in text_of(post(tom, f"{page}/spend", pounds="60", **spend))
    assert MicroSpend.objects.get().pence == 6_000
    plan = text_of(citizen.get(world.url("plan")))
    assert "Money spent for me" in plan and "bus fares" in plan


def test_a_yes_by_voice_is_written_down_as_such_and_stopping_what_is_shared_ends_it(world: World) -> None:
    tom, citizen = world.browser("navigator"), world.browser("citizen")
    offer, person = choir(world, 0), world.people[0]
    post(tom, world.url(f"list/keep/{offer.pk}"))
    post(tom, world.url(f"my-people/{person.pk}/introduce"), to=f"offer:{offer.pk}", first=FIRST, second="")
    one = Introduction.objects.get()
    page = world.url(f"introductions/{one.pk}/yes")
    form = {"first": FIRST, "second": SECOND, "way": "none", "until": "91"}
    assert post(tom, page, **form).status_code == 422, "how she said yes is asked"
    assert post(tom, page, **form, basis="spoken").status_code == 302
    mine = text_of(tom.get(world.url("my-people")))
    assert "number 1 in the queue" in mine and "Full just now" in mine and "hecked" in mine
    one.refresh_from_db()
    assert one.consent.basis == "spoken"
    post(citizen, world.url(f"plan/sharing/{one.consent_id}/stop"))
    one.refresh_from_db()
    assert (one.state, one.how) == ("cancelled", "consent")
    post(tom, world.url(f"introductions/{one.pk}/move"), press="again")
    child = Introduction.objects.get(state="draft")
    assert (
        child.parent_id == one.pk and Plan.objects.get(person=person).acts.filter(state="suggested").exists()
    )


def test_a_record_goes_by_a_press_each_time_and_never_by_a_link(world: World) -> None:
    """Agreed on the person's page or written down for them; taken once a press; stopped, it is taken no more."""
    tom, citizen = world.browser("navigator"), world.browser("citizen")
    one = introduced(world, choir(world))
    theirs = world.url(f"plan/acts/{one.act_id}/record")
    assert theirs in text_of(citizen.get(world.url("plan")))
    asks = text_of(citizen.get(theirs))
    assert 'name="basis"' not in asks and plain.ease_of(plain.words_of_page(asks)).grade <= 7
    wrong = post(citizen, theirs, to="The surgery", until="")
    assert wrong.status_code == 422 and MISTAKE in text_of(wrong) and 'value="The surgery"' in text_of(wrong)
    assert post(citizen, theirs, to="The surgery", extras=["name"], until="91").status_code == 302
    shared = text_of(citizen.get(world.url("plan/sharing")))
    assert "<strong>The surgery</strong> may see your introduction, with your name." in shared

    page = world.url(f"introductions/{one.pk}/record")
    seen = text_of(tom.get(page))
    [take] = re.findall(r'action="([^"]+/take)"', seen)
    assert f'href="{take}' not in seen and tom.get(take).status_code == 405
    pressed = {"key": "a key of this page"}
    file = tom.post(take, pressed)
    assert file["Content-Type"] == "application/fhir+json" and file["Cache-Control"] == "no-store"
    assert "Zofia" in file.content.decode() and "Wrong line" not in file.content.decode()
    again = tom.post(take, pressed)
    assert again.status_code == 302 and "You took this already." in text_of(tom.get(page))
    why = [one.look.why for one in looks.seen_by(one.act.plan.person)]
    assert why.count("To give The surgery what you agreed to") == 1
    assert post(world.browser("officer"), take).status_code == 403
    assert post(tom, take.replace("testham", "elsewhere")).status_code in (403, 404)

    rows = AccessRecord.objects.filter(person=one.act.plan.person_id)
    before = rows.count()
    assert post(tom, page, to="A hospital", until="").status_code == 422
    assert rows.count() == before + 1, "drawn again, it is one more look"
    kept = post(tom, page, to="A hospital", until="91", basis="written", extras=["words"])
    assert kept.status_code == 302 and "their words" in text_of(tom.get(page))
    for stop in re.findall(r'action="([^"]+/stop)"', text_of(citizen.get(world.url("plan/sharing")))):
        post(citizen, stop)
    gone = post(tom, take)
    assert gone.status_code == 302 and "Nothing was sent." in text_of(tom.get(page))
