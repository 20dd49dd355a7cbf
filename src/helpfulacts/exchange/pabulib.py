"""Participatory budgets as files: the Pabulib format (`.pb`), in and out.

Three sections follow each other, each a line with its name, a header row, and rows whose cells are parted by semicolons
and quoted as in CSV; UTF-8:
    META       key;value                 `budget` and `vote_type` are needed
    PROJECTS   project_id;cost;…         0 or more, in the currency
    VOTES      voter_id;vote;…           one row a voter; the projects that they approve, parted by commas

Only approvals are read. A cost may have decimals, with a point or a comma, and is kept exactly. Whatever cannot be used is
refused in one sentence with its row, counted as in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

import numpy as np

from helpfulacts.core.errors import Refused
from helpfulacts.engine.choosing import Ballots

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}
AMOUNT = re.compile(r"-?[0-9]{1,18}([.,][0-9]{1,9})?")
THOUSANDS = re.compile(r"[1-9][0-9]*(,[0-9]{3})+(\.[0-9]+)?")
"""A comma before three digits may part thousands or begin decimals: it is never guessed which."""
LONGEST_NAME = 200
MOST_BYTES = 500_000_000


@dataclass(frozen=True)
class BudgetFile:
    """What a file says. `names` and `selected` are of projects, by their id, where the file has such columns."""

    ballots: Ballots
    meta: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    selected: frozenset[str] = frozenset()


def read_pb(path: Path) -> BudgetFile:
    """Read and check a file, or raise Refused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} has more than {MOST_BYTES // 1_000_000:,} MB. Is it a .pb file?")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"“{path}” cannot be read ({error.strerror}). Name a .pb file.") from None
    return parse_pb(data, path.name)


def parse_pb(data: bytes, name: str = "The file") -> BudgetFile:
    """From the bytes of a file. Raises Refused; `name` begins the sentence."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise Refused(f"{name}, row {row}: this is not UTF-8 text. Save the file again in UTF-8.") from None
    return _Reading(name, text).file()


class _Reading:
    """One reading of a file, section by section."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._rows = self._numbered(text)
        self._last = 0
        self._votes_said: dict[str, tuple[int, str]] = {}

    def refuse(self, row: int, problem: str) -> NoReturn:
        raise Refused(f"{self._name}, row {row}: {problem}")

    def _numbered(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """(row, cells) of the rows that hold anything."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
        row = 0
        try:
            while True:
                row = reader.line_num + 1
                cells = next(reader, None)
                if cells is None:
                    return
                if cells and (cells[0].strip() or any(map(str.strip, cells))):
                    yield row, cells
        except csv.Error as error:
            long = f"a cell has more than {csv.field_size_limit():,} characters. Shorten it."
            self.refuse(row, long if "limit" in str(error) else f"this is not well-formed ({error}).")

    def file(self) -> BudgetFile:
        sections: dict[str, list[tuple[int, list[str]]]] = {}
        here: list[tuple[int, list[str]]] | None = None
        for row, cells in self._rows:
            title = cells[0].strip().upper()
            if title in SECTIONS and not "".join(cells[1:]).strip():
                if title in sections:
                    self.refuse(row, f"there is a second section {title}. Keep one.")
                here = sections[title] = []
            elif here is None:
                self.refuse(row, "the file does not begin with META. Is it a .pb file?")
            else:
                here.append((row, cells))
            self._last = row
        for title in SECTIONS:
            if title not in sections:
                raise Refused(
                    f"{self._name} has no section {title}. A .pb file has META, PROJECTS and VOTES."
                )
            if not sections[title]:
                raise Refused(f"{self._name} has an empty section {title}. Give it its header row.")
        meta = self._meta(sections["META"])
        budget = self._budget(meta)
        position, costs, names, selected = self._projects(sections["PROJECTS"])
        if not position:
            raise Refused(f"{self._name} has no projects. Add a row for each below the header row of PROJECTS.")  # fmt: skip
        voters, voter, project = self._votes(sections["VOTES"], position)
        for what, there in (("votes", voters), ("projects", len(position))):
            row, said = meta.get(f"num_{what}", (0, ""))
            if said.isascii() and said.isdigit() and said != str(there):
                self.refuse(row, f"META says {_short(said)} {what}, and there are {there:,}. Is part of the file missing?")  # fmt: skip
        if not voters:
            raise Refused(f"{self._name} has no votes. Add a row for each voter below the header row of VOTES.")  # fmt: skip
        self._check_votes(np.bincount(project, minlength=len(position)), position)
        ballots = Ballots.from_pairs(list(position), costs, budget, voters, voter, project)
        return BudgetFile(ballots, {key: value for key, (_, value) in meta.items()}, names, selected)

    def _columns(self, title: str, rows: Sequence[tuple[int, list[str]]]) -> dict[str, int]:
        """Where each column is, by the header row; every row below has as many cells."""
        row, header = rows[0][0], [cell.strip().lower() for cell in rows[0][1]]
        for column in NEEDED[title]:
            if header.count(column) != 1:
                problem = "is there more than once" if column in header else "is missing"
                self.refuse(row, f"the column “{column}” of {title} {problem}.")
        for row, cells in rows:
            if len(cells) != len(header):
                self._refuse_width(row, len(cells), len(header))
        return {column: at for at, column in enumerate(header)}

    def _refuse_width(self, row: int, cells: int, wanted: int) -> NoReturn:
        there = "there is 1 cell" if cells == 1 else f"there are {cells} cells"
        todo = "Give the row every cell, empty or not."
        if cells > wanted:
            todo = "Put quotation marks around a cell that holds a semicolon."
        elif row == self._last:
            todo = "The file may have been cut off here: get it again."
        self.refuse(row, f"{there} where the header has {wanted}. {todo}")

    def _meta(self, rows: Sequence[tuple[int, list[str]]]) -> dict[str, tuple[int, str]]:
        meta: dict[str, tuple[int, str]] = {}
        at = self._columns("META", rows)
        for row, cells in rows[1:]:
            key = cells[at["key"]].strip()
            if key in meta:
                self.refuse(row, f"{_short(key)} is there already. Keep one row for each key.")
            meta[key] = (row, cells[at["value"]].strip())
        return meta

    def _budget(self, meta: Mapping[str, tuple[int, str]]) -> Fraction:
        row, kind = meta.get("vote_type", (0, ""))
        if kind.lower() != "approval":
            said = f"the votes are {_short(kind)}" if kind else "META does not say its vote_type"
            raise Refused(f"{self._name}: {said}. This command counts approvals only.")
        if "budget" not in meta:
            raise Refused(f"{self._name}: META has no budget. Add a row such as budget;100000.")
        row, said = meta["budget"]
        return self._amount(row, "budget", said)

    def _amount(self, row: int, what: str, said: str) -> Fraction:
        if THOUSANDS.fullmatch(said.strip()):
            whole = said.strip().replace(",", "")
            self.refuse(row, f"the {what} is {_short(said)}. Write {_short(whole)[1:-1]} without a comma, or decimals after a point.")  # fmt: skip
        if not AMOUNT.fullmatch(said.strip()):
            self.refuse(row, f"the {what} is {_short(said)}. Give a number, such as 400000 or 322239.55.")
        amount = Fraction(said.strip().replace(",", "."))
        if amount < 0:
            self.refuse(row, f"the {what} is {_short(said)}, which is below zero. Give 0 or more.")
        return amount

    def _projects(
        self, rows: Sequence[tuple[int, list[str]]]
    ) -> tuple[dict[str, int], list[Fraction], dict[str, str], frozenset[str]]:
        position: dict[str, int] = {}
        costs, names, selected = [], {}, set()
        at = self._columns("PROJECTS", rows)
        for row, cells in rows[1:]:
            project = cells[at["project_id"]].strip()
            self._check_name(row, "project", project, position)
            if "," in project:
                self.refuse(
                    row, f"the project {_short(project)} has a comma, which parts projects in a vote."
                )
            position[project] = len(position)
            costs.append(self._amount(row, f"cost of {_short(project)}", cells[at["cost"]]))
            names[project] = cells[at["name"]].strip() if "name" in at else ""
            if "votes" in at:
                self._votes_said[project] = row, cells[at["votes"]].strip()
            if "selected" in at and cells[at["selected"]].strip() == "1":
                selected.add(project)
        return position, costs, names, frozenset(selected)

    def _check_votes(self, found: np.ndarray, position: Mapping[str, int]) -> None:
        """What the column “votes” of PROJECTS says, where there is one, is what the votes come to: else some are missing."""
        for project, (row, said) in self._votes_said.items():
            there = int(found[position[project]])
            if said.isascii() and said.isdigit() and (said.lstrip("0") or "0") != str(there):
                self.refuse(
                    row,
                    f"the project {_short(project)} has {_short(said)} votes, and {there:,} of those in the file name it. "
                    "Is part of the file missing?",
                )

    def _check_name(self, row: int, what: str, name: str, known: Mapping[str, int] | set[str]) -> None:
        if not name:
            self.refuse(row, f"a {what} has no id. Give every row one.")
        if len(name) > LONGEST_NAME:
            self.refuse(row, f"the id of a {what} has {len(name):,} characters. Use {LONGEST_NAME} at most.")
        if name in known:
            self.refuse(row, f"the {what} {_short(name)} is there already. Keep one row for each {what}.")

    def _votes(
        self, rows: Sequence[tuple[int, list[str]]], position: Mapping[str, int]
    ) -> tuple[int, np.ndarray, np.ndarray]:
        at = self._columns("VOTES", rows)
        who, what = at["voter_id"], at["vote"]
        seen: set[str] = set()
        sizes: list[int] = []
        project: list[int] = []
        for row, cells in rows[1:]:
            name = cells[who].strip()
            if name in seen or not 0 < len(name) <= LONGEST_NAME:
                self._check_name(row, "voter", name, seen)
            seen.add(name)
            chosen = set(map(str.strip, cells[what].split(","))) if cells[what].strip() else set()
            chosen.discard("")
            try:
                project.extend([position[one] for one in chosen])
            except KeyError as unknown:
                self.refuse(row, f"the vote names the project {_short(unknown.args[0])}, which is not listed in PROJECTS.")  # fmt: skip
            sizes.append(len(chosen))
        voter = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        return len(sizes), voter, np.array(project, dtype=np.int64)


def write_pb(file: BudgetFile, votes: str = "approval") -> str:
    """The text of a file: voters by number, each with the projects in the order of the file; the same in, the same out."""
    ballots = file.ballots
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    meta = {
        **file.meta,
        "num_projects": str(len(ballots.projects)),
        "num_votes": str(ballots.voters),
        "budget": _written(ballots.money(ballots.budget)),
        "vote_type": votes,
    }
    rows.writerows([["META"], ["key", "value"], *meta.items()])
    rows.writerows([["PROJECTS"], ["project_id", "cost", "votes", "name", "selected"]])
    chosen: list[list[str]] = [[] for _ in range(ballots.voters)]
    for j, project in enumerate(ballots.projects):
        cost = _written(ballots.money(ballots.costs[j]))
        rows.writerow([project, cost, ballots.support(j), file.names.get(project, ""), int(project in file.selected)])  # fmt: skip
        for voter in ballots.supporters(j).tolist():
            chosen[voter].append(project)
    rows.writerows([["VOTES"], ["voter_id", "vote"]])
    rows.writerows((number, ",".join(one)) for number, one in enumerate(chosen, 1))
    return out.getvalue()


def _written(amount: Fraction) -> str:
    """Exactly, with as few decimals as it takes; of a unit of ten to some power, which files have."""
    decimals = 0
    while (amount * 10**decimals).denominator != 1 and decimals < 9:
        decimals += 1
    whole = str(round(amount * 10**decimals)).rjust(decimals + 1, "0")
    return f"{whole[:-decimals]}.{whole[-decimals:]}" if decimals else whole


def _short(text: str) -> str:
    """A cell as quoted in a sentence: on one line, and not too long."""
    shown = "".join(character if character.isprintable() else "?" for character in text[:41])
    return f"“{shown if len(shown) <= 40 else shown[:37] + '…'}”"
