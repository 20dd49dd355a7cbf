"""Files of participatory budgets, and `helpfulacts tally` on them: one clear sentence for each mistake."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

from helpfulacts.cli.management.commands.tally import Command
from helpfulacts.core.errors import Refused
from helpfulacts.exchange.pabulib import parse_pb, write_pb

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "tally" / "budget.pb"
GOOD = '''META
key;value
budget;100,5
vote_type;approval
PROJECTS
project_id;cost;name;selected
a;60.25;"A; with ""quotes""";1
b;40;Ünder;0
VOTES
voter_id;vote
1;a
2;a,b
3;
'''


def tally(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "tally", *arguments])
    return int(ended.value.code or 0)


def test_amounts_are_exact_and_quotes_are_read() -> None:
    given = parse_pb(GOOD.encode("utf-8-sig"))
    ballots = given.ballots
    assert (ballots.unit, ballots.budget, ballots.costs, ballots.voters) == (4, 402, (241, 160), 3)
    assert given.names == {"a": 'A; with "quotes"', "b": "Ünder"}
    assert given.selected == {"a"}


def test_written_and_read_again_it_is_the_same() -> None:
    given = parse_pb(GOOD.encode())
    text = write_pb(given)
    assert "a;60.25;2;" in text and "budget;100.5\n" in text
    assert write_pb(parse_pb(text.encode())) == text


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ("META\n", "", "row 1: the file does not begin with META"),
        ("budget;100,5\n", "", "META has no budget"),
        ("budget;100,5", "budget;lots", "row 3: the budget is “lots”"),
        ("budget;100,5", "budget;-1", "row 3: the budget is “-1”, which is below zero"),
        ("vote_type;approval\n", "", "META does not say its vote_type. This command counts approvals only"),
        ("approval", "ordinal", "the votes are “ordinal”. This command counts approvals only"),
        ("budget;100,5", "budget;1\nbudget;2", "row 4: “budget” is there already"),
        ("a;60.25", "a;-60", "row 7: the cost of “a” is “-60”, which is below zero"),
        ("a;60.25", "a;NaN", "row 7: the cost of “a” is “NaN”"),
        ("a;60.25", "b;60", "row 8: the project “b” is there already"),
        ("a;60.25", ";60", "row 7: a project has no id"),
        ("a;60.25", '"a,c";60', "has a comma"),
        ("project_id;cost", "project_id;price", "row 6: the column “cost” of PROJECTS is missing"),
        ("budget;100,5", "budget;10,000", "row 3: the budget is “10,000”. Write 10000 without a comma"),
        ("a;60.25", "a;10,000", "row 7: the cost of “a” is “10,000”. Write 10000 without a comma"),
        (
            "budget;100,5",
            "budget;1,234,567",
            "row 3: the budget is “1,234,567”. Write 1234567 without a comma",
        ),
        (
            'a;60.25;"A; with ""quotes""";1\nb;40;Ünder;0\n',
            "",
            "The file has no projects. Add a row for each",
        ),
        ("1;a\n2;a,b\n3;\n", "", "The file has no votes. Add a row for each voter"),
        (
            "b;40;Ünder;0",
            "b;40;Ünder",
            "row 8: there are 3 cells where the header has 4. Give the row every cell",
        ),
        ("b;40;Ünder;0", "b", "row 8: there is 1 cell where the header has 4. Give the row every cell"),
        (
            "b;40;Ünder;0",
            "b;40;Ü;n;0",
            "row 8: there are 5 cells where the header has 4. Put quotation marks",
        ),
        (
            "3;\n",
            "3",
            "row 13: there is 1 cell where the header has 2. The file may have been cut off here: get it",
        ),
        ("2;a,b", "1;a,b", "row 12: the voter “1” is there already"),
        ("2;a,b", "2;a,c", "row 12: the vote names the project “c”, which is not listed in PROJECTS"),
        ("2;a,b", ";a", "row 12: a voter has no id"),
        ("VOTES\n", "", "has no section VOTES"),
        ("Ünder", "x" * 1_000_000, "row 8: a cell has more than 131,072 characters"),
        ("2;a,b", "2" * 100_000 + ";a,b", "row 12: the id of a voter has 100,000 characters"),
        ("2;a,b", "2;" + "c" * 100_000, "row 12: the vote names the project “ccc"),
        ("1;a\n", '1;"a\n', "row 11: this is not well-formed"),
        ("vote_type", "num_votes;4\nvote_type", "row 4: META says “4” votes, and there are 3"),
        ("vote_type", "num_projects;1\nvote_type", "row 4: META says “1” projects, and there are 2"),
        ("VOTES", "PROJECTS", "row 9: there is a second section PROJECTS"),
    ],
)
def test_each_mistake_is_one_sentence(old: str, new: str, sentence: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(Refused) as refused:
        parse_pb(GOOD.replace(old, new, 1).encode())
    said = str(refused.value)
    assert sentence in said and len(said) < 300 and "\n" not in said, said


def test_a_file_cut_at_the_end_of_a_row_is_known_by_the_votes_of_its_projects() -> None:
    whole = write_pb(parse_pb(GOOD.encode())).replace("num_votes;3\n", "")
    assert parse_pb(whole.encode()).ballots.voters == 3
    cut = whole.removesuffix("2;a,b\n3;\n")
    assert cut != whole
    with pytest.raises(Refused) as refused:
        parse_pb(cut.encode())
    assert "row 8: the project “a” has “2” votes, and 1 of those in the file name it. Is part" in str(
        refused.value
    )


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "no section META"),
        (b"\xff\xfe", "row 1: this is not UTF-8"),
        (b"META\nkey;value\n", "no section PROJECTS"),
        (b"META\nPROJECTS\nVOTES\n", "empty section META"),
        (b"\x00\x01;\x7f", "does not begin with META"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse_pb(data)


def test_a_count_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert tally(str(EXAMPLE), "--completion", "add1", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["winners"] == ["garden", "bench", "lunch"] and said["cost"] == 7100 <= said["budget"]
    assert said["seconds"] >= 0 and said["share"] == 1239
    rows = {row["project"]: row for row in said["explanation"]}
    assert rows["garden"]["price"] == 700 and rows["garden"]["pay_price"] == 5
    assert rows["lunch"]["price"] + rows["lunch"]["paid_less"] == rows["lunch"]["cost"]
    assert "choose" not in json.dumps(rows) and "voter_id" not in json.dumps(rows)


@pytest.mark.parametrize("rule", ["equal-shares", "greedy", "phragmen"])
def test_a_count_as_a_table(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tally(str(EXAMPLE), "--rule", rule) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "of 6 projects are funded by 10 voters" in said and "It would" in said


def test_one_voter_and_one_project_are_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.pb"
    file.write_text(GOOD.replace("b;40;Ünder;0\n", "").replace("2;a,b\n3;\n", ""), "utf-8")
    assert tally(str(file)) == 0
    assert "1 of 1 project is funded by 1 voter: 60.25 of 100.50." in " ".join(
        capsys.readouterr().out.split()
    )


def test_what_cannot_be_counted_is_one_sentence_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        (str(tmp_path / "nowhere.pb"),),
        (str(tmp_path),),
        (str(EXAMPLE), "--rule", "greedy", "--completion", "add1"),
        (str(EXAMPLE), "--rule", "first-come"),
    ):
        assert tally(*arguments) == 2
        out, err = capsys.readouterr()
        assert not out and err.count("\n") == 1


def test_a_completion_that_takes_too_long_says_what_to_leave_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(import_module("helpfulacts.engine.choosing.equal_shares"), "MOST_RUNS", 2)
    (tmp_path / "few.pb").write_text(GOOD.replace("100,5", "9000").replace("b;40", "b;9000"), "utf-8")
    assert tally(str(tmp_path / "few.pb"), "--completion", "add1") == 2
    assert "Count without it: leave out --completion add1." in capsys.readouterr().err


def test_a_name_cannot_command_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.pb").write_text(GOOD.replace("Ünder", "[bold]\x1b[2J\x07[/nonsense]"), "utf-8")
    assert tally(str(tmp_path / "odd.pb")) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "[bold]" in out
