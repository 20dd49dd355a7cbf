"""A saved board of a vote: whatever is changed in it is found and named, and anybody counts it again."""

from __future__ import annotations

import ast
import json
import random
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpfulacts.engine.ledger import board, canonical, leaf_hash, recount, root_of
from helpfulacts.engine.ledger.ballots import check_opened, commitment, written

SALT = "5a17" * 8


def option(number: int, cost: int | None = 100) -> dict[str, Any]:
    return {"number": number, "cost": cost, "title": f"Number {number}", "salt": SALT}


def lines(
    entries: list[dict[str, Any]],
    options: list[dict[str, Any]] | None = None,
    rule: str = "approval",
    **more: Any,
) -> list[str]:
    """A board whose first entry says what is voted on, then these."""
    options = options or [option(1), option(2), option(3)]
    terms = {
        "place": "testham", "deliberation": 4, "stage": 3, "rule": rule, "parameters": more.get("parameters", {}),
        "budget": more.get("budget"),
    }  # fmt: skip
    hidden = [
        {
            "number": one["number"],
            "cost": one["cost"],
            "title": sha256(f"{one['salt']}|{one['title']}".encode()).hexdigest(),
        }
        for one in options
    ]
    made = []
    for number, entry in enumerate([{"kind": "ballot", **terms, "options": hidden}, *entries], start=1):
        entry = {**entry, "sequence": number}
        made.append({**entry, "leaf": leaf_hash(canonical(entry)).hex()})
    root = root_of(bytes.fromhex(entry["leaf"]) for entry in made).hex()
    header = {"board": board.FORMAT, **terms, "options": options, "size": len(made), "root": root}
    return [canonical(one).decode() for one in (header, *made)]


