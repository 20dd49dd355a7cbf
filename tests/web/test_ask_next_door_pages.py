"""One wish asked of a place next door by page: nothing goes without a yes, what goes is shown, and what became of it too."""

from __future__ import annotations

import datetime as dt
import html
import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from office_samples import SECRET, World, build, post

from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.core.clock import date_in_words, today
from helpfulacts.exchange import fetch
from helpfulacts.exchange.neighbours.asking import wish_as_sent
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actor import OPERATOR
from helpfulacts.people.models import AccessRecord, Consent
from helpfulacts.support.actions.hear_next_door import Offered, hear_answer, note_sent, note_told
from helpfulacts.support.models import AskedNextDoor, Aspiration, HelpfulAct
from helpfulacts.web.plain_words import advise

pytestmark = pytest.mark.django_db
LIE = "Somebody who can lift a shelf."


@pytest.fixture
def world(place: Any, monkeypatch: pytest.MonkeyPatch) -> World:
    """Linked with Newtown; and whoever sends something fails the test."""
    cache.clear()
    monkeypatch.setattr(fetch, "send", lambda *said, **more: pytest.fail("a page sent something"))
    world = build(place, with_round=False)
    link(world)
    return world


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def link(world: World, slug: str = "newtown", **fields: Any) -> Any:
    said = {"offers": True, "takes": True, "decided_by": "The board", "decision_ref": "Minute 12"} | fields
    linked = link_neighbour(
        place=world.place, slug=slug, until=today() + dt.timedelta(days=60), base=f"https://{slug}.example", **said, by=OPERATOR,
    )  # fmt: skip
    set_link_secret(neighbour=linked, by=OPERATOR)
    return linked


def wish_of(world: World, person: int = 0) -> Aspiration:
    return Aspiration.objects.get(plan__person=world.people[person])


def url(world: World, person: int = 0) -> str:
    return world.url(f"plan/wish/{wish_of(world, person).pk}/next-door")


def mark(client: Any, at: str) -> str:
    """What the page says that it showed."""
    [found] = re.findall(r'name="shown" value="(\w+)"', client.get(at).content.decode())
    return str(found)


def say_yes(world: World, client: Any, **fields: str) -> Any:
    until = (today() + dt.timedelta(days=40)).isoformat()
    form = {"goes": "about", "until": until, "shown": mark(client, url(world))}
    return post(client, url(world), **{**form, **fields})


def asked_one(world: World, goes: str = "about") -> AskedNextDoor:
    assert say_yes(world, world.browser("citizen"), goes=goes).status_code == 302
    return AskedNextDoor.objects.select_related("line__neighbour__place", "consent", "place", "act").get()


OFFER = Offered(
    "Mending in Newtown", "The repair club", "service", "civic", "We ring your desk", dt.date(2030, 3, 4)
)


def test_the_page_shows_what_would_go_over_and_a_yes_is_what_was_shown(world: World) -> None:
    me = world.browser("citizen")
    assert "plan is for this yet. Ask Newtown, next door" in text_of(me.get(world.url("plan")))
    page = text_of(me.get(url(world)))
    assert all(
        words in page
        for words in ("Who is asked? Newtown", "Mending things at home", "Nothing else.", SECRET)
    )
    assert AskedNextDoor.objects.count() == Consent.objects.count() == 0, "a look is no yes"
    asked = asked_one(world)
    until = (today() + dt.timedelta(days=40)).isoformat()
    handle = str(asked.line.handle)
    assert wish_as_sent(asked) == {"handle": handle, "facets": ["repairs"], "until": until}
    assert (asked.consent.basis, asked.consent.person, asked.line.sent_at) == ("self", world.people[0], None)
    page = text_of(me.get(url(world)))
    assert "You said yes" in page and "Not your words." in page and "It has not gone over yet." in page
    assert "Newtown will be asked soon." in text_of(me.get(world.url("plan")))
    assert "Newtown will be asked soon." in text_of(me.get(world.url("plan/next-door")))


