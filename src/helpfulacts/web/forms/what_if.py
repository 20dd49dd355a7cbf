"""The form of a what-if: which rules, which places, which offer ends. A mistake loses nothing that was typed."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from helpfulacts.coordination.rule_document import RuleDocument
from helpfulacts.coordination.what_if.scenario import (
    MOST,
    MOST_LETTERS,
    Scenario,
    places_then,
    rules_from_text,
)
from helpfulacts.core.errors import Refused

from .base import PlainForm, line, ticks

ROWS = 3
"""So many offers can be changed at once."""


def _offer(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class WhatIfForm(PlainForm):
    """`rules`: documents by key, the rules in force first. `offers`: shared offers."""

    title = line("What is it about?", hint="Everybody reads this title once you show it. Name no person.",
                 missing="Give it a title, so that people know what it is about.")  # fmt: skip
    rules = ticks("Which rules?", (), columns=1,
                  hint=f"At most {MOST} in all, to read side by side. If you tick none, the rules in force stay.")  # fmt: skip
    pasted = forms.CharField(
        label="Or rules of your own", required=False, strip=False,
        help_text="Paste them here as TOML, or send a file below.",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(
        label="A file of rules", required=False, allow_empty_file=True,
        help_text="A .toml file. Its words are put into the box above.",
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
        error_messages={"invalid": "Choose a file.", "max_length": "The file's name is very long. Give it a shorter one."},
    )  # fmt: skip
    ends = _offer("An offer that would end")

    def __init__(
        self, *args: Any, rules: dict[str, RuleDocument], offers: list[Any], place: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.documents, self.offers, self.place = rules, {str(one.pk): one for one in offers}, place
        fields: Any = self.fields
        fields["rules"].choices = [(key, document.title) for key, document in rules.items()]
        choices = [("", "None"), *((key, one.title) for key, one in self.offers.items())]
        fields["ends"].choices = choices
        for number in range(1, ROWS + 1):
            fields[f"offer_{number}"] = _offer(f"Offer {number}")
            fields[f"offer_{number}"].choices = choices
            fields[f"places_{number}"] = line(
                f"Places of offer {number}", required=False, most=7, autocomplete="off", **{"class": "few"}
            )

    @property
    def place_rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"offer_{n}"], self[f"places_{n}"]) for n in range(1, ROWS + 1)]

    def read_file(self) -> None:
        """Put the words of a file into the box, so that they are still there when something has to be mended."""
        sent: Any = self.files.get("file")
        if sent is None or sent.size > 4 * MOST_LETTERS:
            return
        try:
            words = sent.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.not_text = True
            return
        if not words.strip():
            self.empty = True
            return
        typed: Any = self.data
        self.data = typed.copy()
        self.data["pasted"] = words  # type: ignore[index]

    not_text = empty = False

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        sent: Any = self.files.get("file")
        if self.not_text:
            self.add_error("file", "That file is not written in UTF-8, so it cannot be read. Save it anew.")
        elif self.empty:
            self.add_error("file", "That file is empty. Choose another, or none.")
        elif sent is not None and sent.size > 4 * MOST_LETTERS:
            self.add_error("file", "That file is larger than rules can be.")
        chosen = [(self.documents[key].title, self.documents[key]) for key in given.get("rules", ())]
        if (given.get("pasted") or "").strip():
            try:
                own = rules_from_text(given["pasted"], "Your rules")
                chosen.append((own.title, own))
            except Refused as refusal:
                self.add_error("pasted", str(refusal))
        if len(chosen) > MOST:
            self.add_error("rules", f"Choose at most {MOST}, so that they can be read side by side.")
        places = self._places(given)
        ends = frozenset([uuid.UUID(given["ends"])] if given.get("ends") else [])
        if not chosen and not set(self.errors) - {"title"}:
            if not places and not ends:
                self.add_error("rules", "Choose rules, other places, or an offer that ends.")
            elif self.documents:
                chosen = [("The rules in force", next(iter(self.documents.values())))]
        if ends & set(places):
            self.add_error("ends", "An offer cannot both end and have another number of places.")
        given["scenarios"] = [Scenario(title, document, places, ends) for title, document in chosen]
        return given

    def _places(self, given: dict[str, Any]) -> dict[uuid.UUID, int]:
        found: dict[uuid.UUID, int] = {}
        for number in range(1, ROWS + 1):
            offer, said = given.get(f"offer_{number}"), given.get(f"places_{number}")
            if not offer and not said:
                continue
            if not offer:
                self.add_error(f"offer_{number}", "Choose which offer has other places.")
            elif not said:
                self.add_error(f"places_{number}", "Say how many places: +6, -3, or 12 in all.")
            elif uuid.UUID(offer) in found:
                self.add_error(f"offer_{number}", "This offer is there twice. Say it once.")
            else:
                try:
                    found[uuid.UUID(offer)] = places_then(self.place, self.offers[offer], said)
                except Refused as refusal:
                    self.add_error(f"places_{number}", str(refusal))
        return found
