"""A saved register: whatever is changed in it, the verifier says so and says where."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpfulacts.engine.ledger import (
    Head,
    RegisterBroken,
    canonical,
    check_head,
    leaf_hash,
    read_head,
    root_of,
    verify,
    verify_file,
    verify_register,
)


def entry(number: int, word: str = "kept", place: str = "dudley") -> dict:
    return {"sequence": number, "place": place, "action": word, "facts": {"people": number, "name": "Zoë"}}


def register(entries: list[dict], place: str = "dudley") -> list[str]:
    leaves = [leaf_hash(canonical(one)) for one in entries]
    header = {
        "register": "helpfulacts/1",
        "place": place,
        "size": len(entries),
        "root": root_of(leaves).hex(),
    }
    lines = [header, *({**one, "leaf": leaf.hex()} for one, leaf in zip(entries, leaves, strict=True))]
    return [canonical(line).decode() for line in lines]


def head_of(lines: list[str]) -> Head:
    return verify_register(lines)


def broken(lines: list[str]) -> str:
    with pytest.raises(RegisterBroken) as caught:
        verify_register(lines)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def saved(path: Path, lines: list[str]) -> Path:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


FIVE = register([entry(n) for n in range(1, 6)])


def test_it_works() -> None:
    head = verify_register(FIVE)
    assert (head.place, head.size) == ("dudley", 5)
    assert verify_register(f"{line}\n" for line in FIVE) == head


def test_an_empty_register_is_sound() -> None:
    assert verify_register(register([])).size == 0


def test_every_single_byte_matters(tmp_path: Path) -> None:
    path = saved(tmp_path / "register.jsonl", FIVE)
    sound = path.read_bytes()
    head = verify_file(path)
    for position in range(len(sound)):
        for mask in (1, 32, 128):
            path.write_bytes(sound[:position] + bytes([sound[position] ^ mask]) + sound[position + 1 :])
            with pytest.raises(RegisterBroken):
                verify_file(path)
        path.write_bytes(sound[:position] + sound[position + 1 :])
        with pytest.raises(RegisterBroken):
            verify_file(path)
        path.write_bytes(sound[:position] + b" " + sound[position:])
        with pytest.raises(RegisterBroken):
            verify_file(path)
    path.write_bytes(sound)
    assert verify_file(path) == head


@pytest.mark.parametrize("number", range(1, 6))
def test_a_changed_entry_is_named(number: int) -> None:
    lines = list(FIVE)
    lines[number] = lines[number].replace("kept", "lost")
    assert f"Entry {number} was changed" in broken(lines)


@pytest.mark.parametrize("number", range(1, 6))
def test_a_removed_entry_is_named(number: int) -> None:
    assert f"Entry {number} is missing" in broken(FIVE[:number] + FIVE[number + 1 :])


@pytest.mark.parametrize("number", range(1, 7))
def test_an_added_entry_is_named(number: int) -> None:
    extra = register([entry(n, "extra") for n in range(1, 7)])[number]
    sentence = broken(FIVE[:number] + [extra] + FIVE[number:])
    assert f"Entry {number + 1} " in sentence or f"Entry {number} was added" in sentence


def test_two_entries_in_the_wrong_order_are_named() -> None:
    lines = list(FIVE)
    lines[2], lines[4] = lines[4], lines[2]
    assert "Entry 2 is missing or out of order" in broken(lines)


def test_whitespace_or_another_order_of_keys_is_a_change() -> None:
    for changed in (
        FIVE[3].replace(":", ": ", 1),
        FIVE[3] + " ",
        FIVE[3] + "\r",
        FIVE[3].replace("ë", "\\u00eb"),
        json.dumps(dict(reversed(json.loads(FIVE[3]).items())), separators=(",", ":"), ensure_ascii=False),
    ):
        assert "Entry 3 was changed" in broken([*FIVE[:3], changed, *FIVE[4:]])


@pytest.mark.parametrize(
    "line", ["", "[]", "null", "{", "[" * 100_000, '{"a":1e999}', '{"a":"\\ud800"}', "9" * 5000]
)
def test_a_line_that_is_no_entry_is_named(line: str) -> None:
    assert "Entry 2 is damaged" in broken([*FIVE[:2], line, *FIVE[3:]])


def test_an_entry_rewritten_with_its_leaf_does_not_give_the_root() -> None:
    for number in range(1, 6):
        rewritten = register([entry(n, "lost" if n == number else "kept") for n in range(1, 6)])
        assert "The root in the header" in broken([FIVE[0], *rewritten[1:]])


@pytest.mark.parametrize(
    "change",
    [
        {"place": "walsall"},
        {"size": 4},
        {"size": 6},
        {"size": True},
        {"size": "5"},
        {"root": "0" * 64},
        {"root": "A" * 64},
        {"register": "helpfulacts/2"},
        {"extra": 1},
    ],
)
def test_a_changed_header_is_refused(change: dict) -> None:
    broken([canonical({**json.loads(FIVE[0]), **change}).decode(), *FIVE[1:]])


def test_no_header_is_refused() -> None:
    assert "first line" in broken([])
    assert broken([]).endswith("Save one with helpfulacts verify --save FILE.")
    assert "first line" in broken(FIVE[1:])
    assert "first line" in broken([FIVE[0].replace(",", ", "), *FIVE[1:]])


def test_every_entry_of_a_thousand_changed_is_found() -> None:
    lines = register([entry(n) for n in range(1, 1001)])
    root = json.loads(lines[0])["root"]
    leaves = [bytes.fromhex(json.loads(line)["leaf"]) for line in lines[1:]]
    for number in range(1, 1001):
        changed = lines[number].replace("kept", "lost")
        # Alone, the line no longer gives its leaf ...
        with pytest.raises(RegisterBroken, match=f"Entry {number} was changed"):
            verify._leaf(changed, number, "dudley")
        # ... and with a new leaf it no longer gives the root.
        forged = leaf_hash(canonical(entry(number, "lost")))
        assert root_of([*leaves[: number - 1], forged, *leaves[number:]]).hex() != root
    for number in (1, 2, 500, 999, 1000):
        changed = lines[number].replace("kept", "lost")
        assert f"Entry {number} was changed" in broken([*lines[:number], changed, *lines[number + 1 :]])


def test_an_earlier_head_holds_for_every_later_register() -> None:
    for later in range(0, 12):
        lines = register([entry(n) for n in range(1, later + 1)])
        for earlier in range(0, later + 1):
            old = head_of(register([entry(n) for n in range(1, earlier + 1)]))
            assert check_head(lines, old).size == later


def test_a_register_written_anew_does_not_keep_an_earlier_head() -> None:
    old = head_of(FIVE)
    for number in range(1, 6):
        anew = register([entry(n, "lost" if n == number else "kept") for n in range(1, 9)])
        assert verify_register(anew).size == 8
        with pytest.raises(RegisterBroken, match="Something among entries 1 to 5 was changed"):
            check_head(anew, old)
    with pytest.raises(RegisterBroken, match="Entry 4 is missing"):
        check_head(register([entry(n) for n in range(1, 4)]), old)
    with pytest.raises(RegisterBroken, match="walsall"):
        check_head(register([entry(n, place="walsall") for n in range(1, 7)], "walsall"), old)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"place":"a","size":-1,"root":""}', "[" * 100_000, b"\xff"]
)
def test_a_head_that_is_none_is_refused(text: str | bytes) -> None:
    with pytest.raises(RegisterBroken, match="earlier head"):
        read_head(text)


def test_the_verifier_runs_alone(tmp_path: Path) -> None:
    script = shutil.copy(verify.__file__, tmp_path / "check.py")
    path = saved(tmp_path / "register.jsonl", FIVE)
    head = tmp_path / "head.json"
    head.write_text(head_of(register([entry(1), entry(2)])).to_json(), encoding="utf-8")

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert run(path).returncode == 0
    assert "5 entries" in run(path, "--head", head).stdout
    saved(path, [FIVE[0], *register([entry(n, "lost") for n in range(1, 6)])[1:]])
    assert run(path).returncode == 2
    missing = run(tmp_path / "nothing.jsonl")
    assert (
        missing.returncode == 2 and "cannot be read" in missing.stderr and "Traceback" not in missing.stderr
    )
    assert "nothing.jsonl" in missing.stderr and missing.stderr.endswith(". Check the name of the file.\n")


def test_the_verifier_needs_only_the_standard_library() -> None:
    source = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(source)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or "."] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert names <= set(sys.stdlib_module_names)