def test_own_words_go_over_only_where_that_was_chosen(world: World) -> None:
    assert wish_as_sent(asked_one(world, "words"))["words"] == SECRET
    assert f"And your words: “{SECRET}”" in text_of(world.browser("citizen").get(url(world)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"goes": ""}, "Choose what they may read."),
        ({"goes": "all"}, "Choose what they may read."),
        ({"until": ""}, "Choose the last day."),
        ({"until": "soon"}, "Write a day, for example 24/6/2026."),
        ({"until": "2020-01-01"}, "Choose a day after today, within a year, and while the two places are linked."),
        ({"until": "2099-01-01"}, "Choose a day after today, within a year, and while the two places are linked."),
        ({"shown": ""}, "Look again at what goes over"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_asks_nobody_and_loses_nothing(
    world: World, wrong: dict[str, str], said: str
) -> None:
    answer = say_yes(world, world.browser("citizen"), **{"goes": "words", **wrong})
    assert answer.status_code == 422 and said in text_of(answer)
    assert AskedNextDoor.objects.count() == Consent.objects.count() == 0
    if "goes" not in wrong:
        assert re.search(r'value="words"[^>]*checked', answer.content.decode())
    if "until" in wrong:
        assert f'value="{wrong["until"]}"' in answer.content.decode() or not wrong["until"]


def test_a_yes_to_words_that_were_changed_meanwhile_asks_nobody(world: World) -> None:
    me, wish = world.browser("citizen"), wish_of(world)
    shown = mark(me, url(world))
    wish.words = LIE
    wish.save(update_fields=["words_sealed"])
    answer = say_yes(world, me, goes="words", shown=shown)
    assert answer.status_code == 422 and "was changed in the meantime" in text_of(answer)
    assert LIE in text_of(answer) and AskedNextDoor.objects.count() == 0
    [again] = re.findall(r'name="shown" value="(\w+)"', answer.content.decode())
    assert say_yes(world, me, goes="words", shown=again).status_code == 302
    assert AskedNextDoor.objects.get().words == LIE


def test_where_nothing_was_agreed_nobody_can_be_asked(world: World) -> None:
    link(world, takes=False)
    me = world.browser("citizen")
    assert "Ask Newtown" not in text_of(me.get(world.url("plan")))
    page = text_of(me.get(url(world)))
    assert "has not agreed with a place next door yet" in page and "Your yes" not in page
    assert post(me, url(world), goes="about", until="2026-12-31").status_code == 302
    assert AskedNextDoor.objects.count() == 0


def test_one_who_must_not_be_found_is_told_to_nobody(world: World) -> None:
    person = world.people[0]
    person.protected = True
    person.save(update_fields=["protected"])
    me = world.browser("citizen")
    assert "We tell nobody of somebody who must not be found" in text_of(me.get(url(world)))
    assert "Ask Newtown" not in text_of(me.get(world.url("plan")))


def test_of_several_places_one_is_chosen_and_each_needs_its_own_yes(world: World) -> None:
    far = link(world, "stoke-on-trent")
    me = world.browser("citizen")
    assert say_yes(world, me).status_code == 422
    assert "Choose which place may be asked." in text_of(say_yes(world, me))
    assert say_yes(world, me, to=str(far.pk)).status_code == 302
    page = text_of(me.get(url(world)))
    assert "Stoke On Trent" in page and "Yes, ask Newtown" in page
    assert say_yes(world, me).status_code == 302
    assert AskedNextDoor.objects.count() == Consent.objects.count() == 2
    assert "Your yes" not in text_of(me.get(url(world)))


def test_what_became_of_it_is_said_by_day(world: World) -> None:
    me, asked = world.browser("citizen"), asked_one(world)
    note_sent(asked.line)
    page, day = text_of(me.get(url(world))), date_in_words(today())
    assert f"{day} Newtown was asked They do not know who you are." in page and "No answer yet" in page
    assert f"Newtown was asked on {day}. No answer yet." in text_of(me.get(world.url("plan")))
    hear_answer(asked=asked, offered=None, instead="Ask the \x07 library in Oldtown")
    page = text_of(me.get(url(world)))
    assert f"{day} They have nothing for this They say: “Ask the" in page and "library in Oldtown" in page
    assert "Newtown has nothing for this." in text_of(me.get(world.url("plan")))


def test_an_offer_stands_on_the_plan_and_the_yes_is_told(world: World) -> None:
    me, asked = world.browser("citizen"), asked_one(world)
    note_sent(asked.line)
    act = hear_answer(asked=asked, offered=OFFER)
    assert act is not None
    page = text_of(me.get(url(world)))
    assert "They have something for you Mending in Newtown. Next: We ring your desk, by" in page
    assert "From the repair club in Newtown, next door." in page and "Say yes or not now, on my plan" in page
    assert post(me, world.url(f"plan/acts/{act.pk}/answer"), answer="yes").status_code == 302
    assert "You said yes Newtown hears it soon." in text_of(me.get(url(world)))
    note_told(AskedNextDoor.objects.get().line, "yes")
    assert "You said yes Newtown knows." in text_of(me.get(url(world)))


@pytest.mark.parametrize("way", ["the page", "the page of permissions"])
def test_taken_back_it_counts_no_more_and_what_was_suggested_goes(world: World, way: str) -> None:
    me, asked = world.browser("citizen"), asked_one(world)
    note_sent(asked.line)
    act = hear_answer(asked=asked, offered=OFFER)
    assert act is not None
    consent = Consent.objects.get()
    back = {
        "the page": f"plan/next-door/asked/{asked.pk}/take-back",
        "the page of permissions": f"plan/sharing/{consent.pk}/stop",
    }[way]
    assert post(me, world.url(back)).status_code == 302
    consent.refresh_from_db()
    act.refresh_from_db()
    assert consent.withdrawn_at is not None and act.state == "not_now"
    page = text_of(me.get(url(world)))
    assert (
        "You took it back" in page and "Newtown is told to forget it" in page and "Take it back" not in page
    )
    assert "Your yes" in page, "they may be asked anew"
    asked.line.delete()
    gone = me.post(world.url(f"plan/next-door/asked/{asked.pk}/take-back"), {"key": "k" * 24}, follow=True)
    assert "nothing to take back" in text_of(gone)


def test_the_desk_says_how_they_said_yes_and_the_look_is_kept(world: World) -> None:
    tom = world.browser("navigator")
    opened = post(tom, world.url("plan/come-back"), phrase=give_phrase(person=world.people[0]))
    assert opened.status_code == 302
    before = AccessRecord.objects.filter(person=world.people[0].pk).count()
    assert "How did they say yes?" in text_of(tom.get(url(world)))
    assert AccessRecord.objects.filter(person=world.people[0].pk).count() == before + 1
    assert "Say how they told you." in text_of(say_yes(world, tom))
    assert say_yes(world, tom, basis="spoken").status_code == 302
    assert AskedNextDoor.objects.get().consent.basis == "spoken"


def test_nobody_else_sees_it_asks_for_them_or_takes_it_back(world: World) -> None:
    asked, other = asked_one(world), world.browser("other")
    assert other.get(url(world)).status_code == 302
    assert post(other, world.url(f"plan/next-door/asked/{asked.pk}/take-back")).status_code == 302
    assert post(other, url(world), goes="about", until="2030-01-01").status_code == 302
    assert Consent.objects.get().withdrawn_at is None and AskedNextDoor.objects.count() == 1
    assert world.browser("citizen").get(world.url(f"plan/wish/{uuid.uuid4()}/next-door")).status_code == 302
    assert not HelpfulAct.objects.filter(plan__person=world.people[1]).exists()


def test_the_words_are_plain_enough_for_a_ten_year_old(world: World) -> None:
    me = world.browser("citizen")
    pages = [me.get(url(world))]
    note_sent(asked_one(world).line)
    pages.append(me.get(url(world)))
    for page in pages:
        [main] = re.findall(r"<main.*?</main>", page.content.decode(), re.DOTALL)
        ended = re.sub(r"</(p|h1|h2|h3|dt|dd|li|label|legend|button)>", ". ", main)
        said = advise(html.unescape(re.sub(r"<[^>]+>", " ", ended)))
        assert said.age is not None and said.age <= 10 and said.hard == ()
