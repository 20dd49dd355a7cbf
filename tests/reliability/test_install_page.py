"""The page on installing is followed as it stands: what needs no root is typed on an empty home, the rest is read."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from django.core.management import load_command_class

from tests import installations

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operate" / "install.md"
BLOCKS = re.findall(r"```([a-z ]+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
HOME = "/srv/helpfulacts"


def blocks(kind: str) -> list[str]:
    return [text for of, text in BLOCKS if of == kind]


def units() -> dict[str, configparser.ConfigParser]:
    """The units of the page by the name of their file."""
    found = {}
    for text in blocks("ini"):
        first, _, rest = text.partition("\n")
        if first.startswith("# /etc/systemd/system/"):
            unit = configparser.ConfigParser(interpolation=None, strict=True)
            unit.optionxform = str  # type: ignore[assignment, method-assign]
            unit.read_string(rest)
            found[first.rpartition("/")[2]] = unit
    return found


def typed(home: Path, script: str, *, install: bool = False) -> str:
    """What a shell says that types all of it in an empty home, stopping at the first mistake."""
    home.mkdir()
    kept = ("PATH", "LANG", "PYTHONPATH", *(("PIP_INDEX_URL", "PIP_CONFIG_FILE") if install else ()))
    env = {name: os.environ[name] for name in kept if name in os.environ} | {"HOME": str(home)}
    if install:
        env.pop("PYTHONPATH", None)
        (home / "program").symlink_to(ROOT)
    else:
        (home / "venv").symlink_to(sys.prefix)
    ended = subprocess.run(
        ["bash", "-eu", "-c", script], env=env, cwd=home, capture_output=True, text=True, timeout=1200
    )
    assert ended.returncode == 0, f"{ended.stdout[-1500:]}\n{ended.stderr[-1500:]}"
    return ended.stdout


@pytest.mark.release
@pytest.mark.skipif(installations.SERVER in os.environ, reason="the page as it stands uses SQLite")
def test_typed_as_it_stands_it_ends_with_an_installation_in_which_all_is_well(tmp_path: Path) -> None:
    home = tmp_path / "home"
    said = typed(home, "\n".join(blocks("sh")))
    assert said.count("All is well.") == 2, "after setting up, and after the upgrade"
    assert "It continues the head saved earlier." in said, "today's register goes on from the one restored"
    assert len(list((home / "backups").glob("helpfulacts-*"))) == 2
    for private in (home / "settings", home / "recovery-passphrase", home / "data", *home.glob("jobs/*")):
        assert not private.stat().st_mode & 0o077, private
    assert not list(home.glob("drill*"))

    serves = shlex.split(units()["helpfulacts.service"]["Service"]["ExecStart"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [word.replace(HOME, str(home)).replace("8000", str(port)) for word in serves]
    settings = dict(line.split("=", 1) for line in (home / "settings").read_text().splitlines())
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    log = (tmp_path / "log").open("w")
    server = subprocess.Popen(words, env=kept | settings, stdout=log, stderr=log)
    try:
        through_tls = {"Host": "help.example.org", "X-Forwarded-Proto": "https"}
        until = time.monotonic() + 120
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/newtown/", headers=through_tls)
                break
            except httpx.TransportError:
                assert server.poll() is None and time.monotonic() < until, (tmp_path / "log").read_text()
                time.sleep(0.2)
        assert answer.status_code == 200 and "Newtown" in answer.text
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    finally:
        server.terminate()
        server.wait()
        log.close()


@pytest.mark.release
@pytest.mark.skipif(installations.SERVER in os.environ, reason="the page as it stands uses SQLite")
def test_typed_with_the_installing_itself_on_a_clean_environment(tmp_path: Path) -> None:
    """Every block, in order; packages come from the registry that pip is set up with."""
    script = "\n".join(text for kind, text in BLOCKS if kind in ("sh", "sh program"))
    assert typed(tmp_path / "home", script, install=True).count("All is well.") == 2


def test_what_needs_root_is_sound() -> None:
    kinds = {kind for kind, _ in BLOCKS}
    assert kinds == {"sh", "sh root", "sh root postgresql", "sh program", "ini", "text"}
    for kind, text in BLOCKS:
        if kind.startswith("sh"):
            checked = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
            assert checked.returncode == 0, checked.stderr
        if kind == "sh":
            assert not re.search(r"\b(sudo|apt-get|systemctl)\b", text), "only blocks marked root need it"
    found = units()
    enabled = shlex.split(next(text for text in blocks("sh root") if "enable" in text).splitlines()[1])[3:]
    assert set(enabled) == set(found) - {"helpfulacts@.service"}, "every unit is switched on"
    jobs = {name for text in blocks("sh") for name in re.findall(r"> ~/jobs/(\w+)", text)}
    for name, unit in found.items():
        if name.endswith(".timer"):
            work = re.fullmatch(r"helpfulacts@(\w+)\.service", unit["Timer"]["Unit"])
            assert work and work[1] in jobs, "a timer runs a job that the page makes"
            if analyse := shutil.which("systemd-analyze"):
                subprocess.run(
                    [analyse, "calendar", unit["Timer"]["OnCalendar"]], check=True, capture_output=True
                )
        else:
            assert unit["Service"]["User"] == "helpfulacts"
            assert unit["Service"]["EnvironmentFile"] == f"{HOME}/settings"
            assert unit["Service"]["ExecStart"].startswith(HOME)
    program, command, *words = shlex.split(found["helpfulacts.service"]["Service"]["ExecStart"])
    assert program == f"{HOME}/venv/bin/helpfulacts"
    load_command_class("helpfulacts.cli", command).create_parser("", command).parse_args(words)
