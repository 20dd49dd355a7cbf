"""The office pages: what an officer and anybody at all can rely on."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from office_samples import SECRET, World, build, confirmed, key, open_all, post, text_of

from helpfulacts.cli.management.commands.verify import Command as Verify
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.enact_rules import enact_rules
from helpfulacts.coordination.actions.override_allocation import override_allocation
from helpfulacts.coordination.models import Alarm, Allocation, Opening, Override, Run
from helpfulacts.coordination.rule_reading import shipped
from helpfulacts.core import register
from helpfulacts.core.clock import date_in_words, now, today
from helpfulacts.engine.ledger import verify_file
from helpfulacts.people.models import AccessRecord
from helpfulacts.support.models import HelpfulAct

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


# Rounds ---------------------------------------------------------------------------------------------------------


def test_with_no_round_yet_the_list_says_so_and_what_a_round_will_do(place: Any) -> None:
    world = build(place, with_round=False)
    page = text_of(world.browser().get(world.url("rounds")))
    assert "No round has been run yet." in page
    assert "Nobody hears and no place is held until you confirm." in page


def test_the_big_numbers_of_a_round_add_up_on_the_page(world: World) -> None:
    page = text_of(world.browser().get(world.url(f"rounds/{world.run.number}")))
    numbers = [int(n) for n in re.findall(r"<li><b>(\d+)</b>", page)]
    assert numbers == [6, 3, 2, 1]
    assert numbers[0] == sum(numbers[1:])


def test_pressing_run_twice_runs_one_round(world: World) -> None:
    officer, same = world.browser(), key()
    first = officer.post(world.url("rounds/start"), {"key": same})
    again = officer.post(world.url("rounds/start"), {"key": same})
    assert (first.status_code, again.status_code) == (302, 302)
    assert Run.objects.filter(place=world.place).count() == 2  # the one of the fixture, and this one
    assert first.url.endswith("/rounds/2")


def test_there_is_no_confirm_button_until_every_case_is_opened(world: World) -> None:
    officer, page = world.browser(), world.url(f"rounds/{world.run.number}")
    assert f"Confirm round {world.run.number}</button>" not in text_of(officer.get(page))
    refused = post(officer, f"{page}/confirm")
    assert refused.status_code == 302
    assert Run.objects.get(pk=world.run.pk).state == "proposed"
    open_all(world)
    assert f"Confirm round {world.run.number}</button>" in text_of(officer.get(page))


def test_a_round_under_rules_that_were_replaced_says_to_work_it_out_again(world: World) -> None:
    open_all(world)
    enact_rules(place=world.place, document=shipped("one-class", today()))
    officer, page = world.browser(), world.url(f"rounds/{world.run.number}")
    said = text_of(officer.get(page))
    assert "The rules changed since this round was worked out" in said and "Run a new round" in said
    assert f"Confirm round {world.run.number}" not in said
    answer = post(officer, f"{page}/confirm")  # from a page that was opened before
    assert answer.status_code == 302
    assert "Work it out again: run a new round." in text_of(officer.get(answer.url))
    assert not HelpfulAct.objects.exists()


def test_a_confirmed_round_says_by_whom_and_when_and_cannot_be_confirmed_again(world: World) -> None:
    officer = confirmed(world)
    page = text_of(officer.get(world.url(f"rounds/{world.run.number}")))
    assert "Mel, partnership officer confirmed it on" in page
    assert "</button></p></form></section>" not in page
    post(officer, world.url(f"rounds/{world.run.number}/confirm"))
    assert HelpfulAct.objects.filter(from_round=True).count() == 3


def test_no_round_page_shows_a_name_a_sentence_or_an_address(world: World) -> None:
    officer = world.browser()
    number = world.run.number
    for path in ("", "/letters", "/rules", "/more-places", "/again", "/manifest.json", "/letters?of=placed"):
        page = text_of(officer.get(world.url(f"rounds/{number}{path}")))
        for person in world.people:
            assert person.called not in page, path
            assert not person.contact or person.contact not in page, path
        assert SECRET not in page, path


def test_the_manifest_names_nobody_and_holds_the_draw(world: World) -> None:
    path = world.url(f"rounds/{world.run.number}/manifest.json")
    before = json.loads(world.browser().get(path).content)
    assert before["seed"] is None and world.run.seed not in json.dumps(before)
    assert world.run.seed not in text_of(world.browser().get(world.url(f"rounds/{world.run.number}/again")))
    answer = confirmed(world).get(path)
    manifest = json.loads(answer.content)
    assert manifest["seed"] == world.run.seed
    assert manifest["seed_commitment"] == before["seed_commitment"]
    assert "attachment" in answer["Content-Disposition"]
    assert not [person for person in world.people if str(person.pk) in text_of(answer)]


def test_gentler_rules_are_shown_by_group_and_decile_without_advice(world: World) -> None:
    page = text_of(world.browser().get(world.url(f"rounds/{world.run.number}/rules")))
    for rules in coordination.rules_beside(world.place):
        assert rules.title in page
    assert "would gain a place" in page
    assert "recommend" not in page.lower()


def test_rules_past_their_review_day_are_flagged(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    the_day_after = world.run.rule_set.review_on + dt.timedelta(days=1)
    monkeypatch.setattr("helpfulacts.web.views.office_rounds.today", lambda zone: the_day_after)
    page = text_of(world.browser().get(world.url(f"rounds/{world.run.number}")))
    assert "Past its review day." in page


def test_an_alarm_names_who_must_answer_by_when_and_then_what_they_said(world: World) -> None:
    alarm = Alarm.objects.create(
        place=world.place, run=world.run, floor="no_bed", responsible_body="The council's housing team", people=1,
        answer_by=now() + dt.timedelta(days=1),
    )  # fmt: skip
    due = date_in_words(today() + dt.timedelta(days=1))
    page, url = (
        world.url(f"rounds/{world.run.number}"),
        world.url(f"rounds/{world.run.number}/alarms/{alarm.pk}"),
    )
    shown = text_of(world.browser().get(page))
    assert f"must answer by <strong>{due}</strong>" in shown and "They are asked when you confirm." in shown
    officer = confirmed(world)
    assert "Write down their answer" in text_of(officer.get(page))
    refused = post(officer, url, answer="yes")
    assert refused.status_code == 422 and "Say in a few words what they answered" in text_of(refused)
    assert post(officer, url, answer="Two beds come on Monday").status_code == 302
    shown = text_of(officer.get(page))
    assert "answered on" in shown and "They said: Two beds come on Monday" in shown
    assert "Two beds" not in text_of(world.browser("nobody").get(world.url("register")))


# Cases ----------------------------------------------------------------------------------------------------------


def test_opening_a_case_is_one_look_with_its_reason_that_the_person_sees(world: World) -> None:
    opening = coordination.cases_to_open(world.run)[0]
    officer = world.browser()
    answer = officer.get(world.url(f"rounds/{world.run.number}/cases/{opening.allocation_id}"))
    assert answer.status_code == 200
    [look] = AccessRecord.objects.filter(place=world.place)
    assert (look.person, look.by_shown_as) == (opening.allocation.person_id, "Mel, partnership officer")
    assert opening.get_why_display() in look.why
    opening.refresh_from_db()
    assert opening.opened_at is not None


def test_a_letter_that_need_not_be_opened_asks_why_first(world: World) -> None:
    Opening.objects.filter(run=world.run).delete()
    allocation = Allocation.objects.filter(run=world.run).order_by("index")[0]
    officer, url = world.browser(), world.url(f"rounds/{world.run.number}/cases/{allocation.pk}")
    assert "Why do you open this?" in text_of(officer.get(url))
    for nothing in ({}, {"purpose": "because"}, {"purpose": "else", "own": "  "}):
        assert officer.post(url, nothing).status_code == 422
    for unsaid in ("👍🏽", "\u200d\x07\u200f", "...", "12", "♥ !", "\u0301"):
        answer = officer.post(url, {"purpose": "else", "own": unsaid})
        assert answer.status_code == 422 and "Write your reason in words" in text_of(answer), unsaid
    assert AccessRecord.objects.count() == 0
    answer = officer.post(url, {"purpose": "check", "own": "The letter"}, follow=True)
    assert "This is what the person will read." in text_of(answer)
    assert [look.why for look in AccessRecord.objects.all()] == [
        f"Sharing round {world.run.number}: To check what was decided for you: The letter"
    ]
    kept = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    assert f"why:case:{allocation.pk}" in kept and "The letter" not in kept, (
        "what was typed is not kept in plain text"
    )


def test_a_round_that_shows_why_an_answer_was_changed_is_a_look_that_the_person_sees(world: World) -> None:
    placed = Allocation.objects.filter(run=world.run, status="placed", continuing=False).order_by("index")[0]
    officer, url = world.browser(), world.url(f"rounds/{world.run.number}")
    officer.get(url)
    assert AccessRecord.objects.count() == 0
    override_allocation(
        run=world.run,
        allocation=placed,
        to_offer=None,
        reason="They rang and asked",
        by=world.actor("officer"),
    )
    for _ in range(2):
        assert "They rang and asked" in text_of(officer.get(url))
    assert sorted(look.why for look in AccessRecord.objects.filter(person=placed.person_id)) == [
        f"Sharing round {world.run.number}: Changed by a person",
        f"Sharing round {world.run.number}: read why a person changed it",
    ]


def test_a_change_without_a_reason_is_refused_and_what_was_chosen_is_kept(world: World) -> None:
    placed = Allocation.objects.filter(run=world.run, status="placed").order_by("index")[0]
    Opening.objects.get_or_create(
        place=world.place, run=world.run, allocation=placed, defaults={"why": "sample"}
    )
    url = world.url(f"rounds/{world.run.number}/cases/{placed.pk}/change")
    officer = world.browser()
    answer = post(officer, url, to_offer="none", reason="no")
    assert answer.status_code == 422
    assert re.search(r'value="none"[^>]*checked', text_of(answer))
    assert "Say in a few words why you change this." in text_of(answer)
    assert Override.objects.count() == 0
    answer = post(officer, url, to_offer="none", reason="They have moved to another town.")
    assert answer.status_code == 302
    page = text_of(officer.get(answer.url))
    assert "They have moved to another town." in page
    assert "A person changed this: 1" in page
    assert [int(n) for n in re.findall(r"<li><b>(\d+)</b>", page)] == [6, 2, 3, 1]


def test_an_offer_without_a_free_place_cannot_be_chosen_for_a_case(world: World) -> None:
    refused = Allocation.objects.filter(run=world.run, status="refused").order_by("index")[0]
    Opening.objects.get_or_create(
        place=world.place, run=world.run, allocation=refused, defaults={"why": "sample"}
    )
    url = world.url(f"rounds/{world.run.number}/cases/{refused.pk}")
    officer = world.browser()
    assert "Nothing else that fits this person has a place left." in text_of(officer.get(url))
    answer = post(
        officer, f"{url}/change", to_offer=str(world.offers["bench"].pk), reason="I would like them to."
    )
    assert answer.status_code == 422
    assert Override.objects.count() == 0


# The public register --------------------------------------------------------------------------------------------


def test_anybody_can_save_the_register_and_check_it_against_its_head(world: World, tmp_path: Path) -> None:
    anybody = world.browser("nobody")
    head, saved = tmp_path / "r.head", tmp_path / "r.jsonl"
    head.write_bytes(anybody.get(world.url("register/head")).content)
    confirmed(world)
    answer = anybody.get(world.url("register/save"))
    saved.write_bytes(b"".join(answer.streaming_content))
    assert answer["Content-Disposition"] == f'attachment; filename="{world.place.slug}-register.jsonl"'
    assert verify_file(saved, head).size == register.head(world.place)[0]


def save(path: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        Verify().run_from_argv(["helpfulacts", "verify", "--save", str(path), "--place", "testham"])
    return int(ended.value.code or 0)


def test_saved_by_the_command_it_is_two_files_or_none(world: World, tmp_path: Path, capsys: Any) -> None:
    target, link = tmp_path / "kept.jsonl", tmp_path / "link"
    link.symlink_to(target)
    assert save(link) == 0 and link.is_symlink(), "a link stays one"
    assert verify_file(target, tmp_path / "link.head").size == register.head(world.place)[0]
    before = sorted(tmp_path.iterdir())
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "half.head").mkdir()
    for name in ("pipe", "folder", "half", "nowhere/file"):
        assert save(tmp_path / name) == 2
        assert "Name a" in capsys.readouterr().err
    assert (tmp_path / "pipe").is_fifo(), "what is no file stays what it is"
    assert sorted(tmp_path.iterdir()) == sorted([*before, *(tmp_path / n for n in ("pipe", "folder", "half.head"))])  # fmt: skip


def test_the_register_page_is_newest_first_in_plain_words_without_anybody(world: World) -> None:
    page = text_of(world.browser("nobody").get(world.url("register")))
    assert page.index("ran sharing round 1") < page.index("Rules for sharing came into force")
    for person in world.people:
        assert str(person.pk) not in page
        assert person.called not in page
    rows = page.split("newest first</h2>")[1].split("</main>")[0]
    read = re.sub(r"<details>.*?</details>", "", rows, flags=re.DOTALL)
    assert not re.search("_|: (yes|no|True|False)|version", re.sub(r"<[^>]+>", "", read))
    assert "<details>" in rows and "people: 1" in rows, (
        "the facts as they are written stay to be read, folded away"
    )
