"""The forms of deciding together: taking part, and a vote by the rule of its stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from helpfulacts.core.errors import Refused
from helpfulacts.deliberation.stages import check_answers

from ..deciding_words import CONSENT
from ..languages import FIRST, in_english, named, tongue
from .accountability import choice, person_tick
from .base import PlainForm, line, money, one_of, sentence
from .plan import _WhereForm

NOTHING = "Choose at least one. If you want none of them, you need not vote."


class JoinForm(_WhereForm):
    """For somebody whom we do not know yet: where they live, and that they do."""

    field_order = ("postcode", "ward", "lives")

    postcode = line(
        "Your postcode, or its first part",
        hint="To see that this is about where you live. Nobody else sees it.",
        most=10,
        required=False,
        autocomplete="postal-code",
    )
    lives = forms.BooleanField(
        label="I live here, and I answer once",
        error_messages={"required": "Tick the box if you live here. If not, you can read all of it."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not self.where and not given.get("ward"):
            raise forms.ValidationError("Write your postcode, or choose your ward.")
        return given


class StatementForm(PlainForm):
    """One sentence that others answer."""

    words = sentence(
        "What do you want to say?",
        hint="One thing at a time, so that others can agree or not. Name nobody.",
        most=280,
        missing="Write one sentence.",
    )
    language = choice("Which language is it in?", required=False)
    no_person = person_tick()

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        """`languages`: codes of those to choose from. Of one alone nobody is asked."""
        super().__init__(*args, **kwargs)
        if len(languages) < 2:
            del self.fields["language"]
            return
        asked: Any = self.fields["language"]
        asked.choices, asked.unmarked = [(code, _called(code)) for code in languages], True

    @property
    def said_in(self) -> str:
        """The language that was chosen; the first one where nobody was asked."""
        return str(self["language"].value() or FIRST) if "language" in self.fields else FIRST

    def kept(self) -> dict[str, Any]:
        """For the action that keeps it."""
        given = self.cleaned_data
        asked = {"language": self.said_in} if "language" in self.fields else {}
        return {"words": given["words"], "no_person": bool(given["no_person"]) or None, **asked}


def _called(code: str) -> str:
    """“اردو (Urdu)”."""
    own, known = named(code), in_english(code)
    return own if own == known else f"{own} ({known})"


class ProposalForm(StatementForm):
    """Something that could be done, and what it costs."""

    field_order = ("title", "words", "language", "cost", "no_person")

    title = line("What is it called?", hint="For example: Benches by the park.", missing="Give it a name.")
    words = sentence(
        "What would be done, where, and for whom?",
        hint="Say who gains and who may lose. Name nobody.",
        rows=6,
        most=4000,
        missing="Say in a few words what would be done.",
    )
    cost = money(
        "What does it cost, in pounds?", "A guess will do. It is worked out before the vote.", required=False
    )

    def kept(self) -> dict[str, Any]:
        cost = self.cleaned_data["cost"]
        pence = None if cost is None else int(cost * 100)
        return {**super().kept(), "title": self.cleaned_data["title"], "pence": pence}


class ChangeTextForm(StatementForm):
    """Other words for a clause, words after it, or none."""

    field_order = ("change", "words", "language", "title", "no_person")

    change = one_of(
        "What do you want to do?",
        [("replace", "Say it otherwise"), ("after", "Add something after it"), ("delete", "Take it out")],
        missing="Choose what you want to do.",
        columns=1,
    )
    words = sentence(
        "Your words",
        hint="To say it otherwise, change the words in the box. To add something, write only what is new. To take it out, "
        "leave the box as it is: nothing that you write is used then. Name nobody.",
        rows=6,
        most=4000,
        required=False,
    )
    title = line("Why, in one line", missing="Say why in one line.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].unmarked = True  # type: ignore[attr-defined]  # needed, but to take a clause out

    def kept(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**super().kept(), "change": given["change"], "title": given["title"]}


class PartForm(StatementForm):
    """Of a change, the words that are accepted."""

    words = sentence(
        "The words that come into the text",
        hint="Take out what you do not accept. What was proposed stays as it was.",
        rows=6,
        most=4000,
        missing="Leave in the words that you accept.",
    )


class HearForm(PlainForm):
    """An e-mail address, for whoever wants to hear that something moved."""

    email = line(
        "Your e-mail address",
        hint="Kept locked. We use it to reach you, and for nothing else.",
        most=200,
        missing="Write your e-mail address.",
        autocomplete="email",
        spellcheck="false",
    )


BRINGS: dict[str, type[StatementForm]] = {"statement": StatementForm, "proposal": ProposalForm}
"""The form of each kind of thing that people bring."""


class ReceiptForm(PlainForm):
    """Both numbers of a receipt, to find the vote that it is of."""

    tracker = line(
        "Number of the vote",
        hint="Both stand on your receipt. Neither is kept.",
        most=80,
        missing="Write the number of the vote. It is on your receipt.",
        autocomplete="off",
        spellcheck="false",
        autocapitalize="none",
    )
    secret = line(
        "Secret",
        most=80,
        missing="Write the secret. It is on your receipt too.",
        autocomplete="off",
        spellcheck="false",
        autocapitalize="none",
    )


class VoteForm(PlainForm):
    """One field for each thing that is voted on, called `c` and its number. `answers` is what was filled in, by number."""

    def __init__(self, *args: Any, stage: Any, options: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.options = options
        self.answers: dict[int, int] = {}
        for brought in options:
            name = f"c{brought.contribution.number}"
            self.fields[name] = _field(stage, brought, len(options))

    def rows(self) -> list[tuple[Any, Any]]:
        """Each thing with its field."""
        return [(brought, self[f"c{brought.contribution.number}"]) for brought in self.options]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rule = self.stage.rule
        for brought in self.options:
            value = given.get(f"c{brought.contribution.number}")
            if rule == "approval":
                value = 1 if value else None
            elif rule in ("points", "weights"):
                value = value or None
            if value not in (None, ""):
                self.answers[brought.contribution.number] = int(value)
        if not self.errors and not self.answers:
            raise forms.ValidationError(NOTHING)
        return given

    def check(self) -> None:
        """What the rule of the stage says of all of it together. Raises Refused."""
        if not self.answers:
            raise Refused(NOTHING)
        check_answers(self.stage.rule, self.stage.parameters, self.answers)


def initial_of(answers: dict[int, int], rule: str) -> dict[str, Any]:
    """What a form begins with, from answers by number."""
    if rule == "approval":
        return {f"c{number}": value > 0 for number, value in answers.items()}
    return {f"c{number}": str(value) for number, value in answers.items()}


def _field(stage: Any, brought: Any, how_many: int) -> forms.Field:
    """Its label names the thing for those who hear the page; its heading stands above it for those who see it."""
    name = brought.name
    short = name if len(name) <= 80 else f"{name[:79]}…"

    def label(words: str, of: str) -> str:
        return format_html(
            '{}<span class="vh"> {} “<span{}>{}</span>”</span>', words, of, tongue(brought.language), short
        )

    if stage.rule == "approval":
        return forms.BooleanField(label=label("Yes", "to"), required=False)
    if stage.rule == "consent":
        choices = [(str(value), words) for value, words in CONSENT.items()]
        missing = f"Choose one for “{short}”."
        return one_of(label("Your answer", "to"), choices, required=False, missing=missing, columns=1)
    if stage.rule == "rank":
        called, least, most = label("Which place?", "For"), 1, how_many
    else:
        called, least, most = label("Your points", "for"), 0, stage.parameters["points"]
    field = forms.IntegerField(
        label=called,
        required=stage.rule == "rank",
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "few", "inputmode": "numeric"}),
        error_messages={
            "required": f"Say which place “{short}” has.",
            "invalid": f"For “{short}”, write a whole number.",
            "min_value": f"For “{short}”, write %(limit_value)s or more.",
            "max_value": f"For “{short}”, write %(limit_value)s or less.",
        },
    )
    for limit in ("min", "max"):  # our own sentence says what is wrong, not the browser's
        field.widget.attrs.pop(limit, None)
    return field
