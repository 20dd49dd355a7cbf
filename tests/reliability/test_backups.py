"""Back up a running installation, destroy it, restore it: all is there, or it is refused in one sentence (guarantee G6)."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import load_command_class

from helpfulacts.cli.keeping import backup, folders, manifest, restore, wrapping
from helpfulacts.core.errors import Refused
from helpfulacts.engine.ledger import verify_register
from tests import installations
from tests.reliability.conftest import Installation
from tests.reliability.test_kills import Told

PASSPHRASE = "seven words that nobody would ever guess"
PLACES = 1_000_000
WORKERS = "backup_workers.py"


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "passphrase"
    path.write_text(PASSPHRASE + "\n")
    path.chmod(0o600)
    return path


@pytest.fixture(scope="module")
def home(installation: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with a place, an offer and a person, which writers use and these tests back up."""
    folder = tmp_path_factory.mktemp("home") / "data"
    installations.copy(Path(installation.env["HELPFULACTS_DATA"]), folder)
    try:
        made = Installation(installations.environment(folder))
        made.run("prepare", "newtown", PLACES, workers=WORKERS)
        yield made
    finally:
        installations.remove(folder)


@pytest.fixture(scope="module")
def whole(home: Installation, secret: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sound backup, for tests that damage copies of it."""
    return made_by(home, tmp_path_factory.mktemp("sound") / "backups", secret)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A name for a data folder that is not there; on PostgreSQL its database is, and empty."""
    folder = installations.create(tmp_path / "again")
    folder.rmdir()
    yield folder
    installations.remove(folder)


def run(env: dict[str, str], *words: object) -> tuple[int, str, str]:
    """(exit code, output, the one sentence) of a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", *map(str, words)], env=env, capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr and done.stderr.count("\n") <= 1, done.stderr
    return done.returncode, done.stdout, done.stderr.strip()


def made_by(home: Installation, into: Path, secret: Path, *more: object) -> Path:
    code, out, said = run(home.env, "backup", into, "--passphrase-file", secret, "--json", *more)
    assert code == 0, said
    return Path(json.loads(out)["folder"])


def put_back(folder: Path, made: Path, secret: Path) -> tuple[int, str]:
    code, _, said = run(installations.environment(folder), "restore", made, "--passphrase-file", secret)
    return code, said


def survives(installation: Any, tmp_path: Path, secret: Path, writers: int, pause: float) -> int:
    """Back up while writers write, destroy, restore and compare; how many writes were acknowledged before it began."""
    folder = installations.copy(Path(installation.env["HELPFULACTS_DATA"]), tmp_path / "data")
    again = tmp_path / "again"
    here = Installation(installations.environment(folder))
    told: list[Told] = []
    try:
        here.run("prepare", "newtown", PLACES, workers=WORKERS)
        told = [Told(here, "newtown", 1_000_000 * number) for number in range(writers)]
        for one in told:
            assert one.begun.wait(60)
        time.sleep(pause)
        before = [entry for one in told for entry in list(one.acknowledged)]
        made = made_by(here, tmp_path / "backups", secret)
        after = sum(len(one.acknowledged) for one in told)
        for one in told:
            one.kill()
        assert after > len(before), "the writers went on while it was made"
        installations.remove(folder)
        installations.create(again).rmdir()
        assert put_back(again, made, secret) == (0, "")
        *lines, held, person = Installation(installations.environment(again)).run(
            "state", "newtown", workers=WORKERS
        )
    finally:
        for one in told:
            one.kill()
        installations.remove(folder)
        installations.remove(again)
    head = verify_register(one["register"] for one in lines)
    kept = {entry["sequence"]: entry for entry in (json.loads(one["register"]) for one in lines[1:])}
    lost = [one for one in before if kept.get(one["entry"], {}).get("leaf") != one["leaf"]]
    assert not lost, f"{len(lost)} of {len(before)} acknowledged before the backup began are missing"
    said, _ = manifest.read(made)
    assert said.registers["newtown"] == [head.size, head.root]
    assert said.rows["core_registerentry"] == sum(size for size, _ in said.registers.values())
    assert held["held"] == sum(entry["action"] == "kept a place" for entry in kept.values())
    assert person == {"called": "Canarybird"}, "the keys that came with it open what is sealed"
    return len(before)


@pytest.mark.slow
def test_nothing_acknowledged_before_a_backup_began_is_missing_from_what_is_restored(
    installation: Any, tmp_path: Path, secret: Path
) -> None:
    assert survives(installation, tmp_path, secret, writers=2, pause=0.3)


@pytest.mark.long
def test_nor_from_five_backups_under_four_writers(installation: Any, tmp_path: Path, secret: Path) -> None:
    rng = random.Random(5)
    for number in range(5):
        here = tmp_path / str(number)
        here.mkdir()
        print(
            survives(installation, here, secret, writers=4, pause=rng.uniform(0, 3)), "acknowledged, 0 lost"
        )


@pytest.mark.slow
def test_a_backup_killed_half_way_leaves_nothing_that_restore_accepts(
    home: Installation, whole: Path, secret: Path, tmp_path: Path
) -> None:
    into = tmp_path / "backups"
    old = shutil.copytree(whole, into / "helpfulacts-20200101-000000")
    words = [sys.executable, "-m", "helpfulacts.cli", "backup", str(into), "--passphrase-file", str(secret)]
    moments: tuple[Callable[[Path], bool], ...] = (
        lambda draft: draft.is_dir(),
        lambda draft: any(path.stat().st_size for path in draft.glob("database.*")),
    )
    for reached in moments:
        process = subprocess.Popen(words, env=home.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not any(map(reached, into.glob(".helpfulacts-*.part"))):
            time.sleep(0.001)
        process.kill()
        process.wait()
        [left] = into.glob(".helpfulacts-*.part")
        with pytest.raises(Refused, match=r"is not a backup: it has no manifest\.json"):
            restore.look_at(left)
    made = made_by(home, into, secret)
    assert sorted(into.iterdir()) == [into / "forgotten.list", old, made], (
        "the next clears away what was left, and nothing that is whole"
    )


def shortened(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def flipped(path: Path, at: float = 0.5) -> None:
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)


def forged(folder: Path, **changes: Any) -> None:
    """The manifest said otherwise, with its sum made right again, by somebody without the passphrase."""
    held, keys = manifest.read(folder)
    (folder / manifest.NAME).write_bytes(dataclasses.replace(held, **changes).written(keys))


def test_every_kind_of_damage_is_refused_with_one_sentence(whole: Path, tmp_path: Path) -> None:
    def opened(folder: Path) -> None:
        held, keys = restore.look_at(folder)
        wrapping.unwrap(keys, PASSPHRASE, held.covered())

    opened(whole)
    said, name = manifest.NAME, manifest.read(whole)[0].file.name
    other = dataclasses.replace(manifest.read(whole)[0], at="2020-01-01T00:00:00+00:00")
    others = other.written(wrapping.wrap(b"{}", PASSPHRASE, other.covered()))
    of_another = json.loads(others)["keys"]
    damaged, not_as, does_not_open = "is damaged", "is not as it was", "does not open this backup"
    damages: dict[str, tuple[Callable[[Path], Any], str]] = {
        "database cut short": (lambda f: shortened(f / name), not_as),
        "database longer": (lambda f: (f / name).open("ab").write(b"x"), not_as),
        "first byte": (lambda f: flipped(f / name, 0), not_as),
        "a byte in the middle": (lambda f: flipped(f / name), not_as),
        "last byte": (lambda f: flipped(f / name, 0.9999999), not_as),
        "no database": (lambda f: (f / name).unlink(), "is missing"),
        "no manifest": (lambda f: (f / said).unlink(), "is not a backup"),
        "empty manifest": (lambda f: (f / said).write_bytes(b""), damaged),
        "manifest cut short": (lambda f: os.truncate(f / said, 300), damaged),
        "manifest that is none": (lambda f: (f / said).write_bytes(b"[" * 100_000), damaged),
        "not text": (lambda f: (f / said).write_bytes(b"\xff\xfe"), damaged),
        "another form": (
            lambda f: (f / said).write_bytes((f / said).read_bytes().replace(b"backup/2", b"backup/1")),
            damaged,
        ),
        "forged moment": (lambda f: forged(f, when="yesterday"), does_not_open),
        "forged count": (lambda f: forged(f, rows={}), does_not_open),
        "forged list of who deleted everything": (lambda f: forged(f, forgotten=["0" * 64]), does_not_open),
        "list of who deleted everything left out": (lambda f: forged(f, forgotten=None), does_not_open),
        "list of another kind": (lambda f: forged(f, forgotten=[5]), damaged),
        "forged kinds": (lambda f: forged(f, migrations=5), damaged),
        "forged heads": (lambda f: forged(f, registers={"newtown": 5}), damaged),
        "keys of another": (
            lambda f: (f / said).write_bytes(manifest.read(f)[0].written(of_another)),
            does_not_open,
        ),
        "other database": (lambda f: forged(f, database="oracle"), "This backup is of another database"),
        "newer": (
            lambda f: forged(f, program="9.9", migrations=["support.9999_later"]),
            r"made by Helpful Acts 9\.9 and holds support\.9999_later",
        ),
    }
    for at in range(1, 12):  # whatever kind of byte it falls on
        damages[f"byte {at} of 12 of the manifest"] = (lambda f, at=at: flipped(f / said, at / 12), damaged)
    for number, (what, (damage, sentence)) in enumerate(damages.items()):
        folder = shutil.copytree(whole, tmp_path / str(number))
        damage(folder)
        with pytest.raises(Refused, match=sentence) as refused:
            opened(folder)
        assert "\n" not in str(refused.value), what

    # The whole manifest of another moment is sound in itself: it opens that one's keys, and not these.
    folder = shutil.copytree(whole, tmp_path / "another")
    (folder / said).write_bytes(others)
    held, keys = restore.look_at(folder)
    assert wrapping.unwrap(keys, PASSPHRASE, held.covered()) == b"{}"


def test_a_refused_restore_touches_nothing(
    home: Installation, whole: Path, secret: Path, empty: Path, tmp_path: Path
) -> None:
    """Three refusals as they are typed: a full folder, damage, and keys that do not open what is sealed."""
    full = Path(home.env["HELPFULACTS_DATA"])
    before = {path: path.stat().st_mtime_ns for path in full.rglob("*.json")}
    code, said = put_back(full, whole, secret)
    assert code == 2 and f"{full} is not empty" in said
    assert before == {path: path.stat().st_mtime_ns for path in full.rglob("*.json")}

    spoilt = shutil.copytree(whole, tmp_path / "spoilt")
    flipped(spoilt / manifest.read(whole)[0].file.name)
    assert put_back(empty, spoilt, secret)[0] == 2 and not empty.exists()

    held, _ = manifest.read(whole)
    other = json.dumps(
        {"session": "x", "sealing": {"k1": "00" * 32}, "current": "k1", "search": "x"}
    ).encode()
    with_other_keys = shutil.copytree(whole, tmp_path / "other-keys")
    (with_other_keys / manifest.NAME).write_bytes(
        held.written(wrapping.wrap(other, PASSPHRASE, held.covered()))
    )
    code, said = put_back(empty, with_other_keys, secret)
    assert code == 2 and "did not pass its trial: The sealed value of" in said and not empty.exists()


@pytest.mark.slow
def test_a_backup_of_an_older_program_is_brought_up_to_date(
    home: Installation, secret: Path, empty: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    installations.copy(Path(home.env["HELPFULACTS_DATA"]), older)
    try:
        env = installations.environment(older)
        back = ("-m", "django", "migrate", "-v0", "deliberation", "0002")
        subprocess.run([sys.executable, *back], env=env, check=True)
        made = made_by(Installation(env), tmp_path / "backups", secret)
    finally:
        installations.remove(older)
    assert "deliberation.0003_panel_answers" not in manifest.read(made)[0].migrations
    empty.mkdir()  # as good as none
    assert put_back(empty, made, secret) == (0, "")
    assert stat.S_IMODE((empty / "keys" / "keys.json").stat().st_mode) == 0o600
    env = installations.environment(empty)
    checks = {one["name"]: one for one in json.loads(run(env, "doctor", "--json")[1])["checks"]}
    well = {name for name, one in checks.items() if one["state"] == "well"}
    assert well >= {"migrations", "triggers", "register", "keys", "sealed", "links", "durability"}, checks


def test_a_backup_is_for_its_owner_alone_and_only_what_was_asked_is_pruned(
    home: Installation, secret: Path, whole: Path, tmp_path: Path
) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in whole.iterdir()}
    assert modes == {0o600} and stat.S_IMODE(whole.stat().st_mode) == 0o700
    keys = json.loads((Path(home.env["HELPFULACTS_DATA"]) / "keys" / "keys.json").read_text())
    for path in whole.iterdir():
        data = path.read_bytes()
        assert keys["sealing"]["k1"].encode() not in data and keys["session"].encode() not in data
        assert b"Canarybird" not in data

    into = tmp_path / "backups"
    for day in ("20200101", "20200102", "20990103"):
        shutil.copytree(whole, into / f"helpfulacts-{day}-000000")
    (into / "helpfulacts-notes").mkdir()
    newest = made_by(home, into, secret, "--keep", 2)
    assert sorted(path.name for path in into.iterdir()) == [
        "forgotten.list",
        newest.name,
        "helpfulacts-20990103-000000",
        "helpfulacts-notes",
    ]


def test_what_will_not_do_is_said_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loose, short = tmp_path / "loose", tmp_path / "short"
    for path, mode, words in ((loose, 0o644, PASSPHRASE), (short, 0o600, "fifteen letters")):
        path.write_text(words)
        path.chmod(mode)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for named, sentence in (
        (loose, "Others can read the passphrase"),
        (tmp_path, "That is a folder. Name the file with the passphrase."),
        (short, "at least 16 characters"),
        (None, "Nobody is here to type the passphrase"),
    ):
        with pytest.raises(Refused, match=sentence):
            wrapping.passphrase_from(named, twice=True)
    for into, sentence in (
        (Path(settings.DATA) / "inside", "would be lost with it"),
        (tmp_path / "no" / "disk", "Is its disk connected?"),
        (loose, "is a file"),
    ):
        with pytest.raises(Refused, match=sentence):
            backup.make(into, PASSPHRASE, None)
    with pytest.raises(Refused, match="a whole number from 1"):
        load_command_class("helpfulacts.cli", "backup").create_parser("", "").parse_args(["x", "--keep", "0"])


def test_two_at_once_in_one_folder_do_not_meet(tmp_path: Path) -> None:
    with (
        folders.one_at_a_time(tmp_path),
        pytest.raises(Refused, match="in use by another backup"),
        folders.one_at_a_time(tmp_path),
    ):
        raise AssertionError("two were let in")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_one_sentence_and_leaves_nothing(
    home: Installation, whole: Path, secret: Path, small_disk: Path
) -> None:
    code, _, said = run(home.env, "backup", small_disk, "--passphrase-file", secret)
    assert (code, list(small_disk.iterdir())) == (2, []), said
    assert said.startswith(f"The disk of {small_disk} is full.")
    if not os.environ.get(installations.SERVER):  # there the data is on the disk of the server
        code, said = put_back(small_disk, whole, secret)
        assert (code, list(small_disk.iterdir())) == (2, []), said
        assert said.startswith(f"The disk of {small_disk} is full.")
