"""What people bring, read before it is sent: how old a reader must be, what is hard, and nothing lost; and in other languages."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from office_samples import World, build, key, post, text_of

from helpfulacts.core.clock import today
from helpfulacts.core.readability import hard_words
from helpfulacts.deliberation.actions.add_translation import A_PROGRAMME, add_translation
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.contributions import last_revision
from helpfulacts.deliberation.models import Contribution, Position, Revision
from helpfulacts.deliberation.selectors import stages_of
from helpfulacts.deliberation.templates import Step
from helpfulacts.directory.models import Offer
from helpfulacts.people.actions.begin_account import begin_account
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.grant_role import grant_role
from helpfulacts.people.actor import Actor, the_person
from tests.deciding import ask, bring, bring_projects

pytestmark = pytest.mark.django_db
EASY = "A warm room that is open in the evening would help people who live on their own."
HARD = "Multidisciplinary organisations should utilise collaborative opportunities to facilitate intergenerational participation."
URDU = "شام کو ایک گرم کمرہ کھلا رہے۔"
OFFICER = Actor("Mel, partnership officer", "officer")
BRING = "/testham/deciding/1/bring/statement/"


@pytest.fixture(autouse=True)
def _no_tries_before() -> None:
    cache.clear()


def said(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def author(place: Any, make_person: Any) -> Client:
    asked, person = ask(place), make_person()
    take_part(deliberation=asked, person=person, by=the_person(person.pk))
    browser = Client()
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    return browser


def test_it_is_read_first_and_nothing_is_sent(place: Any, make_person: Any) -> None:
    browser = author(place, make_person)
    assert "Read it as others will" in said(browser.get(BRING))
    shown = post(browser, BRING, words=f"  {EASY}  ", preview="1")
    page = said(shown)
    assert shown.status_code == 200 and f"As others will read it {EASY} A reader of about" in page
    assert "Nothing is sent yet." in page and "Hard words" not in page
    assert re.search(r"<textarea[^>]*>\s*A warm room that is open", text_of(shown)), "the form stays filled"
    assert not Contribution.objects.exists()
    assert post(browser, BRING, words=EASY).status_code == 302
    assert Contribution.objects.count() == 1


def test_hard_words_are_named_and_never_refused(place: Any, make_person: Any) -> None:
    browser = author(place, make_person)
    page = said(post(browser, BRING, words=HARD, preview="1"))
    assert (
        "“collaborative”" in page
        and "“utilise”: could you say" in page
        and "You can send it as it is." in page
    )
    assert post(browser, BRING, words=HARD).status_code == 302
    assert hard_words("Water, opportunities, OPPORTUNITIES and a multidisciplinary day") == ["opportunities", "multidisciplinary"]  # fmt: skip


def test_what_cannot_be_sent_is_said_before_it_is(place: Any, make_person: Any) -> None:
    browser = author(place, make_person)
    number = post(browser, BRING, words="Ring me on 07700 900123 about the warm room.", preview="1")
    assert number.status_code == 422 and "As others will read it" not in said(number)
    assert "07700 900123" in text_of(number) and "How easy it is to read" in said(number)
    empty = post(browser, BRING, words="", preview="1")
    assert empty.status_code == 422 and "Write one sentence." in said(empty)
    danger = post(browser, BRING, words="I cannot go on and I want to end it all.", preview="1")
    assert "As others will read it" not in said(danger) and "999" in said(danger)
    letters = said(post(browser, BRING, words=URDU, preview="1"))
    assert "We can only say how easy words in English are." in letters
    assert not Contribution.objects.exists()


def test_other_words_are_read_first_too(place: Any, make_person: Any) -> None:
    browser = author(place, make_person)
    post(browser, BRING, words=EASY)
    path = "/testham/deciding/1/brought/1/otherwise/"
    assert "As others will read it A warmer room" in said(
        post(browser, path, words="A warmer room, please.", preview="1")
    )
    assert Revision.objects.count() == 1


def other_officer(world: World) -> Client:
    account, day, browser = begin_account(email="ana@example.org"), today(), Client()
    grant_role(
        place=world.place, account=account, role="officer", shown_as="Ana", body=world.club, begins=day,
        until=day + dt.timedelta(days=90),
    )  # fmt: skip
    browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_a_translation_says_who_made_it_and_who_has_read_it(place: Any) -> None:
    world: World = build(place, with_round=False)
    asked = ask(place)
    bring(asked, EASY)
    bring(asked, "A bus on Fridays.")
    officer, path = world.browser(), world.url("office/deciding/1/brought/1/languages")
    assert path in text_of(officer.get(world.url("office/deciding/1/brought/1")))
    assert 'name="title"' not in text_of(officer.get(path)), "a sentence has no title"
    wrong = post(officer, path, language="ur", words=URDU, made_by="person", maker="")
    assert wrong.status_code == 422 and "Write their name" in said(wrong) and URDU in text_of(wrong)
    assert not Client().get("/testham/deciding/1/said/").context["languages"]
    assert post(officer, path, language="ur", words=URDU, made_by="computer").status_code == 302
    again = post(officer, path, language="ur", words=URDU, made_by="computer")
    assert again.status_code == 422 and "Choose the language." in said(again)

    reader = Client()
    assert URDU not in text_of(reader.get("/testham/deciding/1/said/"))
    chosen = post(reader, "/testham/deciding/1/language/", language="ur", back="deciding_say", about="1")
    assert chosen.url == "/testham/deciding/1/say/?about=1"
    say = reader.get(chosen.url)
    assert f'<p class="voice-q" lang="ur" dir="rtl">{URDU}' in text_of(say)
    assert "Translated by a computer, not checked yet." in said(say)
    assert '<option value="ur" lang="ur" dir="rtl" selected>اردو' in text_of(say)
    everything = reader.get("/testham/deciding/1/said/")
    assert f'<p lang="ur" dir="rtl">{URDU}' in text_of(everything) and EASY in said(everything)
    assert "A bus on Fridays. Shown as it was first said." in said(everything)

    own = said(officer.get(path))
    assert "Entered by Mel, partnership officer." in own and "You entered it, so somebody else" in own
    assert "You entered this translation." in said(
        officer.post(f"{path}/ur/read", {"key": key()}, follow=True)
    )
    other = other_officer(world)
    assert "I read both. They say the same" in said(other.get(path))
    assert post(other, f"{path}/ur/read").status_code == 302
    assert "Entered by Mel, partnership officer, checked by Ana." in said(officer.get(path))
    everybody = said(reader.get("/testham/deciding/1/said/"))
    assert "Read and found right by Ana." in everybody and "Entered by" not in everybody
    for language, back in (("xx", "deciding_said"), ("ur", "https://elsewhere.example/")):
        there = post(reader, "/testham/deciding/1/language/", language=language, back=back)
        assert there.url == "/testham/deciding/1/said/"
    post(reader, "/testham/deciding/1/language/", language="en")
    assert URDU not in text_of(reader.get("/testham/deciding/1/said/"))


def test_somebody_says_in_which_language_they_bring_it(place: Any, make_person: Any) -> None:
    world, browser = build(place, with_round=False), author(place, make_person)
    assert 'name="language"' not in text_of(browser.get(BRING)), "of one language nobody is asked"
    Offer.objects.filter(place=place).update(languages=["en", "ur"])
    assert re.search(
        r'value="en" selected>English</option>\s*<option value="ur">اردو \(Urdu\)',
        text_of(browser.get(BRING)),
    )
    wrong = post(browser, BRING, words=URDU, language="xx")
    assert wrong.status_code == 422 and "Choose one from the list." in said(wrong) and URDU in text_of(wrong)
    shown = post(browser, BRING, words=EASY, language="ur", preview="1")
    assert 'lang="ur" dir="rtl">A warm room' in text_of(shown) and "A reader of about" not in said(shown)
    assert post(browser, BRING, words="Garam kamra.", language="ur").status_code == 302
    Offer.objects.filter(place=place).update(languages=["en"])
    assert post(browser, "/testham/deciding/1/brought/1/otherwise/", words=URDU).status_code == 302
    assert list(Revision.objects.values_list("language", flat=True)) == ["ur", "ur"]
    Contribution.objects.update(state="shown")

    path = world.url("office/deciding/1/brought/1/languages")
    assert 'value="ur"' not in text_of(world.browser().get(path))
    post(world.browser(), path, language="en", words=EASY, made_by="computer")
    reader = Client()
    everything = reader.get("/testham/deciding/1/said/")
    assert EASY in said(everything) and "Translated by a computer, not checked yet." in said(everything)
    assert [code for code, _ in everything.context["languages"]] == ["en", "ur"]
    post(reader, "/testham/deciding/1/language/", language="ur")
    assert f'<p lang="ur" dir="rtl">{URDU}' in text_of(reader.get("/testham/deciding/1/said/"))
    assert f'<p lang="ur" dir="rtl">{URDU}' in text_of(browser.get("/testham/deciding/1/mine/"))


def test_a_vote_is_read_in_another_language(place: Any) -> None:
    world: World = build(place, with_round=False)
    asked = ask(place, "ballot")
    bring_projects(asked)
    title = "لنچ کلب کا باورچی خانہ"
    path = world.url("office/deciding/1/brought/1/languages")
    missing = post(world.browser(), path, language="ur", words=URDU, made_by="person", maker="Amina’s class")
    assert missing.status_code == 422 and "Write the title in that language." in said(missing)
    post(
        world.browser(), path, language="ur", title=title, words=URDU, made_by="person", maker="Amina’s class"
    )
    reader, vote = Client(), "/testham/deciding/1/vote/"
    assert 'lang="ur"' in text_of(reader.get(vote)) and title not in text_of(reader.get(vote))
    turned = post(reader, vote, language="ur", read="1", c1="on", c3="on")
    assert turned.status_code == 200 and f'“<span lang="ur" dir="rtl">{title}' in text_of(turned)
    boxes = re.findall(r'<input[^>]*name="c\d"[^>]*>', text_of(turned))
    assert ["checked" in box for box in boxes] == [True, False, True], "what was ticked stays ticked"
    assert "You chose 2" in said(turned) and not Position.objects.exists()
    page = text_of(reader.get(vote))
    assert f'lang="ur" dir="rtl">{title}</h2>' in page and f'<p lang="ur" dir="rtl">{URDU}' in page
    assert f'“<span lang="ur" dir="rtl">{title}</span>”' in page, "whoever hears the box hears its language"
    assert "Translated by Amina’s class, not checked yet." in said(reader.get("/testham/deciding/1/vote/"))


def test_points_stay_as_they_were_typed_in_another_language(place: Any, make_person: Any) -> None:
    steps = (Step("inform", 3), Step("gather", 18, "agree"), Step("weigh", 14, "weights", {"points": 10}), Step("decide", 21))  # fmt: skip
    asked, person = ask(place, "weigh", uses="question", steps=steps), make_person()
    one, other = bring(asked, EASY), bring(asked, "A bus on Fridays.")
    add_translation(revision=last_revision(one), language="ur", words=URDU, made_by=A_PROGRAMME, by=OFFICER)
    part = next(stage for stage in stages_of(asked) if stage.kind == "weigh")
    me = the_person(person.pk)
    member = take_part(deliberation=asked, person=person, by=me)
    take_positions(stage=part, membership=member, answers={other: 10}, by=me)
    browser, path = Client(), "/testham/deciding/1/weigh/"
    post(browser, "/testham/plan/come-back", phrase=give_phrase(person=person))
    assert "You have answered already." in said(browser.get(path))
    turned = post(browser, path, language="ur", read="1", c1="99", c2="")
    page = text_of(turned)
    assert turned.status_code == 200 and URDU in page and "Mistake: " not in page
    assert re.search(r'name="c1" value="99"', page) and not re.search(r'name="c2" value', page)
    assert "You have answered already." not in said(turned), "what stands below is not what was kept"
    [kept] = Position.objects.all()
    assert kept.value == 10
