"""The desk and the small club: people to tell, plans by proxy, offers to check, and who is coming."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from office_samples import World, build, confirmed, key, post, text_of

from helpfulacts.core.clock import as_if, now, today
from helpfulacts.core.models import GivenAnswer
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.see_check import see_check
from helpfulacts.directory.models import CapacityPeriod, Offer
from helpfulacts.directory.redraft import draft_of_offer
from helpfulacts.people import looks
from helpfulacts.people.actions.give_consent import give_consent
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import AccessRecord, Person
from helpfulacts.people.selectors import person_by_phrase
from helpfulacts.promises.models import Promise
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.models import HelpfulAct, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


# People to tell -------------------------------------------------------------------------------------------------


def test_the_list_to_tell_has_no_names_and_each_name_opens_with_one_look(world: World) -> None:
    officer = confirmed(world)
    Promise.objects.filter(kind="tell").update(due=today())
    before = AccessRecord.objects.count()
    page = text_of(officer.get(world.url("to-tell")))
    assert not [person.called for person in world.people if person.called in page]
    assert AccessRecord.objects.count() == before
    promise = Promise.objects.filter(kind="tell").order_by("due", "made_at")[0]
    person = Person.objects.get(pk=promise.to_id)
    assert person.called in text_of(officer.get(world.url(f"to-tell/{promise.pk}")))
    assert AccessRecord.objects.count() == before + 1


def test_somebody_late_stands_first_and_is_marked(world: World) -> None:
    officer = confirmed(world)
    promises = list(Promise.objects.filter(kind="tell", to_id__isnull=False).order_by("made_at"))
    Promise.objects.filter(kind="tell").update(due=today())
    Promise.objects.filter(pk=promises[-1].pk).update(due=today() - dt.timedelta(days=3))
    page = text_of(officer.get(world.url("to-tell")))
    assert page.count('class="tag late"') == 1


def test_told_keeps_the_promise_for_good_and_takes_their_answer(world: World) -> None:
    officer = confirmed(world)
    act = HelpfulAct.objects.filter(from_round=True, plan__person__channel__in=["phone", "letter", "desk"])[0]
    promise = Promise.objects.get(kind="tell", about_id=act.pk)
    url = world.url(f"to-tell/{promise.pk}/told")
    assert post(officer, url, how="spoke").status_code == 422  # the answer is missing
    assert post(officer, url, how="spoke", answer="yes").status_code == 302
    promise.refresh_from_db()
    act.refresh_from_db()
    assert promise.kept_at is not None
    assert promise.evidence == "told on the phone"
    assert act.state == "promised"
    again = officer.get(world.url(f"to-tell/{promise.pk}"))
    assert again.status_code == 302


def test_not_now_on_the_phone_is_taken_too(world: World) -> None:
    officer = confirmed(world)
    act = HelpfulAct.objects.filter(from_round=True, plan__person__channel__in=["phone", "letter", "desk"])[0]
    promise = Promise.objects.get(kind="tell", about_id=act.pk)
    answer = post(officer, world.url(f"to-tell/{promise.pk}/told"), how="spoke", answer="not_now")
    assert answer.status_code == 302
    act.refresh_from_db()
    promise.refresh_from_db()
    assert (act.state, promise.excepted_at) == ("not_now", None)


def test_with_nobody_to_tell_the_page_says_what_will_come(world: World) -> None:
    assert "Everybody who is due has been told." in text_of(
        world.browser("navigator").get(world.url("to-tell"))
    )


# The desk -------------------------------------------------------------------------------------------------------


def test_a_crisis_at_the_desk_is_shown_first_and_nothing_is_kept(world: World) -> None:
    plans = Plan.objects.count()
    answer = post(
        world.browser("navigator"), world.url("desk/plan"), words="I want to kill myself", channel="desk"
    )
    page = text_of(answer)
    assert 'class="crisis"' in page
    assert "I want to kill myself" in page
    assert Plan.objects.count() == plans


def test_a_proxy_plan_gives_a_slip_once_and_its_words_are_kept_nowhere(world: World) -> None:
    desk, same = world.browser("navigator"), key()
    desk.get(world.url("desk/plan"))
    data = {
        "key": same, "words": "The house is too quiet.", "facets": ["company"], "channel": "desk",
        "met": "1", "in_rounds": "1", "postcode": "TT1 1", "called": "Gus",
    }  # fmt: skip
    page = text_of(desk.post(world.url("desk/plan"), data))
    found = re.search(r'<p class="phrase">([^<]+)</p>', page)
    assert found is not None
    phrase = found.group(1)
    person = person_by_phrase(world.place, phrase)
    assert person is not None
    assert (person.called, person.vouched_by) == ("Gus", "Tom, link worker")
    plan = Plan.objects.get(person=person)
    assert (plan.by_proxy, plan.in_rounds) == ("Tom, link worker", True)
    again = text_of(desk.post(world.url("desk/plan"), data))
    assert "This plan was begun already" in again
    assert phrase not in again
    assert Plan.objects.filter(person=person).count() == 1
    assert not [row for row in GivenAnswer.objects.all() if phrase in json.dumps(row.answer)]
    assert phrase not in json.dumps(dict(desk.session))


def test_a_new_slip_stops_the_one_before(world: World) -> None:
    desk = world.browser("navigator")
    page = text_of(post(desk, world.url("desk/plan"), words="Too quiet.", channel="desk"))
    first = re.search(r'<p class="phrase">([^<]+)</p>', page).group(1)  # type: ignore[union-attr]
    page = text_of(post(desk, world.url("desk/slip")))
    second = re.search(r'<p class="phrase">([^<]+)</p>', page).group(1)  # type: ignore[union-attr]
    assert person_by_phrase(world.place, first) is None
    assert person_by_phrase(world.place, second) is not None


def test_vouching_and_stopping_go_by_the_six_words_alone(world: World) -> None:
    desk, person = world.browser("navigator"), world.people[0]
    Person.objects.filter(pk=person.pk).update(vouched_by="")
    phrase = give_phrase(person=person)
    wrong = post(desk, world.url("desk/vouch"), phrase="six words that open nothing here")
    assert wrong.status_code == 422
    assert post(desk, world.url("desk/vouch"), phrase=phrase).status_code == 302
    person.refresh_from_db()
    assert person.vouched_by == "Tom, link worker"
    assert post(desk, world.url("desk/stop-phrase"), phrase=phrase).status_code == 302
    assert person_by_phrase(world.place, phrase) is None


# The small club -------------------------------------------------------------------------------------------------


def coming(world: World) -> HelpfulAct:
    """Zofia says yes to tea at the club."""
    plan = Plan.objects.get(person=world.people[0])
    me = world.actor("navigator")
    act = choose_offer(plan=plan, offer=world.offers["tea"], by=me)
    return answer_act(act=act, answer="yes", by=me)


def test_the_club_sees_a_first_name_only_after_a_yes_to_that(world: World) -> None:
    coming(world)
    club = world.browser("provider")
    page = text_of(club.get(world.url("our-offers")))
    assert "Person 1" in page
    assert "Zofia" not in page
    assert AccessRecord.objects.count() == 0
    give_consent(
        person=world.people[0], what="first name", with_whom=world.club.name, why="so that they know",
        until=today() + dt.timedelta(days=5),
    )  # fmt: skip
    for _ in range(2):
        assert "Zofia" in text_of(club.get(world.url("our-offers")))
    (look,) = [one.look for one in looks.seen_by(world.people[0])]
    assert (look.by_shown_as, look.role, look.noun) == (
        world.actor("provider").shown_as,
        "provider",
        "first name",
    )
    with as_if(now() + dt.timedelta(days=1)):
        club.get(world.url("our-offers"))
    assert len(looks.seen_by(world.people[0])) == 2, "once a person and day"


def test_a_number_below_what_people_hold_takes_nothing_and_closes_entry(world: World) -> None:
    act = coming(world)
    club, offer = world.browser("provider"), world.offers["tea"]
    answer = post(club, world.url(f"our-offers/{offer.pk}/places"), stated="0")
    page = text_of(club.get(answer.url))
    assert "They keep it, and nobody else can join now." in page
    period = CapacityPeriod.objects.get(offer=offer)
    act.refresh_from_db()
    assert (period.held, period.places, period.closed, act.state) == (1, 1, True, "promised")


def test_a_number_form_that_is_sent_again_later_says_what_the_number_is_now(world: World) -> None:
    club, url = world.browser("provider"), world.url(f"our-offers/{world.offers['tea'].pk}/places")
    first = {"key": key(), "stated": "8"}
    club.post(url, first)
    post(club, url, stated="5")
    page = text_of(club.post(url, first, follow=True))
    assert "you can take 5 now" in page and page.count("you can take 8") == 1
    assert CapacityPeriod.objects.get(offer=world.offers["tea"]).stated == 5


def test_a_number_that_was_changed_in_another_tab_is_shown_before_it_is_written_over(world: World) -> None:
    club, offer = world.browser("provider"), world.offers["tea"]
    url = world.url(f"our-offers/{offer.pk}/places")

    def seen_on(page: Any) -> str:
        form = page.content.decode().partition(f'action="{url}"')[2]
        return re.findall(r'name="seen" value="([^"]*)"', form)[0]

    seen = seen_on(club.get(world.url("our-offers")))
    assert post(club, url, stated="8", seen=seen).status_code == 302
    late = post(club, url, stated="6", seen=seen)
    assert late.status_code == 422 and "The number of places: now 8." in text_of(late)
    assert CapacityPeriod.objects.get(offer=offer).stated == 8
    assert post(club, url, stated="6", seen=seen_on(late)).status_code == 302
    assert CapacityPeriod.objects.get(offer=offer).stated == 6


def test_a_number_that_is_no_number_is_refused_and_kept_on_the_form(world: World) -> None:
    offer = world.offers["tea"]
    answer = post(world.browser("provider"), world.url(f"our-offers/{offer.pk}/places"), stated="lots")
    assert answer.status_code == 422
    assert 'value="lots"' in text_of(answer)


def test_full_closes_the_door_without_a_number(world: World) -> None:
    coming(world)
    offer = world.offers["tea"]
    assert post(world.browser("provider"), world.url(f"our-offers/{offer.pk}/full")).status_code == 302
    period = CapacityPeriod.objects.get(offer=offer)
    assert (period.places, period.held) == (1, 1)


def test_the_club_may_say_not_now_without_a_reason_and_done_once(world: World) -> None:
    act = coming(world)
    club = world.browser("provider")
    assert post(club, world.url(f"our-offers/acts/{act.pk}/not-now")).status_code == 302
    act.refresh_from_db()
    assert act.state == "declined"
    answer = club.post(world.url(f"our-offers/acts/{act.pk}/done"), {"key": key()}, follow=True)
    act.refresh_from_db()
    assert act.state == "declined"
    assert "already" in text_of(answer)


def test_the_club_is_asked_again_before_it_says_that_it_cannot(world: World) -> None:
    act = coming(world)
    club = world.browser("provider")
    page = text_of(club.get(world.url("our-offers")))
    assert "They came" in page and f"our-offers/acts/{act.pk}/cannot" in page
    asked = text_of(club.get(world.url(f"our-offers/acts/{act.pk}/cannot")))
    assert "This cannot be undone." in asked and "Person 1" in asked and "Zofia" not in asked
    act.refresh_from_db()
    assert act.state == "promised"


def test_the_club_cannot_say_that_somebody_came_before_the_day(world: World) -> None:
    act = coming(world)
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=today() + dt.timedelta(days=3))
    club = world.browser("provider")
    assert "They came" not in text_of(club.get(world.url("our-offers")))
    answer = club.post(world.url(f"our-offers/acts/{act.pk}/done"), {"key": key()}, follow=True)
    assert "Say that it is done then, or after." in text_of(answer)
    act.refresh_from_db()
    assert act.state == "promised"


def test_whoever_comes_to_what_was_hidden_is_still_seen_by_the_club(world: World) -> None:
    coming(world)
    given = {"trial": "", "decision": "hidden", "ground": "scam", "reason": "It asks for a fee."}
    post(world.browser(), world.url(f"to-check/{world.offers['tea'].pk}/decide"), **given)
    ours = text_of(world.browser("provider").get(world.url("our-offers")))
    assert "Hidden by the desk" in ours and "Who is coming: 1" in ours and "Person 1" in ours


def test_the_places_that_are_taken_say_whose_they_are(world: World) -> None:
    coming(world)
    assert "1 of 4 taken: 1 coming." in text_of(world.browser("provider").get(world.url("our-offers")))


def test_the_list_to_tell_adds_up_and_numbers_its_rows(world: World) -> None:
    confirmed(world)
    first = Promise.objects.filter(kind="tell").first()
    assert first is not None
    Promise.objects.filter(pk=first.pk).update(due=today() - dt.timedelta(days=1))
    page = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", text_of(world.browser("navigator").get(world.url("to-tell"))))
    )
    today_, late, later, every = map(
        int, re.search(r"(\d+) \+ (\d+) \+ (\d+) = (\d+) to tell", page).groups()
    )  # type: ignore[union-attr]
    assert today_ + late + later == every > 0
    assert "have no e-mail" not in page


def test_who_is_told_of_a_day_that_has_gone_hears_sorry(world: World) -> None:
    act = coming(world)
    HelpfulAct.objects.filter(pk=act.pk).update(on_day=today() - dt.timedelta(days=2))
    promise = Promise.objects.get(kind="tell", about_id=act.pk)
    page = text_of(world.browser("navigator").get(world.url(f"to-tell/{promise.pk}")))
    assert "This day has gone." in page and "Whom to ask for" in page and "The place" in page


def test_at_the_desk_a_sentence_of_danger_leaves_one_plain_way_on(world: World) -> None:
    desk = world.browser("navigator")
    page = text_of(post(desk, world.url("desk/plan"), words="I want to die", channel="desk"))
    assert "Begin the plan and show the slip" not in page and 'name="safe" value="1"' in page


def test_done_by_the_club_keeps_its_promise(world: World) -> None:
    act = coming(world)
    assert post(world.browser("provider"), world.url(f"our-offers/acts/{act.pk}/done")).status_code == 302
    act.refresh_from_db()
    assert act.state == "done"
    assert Promise.objects.get(kind="act", about_id=act.pk).kept_at is not None


def test_still_right_marks_the_offer_as_checked_today(world: World) -> None:
    offer = world.offers["repair"]
    assert post(world.browser("provider"), world.url(f"our-offers/{offer.pk}/still-right")).status_code == 302
    offer.refresh_from_db()
    assert (offer.checked_on, offer.checked_by) == (today(), "Rae, youth club")


def test_what_others_give_is_not_found_for_the_club(world: World) -> None:
    theirs = world.offers["bench"]
    assert (
        post(world.browser("provider"), world.url(f"our-offers/{theirs.pk}/places"), stated="0").status_code
        == 404
    )
    assert CapacityPeriod.objects.get(offer=theirs).stated == 1


# Held offers ----------------------------------------------------------------------------------------------------


def held(world: World) -> Offer:
    offer = world.offers["bench"]
    Offer.objects.filter(pk=offer.pk).update(status="held", giver=world.people[2], provider=None)
    offer.refresh_from_db()
    return offer


def test_a_held_offer_is_listed_once_somebody_says_how_they_checked(world: World) -> None:
    offer, desk = held(world), world.browser("navigator")
    url = world.url(f"held-offers/{offer.pk}")
    assert offer.title in text_of(desk.get(world.url("held-offers")))
    assert "Xanthe" not in text_of(desk.get(url))
    assert post(desk, url).status_code == 422
    refused = text_of(post(desk, url, how="phone"))
    assert "Say first what they would do" in refused, "what may be asked depends on it"
    kept = post(desk, f"{url}/check", activities=["lend_things"], level="none", names="0")
    assert kept.status_code == 302
    unrung = post(desk, url, how="phone")
    assert unrung.status_code == 422 and "Open it, ring them, and then list it." in text_of(unrung)
    post(world.browser("officer"), f"{url}/reach")
    assert post(desk, url, how="phone").status_code == 422, "somebody else's look rings nobody"
    post(desk, f"{url}/reach")
    assert post(desk, url, how="phone").status_code == 302
    offer.refresh_from_db()
    assert (offer.status, offer.checked_how) == ("active", "phone")


def test_words_that_changed_since_they_were_read_are_read_before_they_are_listed(world: World) -> None:
    offer, desk = held(world), world.browser("officer")
    see_check(offer=offer, activities=("idea",), level="none", names=0, by=world.actor("officer"))
    url = world.url(f"held-offers/{offer.pk}")
    opened = re.search(r'name="seen" value="([^"]+)"', text_of(desk.get(url)))
    giver = Actor("Xanthe", "citizen", person_id=world.people[2].pk)
    change_offer(offer=offer, draft=replace(draft_of_offer(offer), summary="Send me money"), by=giver)
    early = post(desk, url, how="visit", seen=opened[1] if opened else "")
    page = text_of(early)
    assert early.status_code == 422 and "has changed since you opened this page" in page
    assert "Send me money" in page and Offer.objects.get(pk=offer.pk).status == "held"
    now_read = re.search(r'name="seen" value="([^"]+)"', page)
    assert now_read and post(desk, url, how="visit", seen=now_read[1]).status_code == 302


def test_the_givers_number_opens_with_one_look(world: World) -> None:
    offer = held(world)
    answer = post(world.browser("navigator"), world.url(f"held-offers/{offer.pk}/reach"))
    assert "1 Long Road" in text_of(answer)
    assert AccessRecord.objects.filter(person=world.people[2].pk).count() == 1


def test_an_offer_sent_back_is_ended_and_its_giver_is_told_why(world: World) -> None:
    offer, desk = held(world), world.browser("navigator")
    assert post(desk, world.url(f"held-offers/{offer.pk}/end")).status_code == 422
    answer = post(desk, world.url(f"held-offers/{offer.pk}/end"), reason="We need to know the day.")
    assert answer.status_code == 302
    offer.refresh_from_db()
    promise = Promise.objects.get(kind="tell", about_id=offer.pk)
    assert (offer.status, promise.to_id) == ("ended", world.people[2].pk)
    assert "We need to know the day." in promise.what


def test_the_desk_says_so_when_nothing_waits(world: World) -> None:
    desk = world.browser("navigator")
    assert "Nothing waits for a check." in text_of(desk.get(world.url("held-offers")))
    assert "No offer waits for a check." in text_of(desk.get(world.url("desk")))