def entries_of(
    votes: list[dict[int, int]], replaced: int = 0, lost: int = 0, sides: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    rng = random.Random(len(votes))
    counted: list[dict[str, Any]] = []
    for at, vote in enumerate(votes):
        tracker, salt = (f"{rng.getrandbits(128):032x}" for _ in range(2))
        counted.append({"kind": "counted", "tracker": tracker, "salt": salt, "vote": written(vote)})
        if sides:
            counted[-1]["side"] = sides[at % len(sides)]
    hashes = [commitment(salt=one["salt"], tracker=one["tracker"], vote=one["vote"]) for one in counted]
    old = [sha256(b"%d" % number).hexdigest() for number in range(replaced + lost)]
    handed_in = [{"kind": "commitment", "commitment": one} for one in hashes + old]
    rng.shuffle(handed_in)
    rng.shuffle(counted)
    return [*handed_in, *({"kind": "replaced", "commitment": one} for one in old[:replaced]), *counted]


VOTES = [{1: 1, 2: 0}, {2: 1}, {1: 1, 3: 1}, {}, {1: 1}]


def broken(saved: list[str]) -> str:
    with pytest.raises(board.BoardBroken) as caught:
        board.verify_board(saved)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def save(path: Path, saved: list[str]) -> Path:
    path.write_bytes("".join(f"{line}\n" for line in saved).encode())
    return path


def test_it_works() -> None:
    found = board.verify_board(lines(entries_of(VOTES, replaced=2, lost=1)))
    assert found.figures == {"committed": 8, "opened": 5, "replaced": 2, "never_opened": 1}
    assert [entry["vote"] for entry in found.counted].count({}) == 1


def test_a_vote_has_one_written_form() -> None:
    said = {"salt": "a" * 32, "tracker": "b" * 32}
    there, back = written({3: 1, 12: 0}), written({12: 0, 3: 1})
    assert commitment(vote=there, **said) == commitment(vote=back, **said)
    assert check_opened({"vote": back, **said}, commitment(vote=there, **said))
    assert not check_opened({"vote": written({3: 1}), **said}, commitment(vote=there, **said))
    for bad in ({3: True}, {"3": 1}, {0: 1}, {3: 1.0}):
        with pytest.raises(ValueError):
            written(bad)  # type: ignore[arg-type]


def _mutated_bytes_are_named(path: Path, saved: list[str], each: int, seed: int) -> int:
    """`each` random bytes of every entry, changed one at a time in the file."""
    sound = save(path, saved).read_bytes()
    rng, at, seen = random.Random(seed), len(saved[0].encode()) + 1, 0
    for number, line in enumerate(saved[1:], start=1):
        length = len(line.encode()) + 1
        for _ in range(each):
            position = at + rng.randrange(length)
            other = rng.choice([byte for byte in range(256) if byte != sound[position]])
            path.write_bytes(sound[:position] + bytes([other]) + sound[position + 1 :])
            with pytest.raises(board.BoardBroken, match=rf"\bEntry {number} "):
                board.verify_board_file(path)
            seen += 1
        at += length
    return seen


def test_a_changed_byte_of_any_entry_is_found_and_the_entry_named(tmp_path: Path) -> None:
    saved = lines(entries_of(VOTES, replaced=1))
    assert _mutated_bytes_are_named(tmp_path / "BOARD.json", saved, 9, 1) == 9 * 13


@pytest.mark.release
@pytest.mark.once
def test_every_entry_of_a_thousand_changed_is_found_and_named(tmp_path: Path) -> None:
    votes = [{1: at % 2, 2: at % 3 % 2, 3: 1} for at in range(480)]
    saved = lines(entries_of(votes, replaced=19, lost=1))
    assert len(saved) == 1001
    assert _mutated_bytes_are_named(tmp_path / "BOARD.json", saved, 3, 2) == 3000


def test_a_changed_byte_of_the_header_is_found(tmp_path: Path) -> None:
    saved = lines(entries_of(VOTES), budget=1000)
    path = tmp_path / "BOARD.json"
    sound = save(path, saved).read_bytes()
    for position in range(0, len(saved[0].encode()) + 1, 4):
        path.write_bytes(sound[:position] + bytes([sound[position] ^ 1]) + sound[position + 1 :])
        with pytest.raises(board.BoardBroken):
            board.verify_board_file(path)


def test_an_entry_taken_out_added_or_moved_is_named() -> None:
    saved = lines(entries_of(VOTES))
    for at in range(1, len(saved)):
        assert f"Entry {at} is missing" in broken(saved[:at] + saved[at + 1 :])
        assert f"Entry {at + 1} " in broken([*saved[: at + 1], saved[at], *saved[at + 1 :]])
    assert "Entry 3 is missing or out of order" in broken([*saved[:3], saved[4], saved[3], *saved[5:]])


def test_an_entry_written_anew_with_its_leaf_does_not_give_the_root() -> None:
    saved, forged = lines(entries_of(VOTES)), lines(entries_of([{1: 1}, *VOTES[1:]]))
    assert "The root in the header" in broken([saved[0], *forged[1:]])


def test_a_vote_opened_twice_never_handed_in_or_too_late_is_refused() -> None:
    handed_in = entries_of(VOTES)
    assert "counted already" in broken(lines([*handed_in, handed_in[-1]]))
    assert "matches no commitment" in broken(lines(handed_in[1:]))
    assert "handed in twice" in broken(lines([handed_in[0], *handed_in]))
    assert "too late" in broken(lines([*handed_in, handed_in[0]]))
    stuffed = {**handed_in[-1], "vote": {"1": 1, "2": 1}}
    assert "matches no commitment" in broken(lines([*handed_in[:-1], stuffed]))


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "counted", "tracker": "x", "salt": "y", "vote": {}},
        {"kind": "counted", "tracker": "a" * 32, "salt": "b" * 32, "vote": {"01": 1}},
        {"kind": "counted", "tracker": "a" * 32, "salt": "b" * 32, "vote": {"1": True}},
        {"kind": "counted", "tracker": "a" * 32, "salt": "b" * 32, "vote": []},
        {"kind": "commitment", "commitment": "A" * 64},
        {"kind": "commitment", "commitment": 7},
        {"kind": "commitment", "commitment": "a" * 64, "who": "Ann"},
        {"kind": "something"},
        {"kind": []},
        {},
    ],
)
def test_what_is_no_entry_is_named(entry: dict[str, Any]) -> None:
    assert "Entry 2 is no entry" in broken(lines([entry]))


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, "9" * 5000, '{"board":1}'])
def test_what_is_no_board_is_one_sentence(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "first line" in broken([text])
    path = tmp_path / "BOARD.json"
    path.write_text(text + "\n", encoding="utf-8")
    assert recount.main([str(path)]) == 2
    assert capsys.readouterr().err.endswith("is no saved board. Save the board from the page of the vote.\n")


@pytest.mark.parametrize(
    ("given", "says"), [([], "python recount.py BOARD.json"), (["nope"], "cannot be read")]
)
def test_what_to_count_again_is_asked_for(
    given: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (given, [str(tmp_path)] if given else ["--help"]):
        assert recount.main(words) == 2
        said = capsys.readouterr().err
        assert says in said and said.count("\n") == 1 and said.endswith("from the page of the vote.\n")


def test_a_title_that_was_forgotten_may_be_gone() -> None:
    saved = lines(entries_of(VOTES))
    header = json.loads(saved[0])
    header["options"][1] |= {"title": "", "salt": ""}
    assert board.verify_board([canonical(header).decode(), *saved[1:]])
    header["options"][0]["title"] = "Another"
    assert "was changed" in broken([canonical(header).decode(), *saved[1:]])


def test_a_later_board_continues_an_earlier_head(tmp_path: Path) -> None:
    saved = lines(entries_of(VOTES))
    leaves = [bytes.fromhex(json.loads(line)["leaf"]) for line in saved[1:]]
    path, head = save(tmp_path / "BOARD.json", saved), tmp_path / "head.json"
    for size in range(len(leaves) + 1):
        head.write_bytes(canonical({"place": "testham", "size": size, "root": root_of(leaves[:size]).hex()}))
        assert board.verify_board_file(path, head)
    head.write_bytes(canonical({"place": "testham", "size": 4, "root": "0" * 64}))
    with pytest.raises(board.BoardBroken, match="entries 1 to 4 was changed"):
        board.verify_board_file(path, head)


def test_both_scripts_need_only_the_standard_library_and_run_alone(tmp_path: Path) -> None:
    path = save(tmp_path / "BOARD.json", lines(entries_of(VOTES)))
    for module in (board, recount):
        source = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(source) if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {
            name.split(".")[0]
            for node in imports
            for name in (
                [node.module or "."] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
        }
        assert names <= set(sys.stdlib_module_names)
        run = subprocess.run(
            [sys.executable, "-I", module.__file__, str(path)], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr


# Counting again


def counted(votes: list[dict[int, int]], sides: tuple[str, ...] = (), **said: Any) -> dict[str, Any]:
    saved = lines(entries_of(votes, sides=sides), **said)
    _, entries = recount.read(saved)
    return recount.count(entries[0], [entry for entry in entries if entry["kind"] == "counted"])


def test_sums_points_and_borda_are_counted() -> None:
    assert counted(VOTES) == {"counted": 5, "totals": {"1": 3, "2": 1, "3": 1}}
    assert counted([{1: 30, 2: 70}, {2: 5}], rule="points")["totals"] == {"1": 30, "2": 75, "3": 0}
    assert counted([{1: 1, 2: 2, 3: 3}, {2: 1}], rule="rank")["totals"] == {"1": 3, "2": 5, "3": 1}


def test_consent_passes_where_no_side_says_no() -> None:
    votes = [{1: 1, 2: 1}, {1: 0, 2: -1}, {1: 1, 2: 1}]
    found = counted(votes, rule="consent", sides=("council", "groups"))["consent"]
    assert found["1"]["passes"] and not found["2"]["passes"] and not found["3"]["passes"]
    assert found["2"]["sides"]["groups"] == {"yes": 0, "can live with it": 0, "no": 1}
    some = counted(votes, rule="consent", parameters={"objections_under_percent": 34})["consent"]
    assert some["2"]["passes"]


def test_a_side_of_which_nobody_voted_has_not_consented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes = [{1: 1, 2: 1}, {1: 1, 2: -1}]
    named = {"rule": "consent", "parameters": {"sides": ["council", "groups"]}}
    silent = counted(votes[:1], sides=("council",), **named)["consent"]
    assert not silent["1"]["passes"] and silent["1"]["sides"]["groups"]["yes"] == 0
    beside = counted(votes, sides=("council", ""), **named)["consent"]
    assert not beside["1"]["passes"] and list(beside["1"]["sides"]) == ["council", "groups"]
    both = counted([votes[0], {1: 0, 2: 1}, votes[1]], sides=("council", "groups", ""), **named)["consent"]
    assert both["1"]["passes"] and both["2"]["passes"], "whoever votes for no side holds nothing up"
    # A board from before boards named sides is as whole as it was, and is counted as it was: by the sides of its votes.
    for parameters, said in ((named["parameters"], ""), ({}, "does not say which sides")):
        saved = lines(entries_of(votes, sides=("council", "groups")), rule="consent", parameters=parameters)
        assert len(board.verify_board(saved).counted) == 2
        assert recount.main([str(save(tmp_path / "BOARD.json", saved))]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)["consent"]["1"]["passes"] and said in err and bool(said) == bool(err)
    assert "a side that there is not" in broken(lines(entries_of(votes, sides=("trust",)), **named))
    assert "no entry of a board" in broken(lines(entries_of(votes), rule="consent", parameters={"sides": 2}))


def _money(votes: list[dict[int, int]], costs: dict[int, int], budget: int, **how: Any) -> dict[str, Any]:
    options = [option(number, cost) for number, cost in costs.items()]
    return counted(votes, options=options, budget=budget, parameters={"count": "equal-shares", **how})


def test_equal_shares_gives_each_group_its_share() -> None:
    """Three in five want 1 and 2, two want 3. By sums 1 and 2 are paid for; by equal shares 1 and 3."""
    votes = [{1: 1, 2: 1}] * 3 + [{3: 1}] * 2
    found = _money(votes, {1: 50, 2: 50, 3: 40}, 100, satisfaction="cardinality")
    assert found["winners"] == [1, 3] and found["cost"] == 90


def test_add1_spends_what_exact_shares_leave_over_and_never_too_much() -> None:
    votes = [{1: 1}] * 3 + [{2: 1}] * 2
    assert _money(votes, {1: 60, 2: 50}, 110)["winners"] == [1]
    found = _money(votes, {1: 60, 2: 50}, 110, completion="add1")
    assert found["winners"] == [1, 2] and found["cost"] == 110
    assert _money(votes, {1: 60, 2: 51}, 110, completion="add1")["winners"] == [1]


def test_of_equals_the_lowest_number_is_paid_for() -> None:
    assert _money([{1: 1, 2: 1}] * 2, {2: 10, 1: 10}, 10)["winners"] == [1]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.sets(st.integers(1, 4)), min_size=1, max_size=6),
    st.lists(st.integers(1, 40), min_size=4, max_size=4),
    st.sampled_from(["cost", "cardinality"]),
)
def test_equal_shares_is_what_its_definition_says(
    chosen: list[set[int]], prices: list[int], satisfaction: str
) -> None:
    """Voter by voter, price by price, as it is defined: rho is the least at which the supporters together can pay."""
    costs, budget = dict(enumerate(prices, start=1)), 60
    left = [Fraction(budget, len(chosen))] * len(chosen)
    winners: list[int] = []
    while True:
        best: tuple[Fraction, int] | None = None
        for number in costs.keys() - set(winners):
            fans = [at for at, one in enumerate(chosen) if number in one]
            worth = costs[number] if satisfaction == "cost" else 1
            if sum((left[at] for at in fans), Fraction()) >= costs[number]:
                rho = next(
                    rate
                    for rate in sorted(
                        (costs[number] - sum((left[at] for at in poor), Fraction()))
                        / (len(fans) - len(poor))
                        / worth
                        for cut in range(len(fans))
                        for poor in [sorted(fans, key=lambda at: left[at])[:cut]]
                    )
                    if sum(min(left[at], rate * worth) for at in fans) >= costs[number]
                )
                best = min(filter(None, (best, (rho, number))))
        if best is None:
            break
        winners.append(best[1])
        worth = costs[best[1]] if satisfaction == "cost" else 1
        for at, one in enumerate(chosen):
            if best[1] in one:
                left[at] -= min(left[at], best[0] * worth)
    votes = [dict.fromkeys(one, 1) for one in chosen]
    found = _money(votes, costs, budget, satisfaction=satisfaction)
    assert found["winners"] == sorted(winners) and found["cost"] <= budget
    shuffled = _money(votes[::-1], costs, budget, satisfaction=satisfaction)
    assert shuffled == found, "the order of votes changes nothing"


def test_a_board_that_is_not_whole_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = entries_of(VOTES)
    path = tmp_path / "BOARD.json"
    assert recount.main([str(save(path, lines(said)))]) == 0
    assert json.loads(capsys.readouterr().out) == counted(VOTES)
    assert recount.main([str(save(path, lines(said[:5])))]) == 2, "nothing is opened yet"
    assert recount.main([str(save(path, lines(said[1:])))]) == 2, "counted and not handed in"
    assert Counter(one["kind"] for one in said) == {"commitment": 5, "counted": 5}
