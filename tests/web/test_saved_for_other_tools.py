"""What was counted, saved from its page and counted again by command: the same comes out, and nothing by which anybody is found."""

from __future__ import annotations

import csv
import html
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import BaseCommand
from django.test import Client
from office_samples import text_of

from helpfulacts.cli.management.commands.opinions import Command as Opinions
from helpfulacts.cli.management.commands.tally import Command as Tallied
from helpfulacts.core.clock import as_if, today
from helpfulacts.deliberation.actions.close_stage import close_stage
from helpfulacts.deliberation.actions.count_stage import count_stage
from helpfulacts.deliberation.models import Membership, Tally
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.web.words import ease_of, words_of_page
from tests.deciding import CAMPS, MEMBER, ask, ask_for_map, bring, bring_projects, count_map, say_all, voted

pytestmark = pytest.mark.django_db
QUESTION = "/testham/deciding/1/"


def line_of(page: str, command: str) -> list[str]:
    """What the page says to run, as a terminal takes it apart."""
    (said,) = re.findall(rf"<code>helpfulacts {command} ([^<]*)</code>", page)
    return shlex.split(html.unescape(said))


def run(command: BaseCommand, name: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["helpfulacts", name, *words, "--json"])
    out = capsys.readouterr()
    assert not ended.value.code, out.err
    return json.loads(out.out)


def save(path: str, folder: Path) -> tuple[str, str]:
    """(The file as it was downloaded, under the name that it came with; its text.)"""
    answer = Client().get(f"{QUESTION}{path}")
    assert answer.status_code == 200
    name = answer["Content-Disposition"].split('"')[1]
    (folder / name).write_bytes(answer.content)
    return str(folder / name), answer.content.decode()


def budget(place: Any, people: int) -> Tally | None:
    """Eleven projects: all want the three, and the eight others, which cost alike, are wanted alike. One title would break a table."""
    asked = ask(place, "ballot")
    wanted = bring_projects(asked)
    alike = [bring(asked, "It helps.", f'"Idea; {at}"', "proposal", pence=100_000) for at in range(8)]
    votes = [{wanted[at % 3]: 1, **dict.fromkeys(alike, 1)} for at in range(people)]
    voted(asked, [begin_person(place=place) for _ in votes], votes)
    stage = stage_of_kind(asked, "ballot")
    assert "Count it with another tool" not in text_of(Client().get(f"{QUESTION}board/"))
    with as_if(stage.closes):
        close_stage(stage=stage, by=MEMBER)
    assert Client().get(f"{QUESTION}votes.pb").status_code == 404, "it is not counted yet"
    return count_stage(stage=stage, by=MEMBER)


def test_the_votes_of_a_budget_are_counted_again_from_their_file(
    place: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = budget(place, 12)
    assert counted is not None
    page = text_of(Client().get(f"{QUESTION}board/"))
    file, text = save("votes.pb?part=3", tmp_path)
    words = line_of(page, "tally")
    assert file.endswith(words[0]) and words[1:] == ["--satisfaction", "cost", "--completion", "add1"]
    again = run(Tallied(), "tally", [file, *words[1:]], capsys)
    assert list(map(int, again["winners"])) == counted.result["winners"] != []
    assert 100 * again["cost"] == counted.result["cost"] and again["voters"] == 12
    assert 0 < len(again["winners"]) < 11, "of those that cost alike the lower numbers win, here and there"
    votes = [row.split(";", 1)[1] for row in text.split("voter_id;vote\n")[1].splitlines()]
    assert votes == sorted(votes), "nothing of the order in which they came"
    for member in Membership.objects.all():
        assert str(member.pk) not in text and str(member.person_id) not in text


def test_of_few_votes_there_is_no_file_and_the_page_says_why(place: Any) -> None:
    budget(place, 9)
    page = text_of(Client().get(f"{QUESTION}board/"))
    assert "Fewer than 10 people voted. So their votes are in no file" in page and "votes.pb" not in page
    assert Client().get(f"{QUESTION}votes.pb").status_code == 404


def map_of_two_camps(place: Any, odd: int = 0) -> Tally:
    """Thirteen people in each camp who answer alike; `odd` of one camp pass on one thing."""
    asked, said = ask_for_map(place, people=0)
    gather = stage_of_kind(asked, "gather")
    for at in range(26):
        member = Membership.objects.create(
            place=place, deliberation=asked, slip=f"slip {at}", evidence="on the roll", joined_on=today()
        )
        own = list(CAMPS[at % 2])
        if at < odd:
            own[0] = 0
        say_all(gather, member, dict(zip(said, own, strict=True)))
    return count_map(asked)


def test_the_map_is_made_again_from_its_tables(
    place: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = map_of_two_camps(place).result
    page = text_of(Client().get(f"{QUESTION}map/"))
    assert ease_of(words_of_page(page)).grade <= 6.5
    (votes, rows), (statements, texts) = (save(f"map-{one}.csv", tmp_path) for one in ("votes", "statements"))
    words = line_of(page, "opinions")
    assert votes.endswith(words[0]) and statements.endswith(words[2])
    again = run(Opinions(), "opinions", [votes, "--statements", statements, *words[3:]], capsys)
    ids = again["statement_ids"]

    def numbers(chosen: list[int]) -> list[int]:
        return [ids[at] for at in chosen]

    groups = [(one["people"], numbers(one["agrees"]), numbers(one["disagrees"])) for one in again["groups"]]
    shown = [(one["people"], one["agrees"], one["disagrees"]) for one in counted["groups"]]
    assert groups == shown and [people for people, _, _ in groups] == [13, 13]
    assert round(again["stability"], 4) == counted["stability"]
    assert ids == [one["number"] for one in counted["options"]]
    for there, here in zip(again["statements"], counted["options"], strict=True):
        assert [there[name] for name in ("agree", "pass", "disagree")] == [here[name] for name in ("agree", "pass", "disagree")]  # fmt: skip
    for name in ("agreed_by_most", "disagreed_by_most", "shared", "divisive"):
        assert numbers(again[name]) == counted[name], name
    titles = {
        int(row["comment-id"]): html.escape(row["comment-body"]) for row in csv.DictReader(texts.splitlines())
    }
    for letter, (people, agrees, disagrees) in zip("AB", groups, strict=True):
        _, card = page.split(f"Group {letter}: {people} people", 1)
        card = card.split("</section>")[0]
        assert re.findall("<bdi>(.*?)</bdi>", card) == [titles[number] for number in (*agrees, *disagrees)]
    assert {row.split(",")[0] for row in rows.splitlines()[1:]} == {"0"}, "no hour"


def test_where_somebody_could_be_found_what_each_answered_is_in_no_file(place: Any) -> None:
    map_of_two_camps(place, odd=1)
    page = text_of(Client().get(f"{QUESTION}map/"))
    assert "somebody could be found in it" in page and "helpfulacts opinions" not in page
    assert ease_of(words_of_page(page)).grade <= 6.5
    for path in ("map-votes.csv", "map-statements.csv"):
        assert Client().get(f"{QUESTION}{path}").status_code == 404
