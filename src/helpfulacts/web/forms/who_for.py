"""Who an offer is for: ages, boxes to tick, questions a line each, and free words. Without JavaScript.

`WhoForForm(offer=…, wards=…)` shows what an offer says; with `request.POST` it reads what was sent, and `form.said` is
what it then says. A rule that boxes cannot show stays as it is, until somebody chooses to replace it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from helpfulacts.core.errors import Refused
from helpfulacts.directory.drafts import OfferDraft
from helpfulacts.directory.eligibility import LONGEST_QUESTION
from helpfulacts.directory.facets import FACTS, LANGUAGES
from helpfulacts.directory.plain_rule import PlainRule, plain_of, same_rule

from .base import PlainForm, line, one_of, sentence, ticks

MOST_QUESTIONS = 6


class WhoForForm(PlainForm):
    """`kept`: it has a rule that boxes cannot show."""

    says = ("min_age", "max_age", "eligibility", "ask_first")

    min_age = forms.IntegerField(label="From age", required=False, min_value=0, max_value=120)
    max_age = forms.IntegerField(label="Up to age", required=False, min_value=0, max_value=120)
    keep = one_of(
        "What should happen to that rule?",
        (("keep", "Keep it"), ("replace", "Replace it by what I tick here")),
        missing="Say if the rule stays.",
        columns=1,
    )
    facts = ticks(
        "What must they be able to say?",
        tuple((code, f"“{words}”") for code, words in FACTS.items()),
        hint="Tick nothing if it does not matter.",
    )
    enough = one_of(
        "If you ticked more than one",
        (("one", "One of them is enough"), ("all", "All of them must be true")),
        missing="Say if one of them is enough.",
        columns=1,
    )
    wards = ticks("Where must they live?", (), hint="Not where it happens. Tick nothing for anywhere.")
    languages = ticks(
        "Which language must they speak?", tuple(LANGUAGES.items()), hint="One of them is enough."
    )
    questions = sentence(
        "What will you ask them?",
        hint="One question on each line, for what only they can tell. “Yes” means that it is for them. For example: Do you have a garden?",
        rows=3,
        most=MOST_QUESTIONS * (LONGEST_QUESTION + 2),
        required=False,
    )
    ask_first = line(
        "Anything else about who it is for?",
        hint="In your own words. Everybody reads it; no computer does.",
        most=240,
        required=False,
    )

    def __init__(self, data: Any = None, *, offer: Any, wards: list[str], **kwargs: Any) -> None:
        self._offer = offer
        plain = plain_of(offer.eligibility)
        self.kept = plain is None
        plain = plain or PlainRule()
        first = {
            "min_age": offer.min_age,
            "max_age": offer.max_age,
            "keep": "keep",
            "facts": list(plain.facts),
            "enough": "one" if plain.one_enough or len(plain.facts) < 2 else "all",
            "wards": list(plain.wards),
            "languages": list(plain.languages),
            "questions": "\n".join(plain.questions),
            "ask_first": offer.ask_first,
        }
        super().__init__(data, initial=first, **kwargs)
        known = list(dict.fromkeys([*wards, *plain.wards]))
        self.fields["wards"].choices = [(name, name) for name in known]  # type: ignore[attr-defined]
        if not self.kept:
            del self.fields["keep"]

    def clean_questions(self) -> str:
        text = str(self.cleaned_data["questions"])
        lines = [words for words in text.splitlines() if words]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(f"Ask up to {MOST_QUESTIONS} things. Say the rest in your own words.")
        if any(len(words) > LONGEST_QUESTION for words in lines):
            raise forms.ValidationError(f"Keep each question to {LONGEST_QUESTION} letters.")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        youngest, oldest = given.get("min_age"), given.get("max_age")
        if youngest is not None and oldest is not None and youngest > oldest:
            self.add_error("max_age", "The oldest age is not below the youngest.")
        if not self.errors:
            try:
                self.rule = self._rule(given)
            except Refused as refusal:
                self.add_error(None, str(refusal))
        return given

    def _rule(self, given: dict[str, Any]) -> dict[str, Any]:
        if self.kept and given["keep"] == "keep":
            return dict(self._offer.eligibility)
        tree = PlainRule(
            tuple(given["facts"]), given["enough"] == "one", tuple(given["wards"]), tuple(given["languages"]),
            tuple(given["questions"].splitlines()),
        ).tree()  # fmt: skip
        return dict(self._offer.eligibility) if same_rule(tree, self._offer.eligibility) else tree

    @property
    def said(self) -> dict[str, Any]:
        """What the form says, by the names of a draft."""
        given = self.cleaned_data
        return {name: given[name] for name in ("min_age", "max_age", "ask_first")} | {
            "eligibility": self.rule
        }

    def read_into(self, draft: OfferDraft) -> OfferDraft:
        return replace(draft, **self.said)
