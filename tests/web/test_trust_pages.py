"""The pages about trust: what is wrong is said in one tap, answered by a person, and read by everybody."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import World, build, post, text_of
from public_samples import DANGER, three_offers

from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.directory.actions.change_offer import change_offer
from helpfulacts.directory.actions.check_offer import check_offer
from helpfulacts.directory.actions.say_wrong import say_wrong
from helpfulacts.directory.models import Correction, Moderation, Offer, OfferBody, OfferVersion, Trial
from helpfulacts.directory.redraft import redraft
from helpfulacts.web import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    cache.clear()
    return build(place, with_round=False)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return html.unescape(" ".join(text_of(answer).split()))


def said(world: World, what: str = "closed", who: Client | None = None, **more: Any) -> Any:
    return post(who or Client(), world.url(f"offers/{world.offers['tea'].pk}/wrong"), what=what, **more)


def test_one_tap_from_the_page_reaches_the_queue_and_its_answer_comes_back(world: World) -> None:
    tea, officer = world.offers["tea"], world.browser()
    shown = page(Client(), world.url(f"offers/{tea.pk}"))
    assert 'name="what" value="time"' in shown
    assert said(world, "time", note="").status_code == 302
    assert "the time is wrong. A person has not looked yet." in page(Client(), world.url(f"offers/{tea.pk}"))
    assert tea.title in page(officer, world.url("to-check"))
    row = Correction.objects.get()
    answer = post(
        officer, world.url(f"to-check/{tea.pk}/right"), how="phone", which=str(row.pk), done="I rang them."
    )
    assert answer.status_code == 302
    found = page(Client(), world.url(f"offers/{tea.pk}"))
    assert "Mel, partnership officer looked on" in found and "it was right. I rang them." in found
    assert "Mel, partnership officer, by phone, on" in found


def test_two_browsers_that_say_closed_mark_the_card_and_one_does_not(world: World) -> None:
    tea = world.offers["tea"]
    same = Client()
    same.get(world.url(f"offers/{tea.pk}"))
    said(world, who=same)
    said(world, who=same)
    assert Correction.objects.count() == 1
    assert "May have closed" not in page(Client(), world.url(f"offers/{tea.pk}"))
    said(world)
    assert "May have closed: ring first" in page(Client(), world.url(f"offers/{tea.pk}"))


def test_words_of_danger_in_a_note_show_help_first_and_keep_nothing(world: World) -> None:
    answer = said(world, "other", note=DANGER)
    assert "116\u00a0123" in text_of(answer) and DANGER in text_of(answer)
    assert not Correction.objects.exists()
    said(world, "other", note=DANGER, safe="1")
    assert Correction.objects.get().note == DANGER


def test_contact_details_are_refused_and_nothing_typed_is_lost(world: World) -> None:
    answer = said(world, "other", note="Ring me on 07700 900123")
    assert answer.status_code == 422 and "Ring me on" in text_of(answer)
    assert "a phone number" in text_of(answer) and not Correction.objects.exists()


def test_nobody_floods_the_queue(world: World) -> None:
    browser = Client()
    browser.get(world.url(f"offers/{world.offers['tea'].pk}"))
    refused = [said(world, "other", browser, note="Ring me on 07700 900123") for _ in range(7)]
    assert {answer.status_code for answer in refused} == {422}, "what was not taken does not count"
    answers = [said(world, what, browser) for what in ("closed", "time", "place", "number", "who", "other")]
    assert {answer.status_code for answer in answers} == {302}
    assert "That was a lot in one hour" in text_of(said(world, "unsafe", browser))
    assert Correction.objects.count() == 6


def test_a_batch_of_still_right_is_refused_on_the_page_too(world: World) -> None:
    officer = world.browser()
    post(officer, world.url(f"to-check/{world.offers['tea'].pk}/right"), how="phone")
    answer = post(officer, world.url(f"to-check/{world.offers['repair'].pk}/right"), how="phone")
    assert answer.status_code == 422 and "at least a minute" in text_of(answer)
    assert Offer.objects.filter(checked_on=today()).count() == 1


def mending(offer: Any, **more: Any) -> dict[str, Any]:
    given = {
        "title": offer.title,
        "summary": offer.summary,
        "cost": offer.cost,
        "contact": offer.contact,
        "how": "",
    }
    return given | {"done": "I rang them."} | more


def test_an_entry_is_mended_and_its_history_says_what_changed(world: World) -> None:
    tea, officer = world.offers["tea"], world.browser()
    said(world, "time")
    row = Correction.objects.get()
    given = mending(tea, days=["fri"], begins="22:00", ends="2:00", fetches="yes", which=str(row.pk))
    assert post(officer, world.url(f"to-check/{tea.pk}/mended"), **given).status_code == 302
    tea.refresh_from_db()
    assert tea.checked_on is None, "a change is not a check"
    assert "it was wrong, and it is mended. I rang them." in page(Client(), world.url(f"offers/{tea.pk}"))
    told = page(Client(), world.url(f"offers/{tea.pk}/history"))
    assert "The opening times were added: Fridays, 10pm to 2am the next day." in told
    assert "Getting there changed from not known to they fetch you." in told
    assert "You are fetched, or driven." in page(Client(), world.url(f"offers/{tea.pk}"))
    assert tea.title in page(Client(), world.url("find?fetched=on"))
    assert told.index("The opening times") < told.index("It was listed.")


def test_a_mistake_in_mending_changes_nothing(world: World) -> None:
    tea = world.offers["tea"]
    given = mending(tea, title="New name", days=["fri"], begins="16:00", ends="14:00")
    answer = post(world.browser(), world.url(f"to-check/{tea.pk}/mended"), **given)
    assert answer.status_code == 422 and "New name" in text_of(answer)
    tea.refresh_from_db()
    assert tea.title == "Tea and a chat"


def test_an_entry_that_is_over_leaves_the_list_and_the_answer_stays(world: World) -> None:
    said(world)
    tea = world.offers["tea"]
    post(world.browser(), world.url(f"to-check/{tea.pk}/over"), done="The last one was in May.")
    tea.refresh_from_db()
    assert tea.status == "ended" and "The last one was in May." in page(
        Client(), world.url(f"offers/{tea.pk}")
    )


def test_a_change_after_the_check_is_said_on_the_page(world: World) -> None:
    tea, mel = world.offers["tea"], world.actor("officer")
    with as_if(now() - dt.timedelta(days=3)):
        check_offer(offer=tea, by=mel, how="visit")
    change_offer(offer=tea, draft=redraft(tea, min_age=60), by=mel)
    shown = page(Client(), world.url(f"offers/{tea.pk}"))
    assert "Changed since it was last checked:" in shown and "the youngest age" in shown


def test_reported_words_are_hidden_with_their_ground_and_stand_in_the_log_without_the_words(
    world: World, place: Any
) -> None:
    soup = three_offers(place)["soup"]
    trial = Trial.objects.get(offer=soup)
    post(Client(), world.url(f"offers/{soup.pk}/wrong"), what="unsafe", trial=str(trial.pk))
    officer = world.browser()
    assert "Words of somebody were reported." in page(officer, world.url("to-check"))
    given = {"trial": str(trial.pk), "decision": "hidden", "reason": "It tells who is ill."}
    refused = post(officer, world.url(f"to-check/{soup.pk}/decide"), **given)
    assert refused.status_code == 422 and "on what ground" in text_of(refused)
    post(officer, world.url(f"to-check/{soup.pk}/decide"), ground="private", **given)
    assert Moderation.objects.get().ground == "private"
    for url in (f"offers/{soup.pk}", "what-was-hidden", "what-was-hidden/1"):
        assert trial.words not in page(Client(), world.url(url))
    log = page(Client(), world.url("what-was-hidden"))
    assert "It tells something private about somebody." in log and "It tells who is ill." in log


def test_a_hidden_entry_says_so_and_shows_nothing_of_what_it_said(world: World) -> None:
    tea = world.offers["tea"]
    given = {"trial": "", "decision": "hidden", "ground": "scam", "reason": "It asks for a fee."}
    post(world.browser(), world.url(f"to-check/{tea.pk}/decide"), **given)
    shown = page(Client(), world.url(f"offers/{tea.pk}"))
    assert "This entry is hidden" in shown and "It asks for a fee." in shown and tea.title not in shown
    assert Client().get(world.url(f"offers/{tea.pk}/history")).status_code == 302
    giver = world.browser("provider")
    ours = page(giver, world.url("our-offers"))
    assert "Hidden by the desk" in ours and "ask for another look" in ours
    assert "You wrote this" in page(giver, world.url("what-was-hidden/1"))
    post(giver, world.url("what-was-hidden/1"), words="We take no fee.")
    assert Moderation.objects.get().appeal == "We take no fee."
    mine = post(
        world.browser(),
        world.url(f"to-check/{tea.pk}/decide"),
        trial="",
        decision="shown",
        reason="So it is.",
    )
    assert "Somebody else looks at it now" in text_of(mine)
    tom = world.browser("navigator")
    assert "We take no fee." in page(tom, world.url(f"to-check/{tea.pk}"))
    post(tom, world.url(f"to-check/{tea.pk}/decide"), trial="", decision="shown", reason="They take no fee.")
    assert tea.title in page(Client(), world.url(f"offers/{tea.pk}"))


def test_a_decision_that_was_taken_back_says_so_and_asks_for_no_other_look(world: World) -> None:
    decide, decided = world.url(f"to-check/{world.offers['tea'].pk}/decide"), world.url("what-was-hidden/1")
    officer, giver = world.browser(), world.browser("provider")
    post(officer, decide, trial="", decision="hidden", ground="scam", reason="It asks for a fee.")
    post(officer, decide, trial="", decision="shown", reason="It does not.")
    assert "Decision 2: shown again" in page(Client(), decided)
    assert "Should somebody look again?" not in page(giver, decided)
    assert post(giver, decided, words="We take no fee.").status_code == 422
    assert not Moderation.objects.exclude(appealed_at=None).exists()


def test_nobody_else_may_appeal(world: World) -> None:
    tea = world.offers["tea"]
    given = {"trial": "", "decision": "hidden", "ground": "scam", "reason": "It asks for a fee."}
    post(world.browser(), world.url(f"to-check/{tea.pk}/decide"), **given)
    answer = post(world.browser("citizen"), world.url("what-was-hidden/1"), words="Let me in.")
    assert answer.status_code == 422 and Moderation.objects.get().appealed_at is None


def test_who_stands_behind_an_entry_is_written_down_and_taken_away(world: World) -> None:
    tea, officer = world.offers["tea"], world.browser()
    url = world.url(f"to-check/{tea.pk}/bodies")
    post(officer, url, name="The county", part="funds")
    post(officer, url, name="the partnership", part="assures")
    again = post(officer, url, name="THE COUNTY", part="funds")
    assert again.status_code == 422 and "already" in text_of(again)
    shown = page(Client(), world.url(f"offers/{tea.pk}"))
    assert "<dt>Paid for by</dt><dd>The county.</dd>" in shown
    assert "<dt>Checked by</dt><dd>The partnership.</dd>" in shown
    row = OfferBody.objects.get(part="funds")
    post(officer, f"{url}/{row.pk}/away")
    assert "It is no longer paid for by The county." in page(Client(), world.url(f"offers/{tea.pk}/history"))


def test_the_history_of_an_entry_tells_nothing_that_is_held_or_private(world: World) -> None:
    tea, mel = world.offers["tea"], world.actor("officer")
    change_offer(offer=tea, draft=redraft(tea, contact="01632 960444"), by=mel)
    told = page(Client(), world.url(f"offers/{tea.pk}/history"))
    assert "How to get in touch was changed." in told and "960444" not in told
    at = {"published_venue": True, "latitude": 52.52, "longitude": -2.1, "address": "9 Secret Lane, TT1 1AA"}
    change_offer(
        offer=tea, draft=redraft(tea, summary="Ring Ann", website="https://old.example.org", **at), by=mel
    )
    told = page(Client(), world.url(f"offers/{tea.pk}/history"))
    assert "The address was added: 9 Secret Lane" in told and "old.example.org" in told and "Ann" in told
    change_offer(offer=tea, draft=redraft(tea, published_venue=False, address="", website=""), by=mel)
    told = page(Client(), world.url(f"offers/{tea.pk}/history"))
    assert told.count("The address was changed.") == 2 and "Their own page was changed." in told
    assert "Secret Lane" not in told and "old.example.org" not in told

    number = OfferVersion.objects.get(offer=tea, after__has_key="summary").number
    url, officer = world.url(f"offers/{tea.pk}/history/{number}/empty"), world.browser()
    assert f"history/{number}/empty" not in told and f"history/{number}/empty" in page(
        officer, world.url(f"offers/{tea.pk}/history")
    )
    post(officer, url)
    assert "Choose why these words must go." in page(officer, world.url(f"offers/{tea.pk}/history"))
    post(officer, url, ground="private")
    assert "Ann" not in page(Client(), world.url(f"offers/{tea.pk}/history"))
    last = register.entries(world.place, newest_first=True)[0]
    assert (last.action, last.facts["ground"], last.facts["version"]) == (
        "emptied a version",
        "private",
        number,
    )
    Offer.objects.filter(pk=tea.pk).update(status="held")
    assert Client().get(world.url(f"offers/{tea.pk}/history")).status_code == 404


def test_every_change_has_words(world: World) -> None:
    from helpfulacts.directory.history import FIELDS
    from helpfulacts.web.history_words import field_words, sentences_of

    assert all(field_words(name) for name in (*FIELDS, "places", "bodies"))
    for change, _ in OfferVersion.CHANGES:
        row = OfferVersion(change=change)
        assert all(sentence.endswith(".") for sentence in sentences_of(row)), change


def test_the_pages_about_trust_are_easy_to_read(world: World) -> None:
    tea = world.offers["tea"]
    say_wrong(offer=tea, what="closed", mark="a")
    for url in (f"offers/{tea.pk}/wrong", f"offers/{tea.pk}/history", "what-was-hidden"):
        ease = words.ease_of(words.words_of_page(text_of(Client().get(world.url(url)))))
        assert ease.grade <= 7, (url, ease)
