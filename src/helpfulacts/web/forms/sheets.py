"""The forms of the spreadsheet pages: the file, what each column says, and the cells of one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from helpfulacts.directory.facets import KINDS, SPHERES
from helpfulacts.exchange.sheets import limits
from helpfulacts.exchange.sheets.targets import BY_CODE, TARGETS

from .base import PlainForm, line

OUT = "-"
_LONGEST_TO_SHOW = 60


def _choices() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for target in TARGETS:
        groups.setdefault(target.group, []).append((target.code, target.words))
    return [(OUT, "Leave this column out"), *groups.items()]


class SheetForm(PlainForm):
    """The file itself."""

    file = forms.FileField(
        label="The spreadsheet",
        help_text=f"A .csv or .xlsx file, up to {limits.BYTES >> 20} MB and {limits.ROWS:,} rows.",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={
            "required": "Choose a file first.",
            "invalid": "Choose a file first.",
            "missing": "Choose a file first.",
            "empty": "That file is empty. Choose another.",
            "max_length": "The file's name is very long. Give it a shorter one.",
        },
    )


class ColumnsForm(PlainForm):
    """What each column says, and what no column says but holds for every row."""

    name = line(
        "What is this list called?",
        hint="Use the same name each time you bring it in, so that we know it again.",
        most=100,
        missing="Say what this list is called, for example “Libraries”.",
    )
    organisation = line(
        "Who gives these, where no column says so",
        hint="The name of one organisation.",
        most=120,
        required=False,
    )
    kind = forms.ChoiceField(label="What kind of help are they?", choices=list(KINDS.items()))
    sphere = forms.ChoiceField(
        label="Who stands behind them?",
        choices=[("", "Work it out from the organisation"), *SPHERES.items()],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        headers: Sequence[str],
        samples: Sequence[Sequence[str]] = (),
        remember: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(headers)
        for at, header in enumerate(headers):
            said = samples[at] if at < len(samples) else ()
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=header[:_LONGEST_TO_SHOW],
                help_text=" · ".join(_short(value) for value in said) or "Nothing stands in it.",
                choices=_choices(),
                error_messages={
                    "required": "Choose what this column says.",
                    "invalid_choice": "Choose from the list.",
                },
            )
        if remember:
            self.fields["remember"] = forms.BooleanField(
                label="Remember this for the next list with the same headings", required=False
            )

    @property
    def columns_fields(self) -> list[Any]:
        return [self[f"column_{at}"] for at in range(self.count)]

    @staticmethod
    def values_of(columns: Sequence[str]) -> dict[str, str]:
        """The columns as this form's values."""
        return {f"column_{at}": code or OUT for at, code in enumerate(columns)}

    def columns(self) -> list[str]:
        found = [self.cleaned_data[f"column_{at}"] for at in range(self.count)]
        return ["" if code == OUT else code for code in found]

    def constants(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("kind", "sphere", "organisation")}


class RowForm(PlainForm):
    """The cells of one row, those with a mistake first. A tick changes all rows that say the same."""

    def __init__(
        self,
        *args: Any,
        headers: Sequence[str],
        columns: Sequence[str],
        cells: Sequence[str],
        wrong: dict[int, str],
        same: dict[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cells = list(cells)
        used = [at for at, code in enumerate(columns) if code]
        for at in sorted(used, key=lambda at: (at not in wrong, at)):
            said = cells[at] if at < len(cells) else ""
            named = headers[at] if at < len(headers) else ""
            means = BY_CODE[columns[at]].words
            box: Any = (
                forms.Textarea(attrs={"rows": 3}) if len(said) > 80 or "\n" in said else forms.TextInput()
            )
            self.fields[f"cell_{at}"] = forms.CharField(
                label=named[:_LONGEST_TO_SHOW] or means,
                help_text=wrong.get(at, "" if named.casefold() == means.casefold() else means),
                initial=said,
                required=False,
                max_length=limits.CELL,
                strip=True,
                widget=box,
            )
            if at in wrong and same.get(at):
                many = same[at]
                others = "the other row that says" if many == 1 else f"the {many:,} other rows that say"
                self.fields[f"all_{at}"] = forms.BooleanField(
                    label=f"Change it in {others} “{_short(said)}” too", required=False
                )

    def mended(self) -> tuple[list[str], list[int]]:
        """(the whole row, columns to change everywhere)."""
        cells = list(self.cells)
        for name, value in self.cleaned_data.items():
            if name.startswith("cell_"):
                at = int(name.removeprefix("cell_"))
                cells += [""] * (at + 1 - len(cells))
                cells[at] = value.replace("\r\n", "\n")
        everywhere = [
            int(name.removeprefix("all_"))
            for name, value in self.cleaned_data.items()
            if name[:4] == "all_" and value
        ]
        return cells, everywhere


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39].rstrip() + "…"
