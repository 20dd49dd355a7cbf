"""The ideas of the source paper, as `docs/paper.md` keeps them: `| ID | idea | works yet? | page | test |`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from helpfulacts.core.principles import PRINCIPLES

FILE = Path("docs") / "paper.md"
_CODE = re.compile(r"`([^`]*)`")
_QUESTION = {principle.code: principle.question for principle in PRINCIPLES}
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class PaperIdea:
    """One line of the table. `works` is its own words; `does` is True only when they begin with “yes”."""

    code: str
    idea: str
    works: str
    page: str
    test: str

    @property
    def does(self) -> bool:
        return self.works.lower().startswith("yes")

    @property
    def question(self) -> str:
        """What one of the twelve principles asks of every decision; empty for the other ideas."""
        return _QUESTION.get(self.code, "")

    @property
    def partly(self) -> bool:
        return self.works.lower().startswith("in part")


def _plain(cell: str) -> str:
    """A cell without Markdown marks."""
    return _LINK.sub(r"\1", _CODE.sub(r"\1", cell)).replace("**", "").replace("\\|", "|").strip()


def parse(text: str) -> list[PaperIdea]:
    """The ideas in the first table whose head begins with ID, in its order. Lines of another shape are left out."""
    ideas, inside = [], False
    for raw in text.splitlines():
        cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", raw.strip().strip("|"))]
        if not raw.lstrip().startswith("|"):
            inside = False
        elif cells[0].lower() == "id" and len(cells) == 5:
            inside = True
        elif inside and len(cells) == 5 and not set("".join(cells)) <= set("-: "):
            ideas.append(PaperIdea(*cells))
    return ideas


def read(folder: Path | None = None) -> list[PaperIdea]:
    """The ideas of this copy of the project; empty where the file is not shipped."""
    try:
        return parse(((folder or settings.CHECKOUT) / FILE).read_text(encoding="utf-8"))
    except OSError:
        return []
