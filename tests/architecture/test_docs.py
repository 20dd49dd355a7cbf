"""The documents keep their word: tests they name exist, links lead somewhere, commands have examples that run."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
import uuid
from functools import cache
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.urls import resolve

from helpfulacts.cli.main import OURS, USAGE
from helpfulacts.core.principles import PRINCIPLES
from helpfulacts.web import paper_ideas

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
EXAMPLES = ROOT / "docs" / "examples" / "README.md"
IDS = [
    f"{letter}{n}"
    for letter, last in zip("PCWQRDKS", (7, 4, 5, 4, 3, 7, 3, 6), strict=True)
    for n in range(1, last + 1)
]
NAMED_TEST = re.compile(r"tests/[\w/]+\.py(?:::\w+)*")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MAKE_TARGET = re.compile(r"`(?:tools/with-postgres )?make ([a-z-]+)")

pytestmark = pytest.mark.once  # words on pages know no database


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def functions_of(file: Path) -> frozenset[str]:
    """Names of the test functions in a file, those of classes as `Class::name`."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            names |= {
                f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)
            }
    return frozenset(names)


def exists(test: str) -> bool:
    file, _, name = test.partition("::")
    return (ROOT / file).is_file() and (not name or name in functions_of(ROOT / file))


def heading_of(line: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()).replace(" ", "-")


def examples() -> list[list[str]]:
    """The commands of the examples page, in order, as words."""
    blocks = re.findall(r"```sh\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line) for line in lines if line.startswith("helpfulacts ")]


def test_every_idea_of_the_paper_has_one_line() -> None:
    assert [idea.code for idea in paper_ideas.read(ROOT)] == IDS


def test_the_twelve_principles_are_named_as_in_the_paper() -> None:
    ideas = {idea.code: idea for idea in paper_ideas.read(ROOT)}
    assert len(PRINCIPLES) == 12
    for principle in PRINCIPLES:
        assert ideas[principle.code].idea.startswith(f"{principle.name}.")
        assert ideas[principle.code].question == principle.question


@pytest.mark.parametrize("code", IDS)
def test_what_is_said_to_work_names_its_page_and_its_test(code: str) -> None:
    [idea] = [idea for idea in paper_ideas.read(ROOT) if idea.code == code]
    assert idea.works in ("yes", "in part", "not yet")
    if idea.works == "not yet":
        assert not idea.test and not idea.page, "what does not work yet has nothing to show"
        return
    assert re.fullmatch(r"tests/[\w/]+\.py::test_\w+", idea.test) and exists(idea.test), idea.test
    page = idea.page.replace("<number>", "1").replace("<id>", str(uuid.uuid4()))
    assert resolve(page).url_name
    if idea.works == "in part":
        assert re.search(r"Missing: |No ", idea.idea), "say what is missing"


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    named = NAMED_TEST.findall(document.read_text(encoding="utf-8"))
    assert [test for test in named if not exists(test)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_link_inside_leads_somewhere(document: Path) -> None:
    broken = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if not target.exists():
            broken.append(link)
        elif anchor:
            lines = target.read_text(encoding="utf-8").splitlines()
            if anchor not in {heading_of(line) for line in lines if line.startswith("#")}:
                broken.append(link)
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = MAKE_TARGET.findall(document.read_text(encoding="utf-8"))
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_every_public_command_is_in_the_help() -> None:
    assert set(re.findall(r"^  helpfulacts ([a-z-]+)", USAGE, re.M)) == set(OURS)


@pytest.mark.parametrize("command", OURS)
def test_every_public_command_has_an_example_that_it_takes(command: str) -> None:
    mine = [words[2:] for words in examples() if words[1] == command]
    assert mine, f"docs/examples/README.md has no example of {command}"
    for arguments in mine:
        load_command_class("helpfulacts.cli", command.replace("-", "_")).create_parser(
            "helpfulacts", command
        ).parse_args(arguments)


def test_every_step_of_a_new_place_has_an_example() -> None:
    [steps] = re.findall(r"^  helpfulacts place (\S+)", USAGE, re.M)
    assert {words[2] for words in examples() if words[1] == "place"} == set(steps.split("|"))


@pytest.mark.long
def test_the_examples_run_as_they_stand(tmp_path: Path) -> None:
    """All but the two that end on a page, what needs PostgreSQL, and two of minutes that `make test-release` runs anyway.

    What the page puts in /tmp goes to a folder of this test.
    """
    blocks = re.findall(r"```sh\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.S)
    lines = "".join(blocks).replace("/tmp/", f"{tmp_path}/").splitlines()
    left_out = tuple(
        f"helpfulacts {one}" for one in ("serve", "partition", "bench finding", "bench importing")
    )
    kept = [line for line in lines if line != "helpfulacts demo" and not line.startswith(left_out)]
    env = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    env.pop("HELPFULACTS_DATABASE", None)
    ended = subprocess.run(
        ["bash", "-euxc", "\n".join(kept)], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
