"""`helpfulacts opinions` on Polis exports: read, mapped and said; out and in again the same; each mistake is one sentence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from helpfulacts.cli.management.commands.opinions import Command
from helpfulacts.core.errors import Refused
from helpfulacts.exchange.polis import comments_csv, read_polis, votes_csv
from tests.conftest import SHARED

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "opinions"
VOTES, COMMENTS = EXAMPLE / "votes.csv", EXAMPLE / "comments.csv"
REAL = SHARED / "data" / "participation" / "polis" / "london.youth.policing"
HEADER = "timestamp,datetime,comment-id,voter-id,vote\n"

pytestmark = pytest.mark.once


def opinions(*words: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["helpfulacts", "opinions", *map(str, words)])
    return int(ended.value.code or 0)


def given(folder: Path, votes: str | bytes, comments: str | None = None) -> tuple[Path, Path | None]:
    written = folder / "votes.csv"
    written.write_bytes(votes if isinstance(votes, bytes) else votes.encode())
    if comments is None:
        return written, None
    (folder / "comments.csv").write_text(comments)
    return written, folder / "comments.csv"


def test_the_example_has_groups_in_words_for_a_reader(capsys: pytest.CaptureFixture[str]) -> None:
    assert opinions(VOTES, "--statements", COMMENTS) == 0
    said = capsys.readouterr().out
    assert said.startswith("40 people voted on 8 statements.\nLeft out because they were moderated out: 1.\n")
    assert " people who agree with “" in said and "named a neighbour" not in said
    for title in ("Groups", "Most agree", "What divides"):
        assert f"\n{title}\n" in said


def test_the_same_files_and_seed_give_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    reports = []
    for seed in ("spring", "spring", "autumn"):
        assert opinions(VOTES, "--statements", COMMENTS, "--seed", seed, "--json") == 0
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1] != reports[2]
    report = json.loads(reports[0])
    assert report["people"] == len(report["people_ids"]) == len(report["group_of"]) == 40
    assert len(report["statement_ids"]) == len(report["words"]) == len(report["statements"]) == 8
    assert report["left_out"] == [9] and report["seed"] == "spring"


def test_one_statement_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert opinions(given(tmp_path, HEADER + "1,,2,3,1\n")[0]) == 0
    assert capsys.readouterr().out.startswith("1 person voted on 1 statement.\n")


def test_the_latest_vote_counts_wherever_its_row_stands(tmp_path: Path) -> None:
    votes, _ = given(tmp_path, HEADER + "20,,1,7,-1\n10,,1,7,1\n20,,2,7,0\n20,,2,7,1\n")
    matrix = read_polis(votes).matrix
    assert matrix.people == (7,) and matrix.votes.tolist() == [[-1, 1]]


@pytest.mark.skipif(not REAL.is_dir(), reason="the test data is not here")
def test_agreement_is_counted_as_the_server_did() -> None:
    found = read_polis(REAL / "votes.csv", REAL / "comments.csv")
    with open(REAL / "comments.csv", newline="", encoding="utf-8") as file:
        theirs = {int(row["comment-id"]): row for row in csv.DictReader(file) if row["moderated"] != "-1"}
    matrix = found.matrix
    ours = {
        number: [int(((matrix.votes == side) & matrix.answered)[:, at].sum()) for side in (1, -1)]
        for at, number in enumerate(matrix.statements)
    }
    same = [
        number
        for number, counts in ours.items()
        if counts == [int(theirs[number]["agrees"]), int(theirs[number]["disagrees"])]
    ]
    assert len(ours) == 36 and len(same) >= 34, "who voted again was counted twice there"


def test_out_and_in_again_is_the_same(tmp_path: Path) -> None:
    once = read_polis(VOTES, COMMENTS)
    words = ("=1+1", *once.words[1:])
    again = read_polis(*given(tmp_path, votes_csv(once.matrix), comments_csv(once.matrix, words)))
    assert np.array_equal(again.matrix.votes, once.matrix.votes)
    assert np.array_equal(again.matrix.answered, once.matrix.answered)
    assert again.matrix.statements == once.matrix.statements
    assert again.words == ("'=1+1", *once.words[1:]), "a spreadsheet runs no statement as a formula"


COMMENT = "comment-id,moderated,comment-body\n"


@pytest.mark.parametrize(
    ("votes", "comments", "says"),
    [
        ("", None, "votes.csv is empty."),
        (HEADER, None, "votes.csv holds no votes."),
        ("timestamp,comment-id,voter-id\n1,2,3\n", None, "row 1: the column “vote” is missing."),
        ("vote,vote,timestamp,comment-id,voter-id\n", None, "the column “vote” is there more than once."),
        (HEADER + "1,,2,3,2\n", None, "row 2: the vote is “2”. Give 1 (agree), 0 (pass) or -1 (disagree)."),
        (HEADER + "1,,2,3,1\n1,,2,4,\n", None, "row 3: the vote is “”."),
        (HEADER + "1,,2,bob,1\n", None, "row 2: the voter-id is “bob”. Give a whole number."),
        (HEADER + f"1,,{'9' * 400},3,1\n", None, "row 2: the comment-id is “999"),
        (HEADER + "1,,2,3\n", None, "row 2: there are 4 cells where the header has 5."),
        (
            HEADER + "".join(f"1,,{number},3,1\n" for number in range(2_001)),
            None,
            "has votes of 1 person on 2,001 statements, too many for one map.",
        ),
        (HEADER + "1,,2,3,\0\n", None, "row 2: there is a NUL byte."),
        (HEADER.encode() + b"1,,2,3,\xff\n", None, "row 2: this is not UTF-8 text."),
        (HEADER + f"1,{'a' * 1_000_000},2,3,1\n", None, "row 2: one cell is too long"),
        (
            HEADER + "1,,2,3,1\n",
            COMMENT + f"2,1,{'a' * 1_000_000}\n",
            "comments.csv, row 2: one cell is too long",
        ),
        (HEADER + "1,,2,3,1\n", COMMENT + f"2,1,{'a' * 5_001}\n", "the statement has 5,001 letters"),
        (HEADER + "1,,2,3,1\n", COMMENT + "2,1, \n", "the statement is empty."),
        (HEADER + "1,,2,3,1\n", COMMENT + "2,1,a\n2,1,b\n", "row 3: the comment-id 2 is there already."),
        (HEADER + "1,,2,3,1\n", COMMENT + "2,5,a\n", "row 2: moderated is “5”."),
        (HEADER + "1,,2,3,1\n", COMMENT + "2,-1,a\n", "was moderated out."),
    ],
)
def test_each_mistake_is_one_sentence(
    tmp_path: Path, votes: str | bytes, comments: str | None, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_polis(*given(tmp_path, votes, comments))
    sentence = str(refused.value)
    assert says in sentence and "\n" not in sentence and len(sentence) < 250


def test_what_is_not_there_and_an_empty_seed_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert opinions(tmp_path / "none.csv") == 2
    said = capsys.readouterr().err
    assert said == f"{tmp_path / 'none.csv'} is not there. Check the name of the file.\n"
    assert opinions(VOTES, "--statements", tmp_path / "none.csv") == 2
    assert "none.csv is not there" in capsys.readouterr().err
    assert opinions(VOTES, "--seed", " ") == 2
    assert capsys.readouterr().err.startswith("The seed is empty.")
    assert opinions(VOTES, "--smallest", "0") == 2
    assert capsys.readouterr().err.startswith("A group has at least one person.")
    assert opinions(VOTES, "--statements", "") == 2
