"""The forms of a panel by lot: to say yes with what is asked for it, and to draw it by a seed."""

from __future__ import annotations

from typing import Any

from helpfulacts.core.words import joined
from helpfulacts.deliberation.actions.count_stage import LONGEST_SEED

from .base import PlainForm, line, one_of
from .deciding import JoinForm


class YesForm(PlainForm):
    """One field for each thing that is asked, `q0`, `q1` …, each with why. `answers` is what was chosen."""

    def __init__(self, *args: Any, promised: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, promised)

    @property
    def answers(self) -> dict[str, str]:
        return _answers(self)


class NewYesForm(JoinForm):
    """The same for somebody whom we do not know yet: where they live first."""

    def __init__(self, *args: Any, promised: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, promised)

    @property
    def answers(self) -> dict[str, str]:
        return _answers(self)


def first_answers(promised: Any, said: Any) -> dict[str, str]:
    """What the form begins with, from what was told before."""
    return {f"q{at}": said.get(feature, "") for at, feature in enumerate(promised.features)}


def _ask(form: Any, promised: Any) -> None:
    form.asked = [(f"q{at}", feature) for at, feature in enumerate(promised.features)]
    for name, feature in form.asked:
        quotas = promised.of(feature)
        form.fields[name] = one_of(
            feature[:1].upper() + feature[1:],
            [(quota.value, quota.value[:1].upper() + quota.value[1:]) for quota in quotas],
            hint=f"Why we ask: so that the panel has {joined([how_many(one) for one in quotas])}.",
            missing=f"Choose an answer for “{feature}”.",
        )


def how_many(quota: Any) -> str:
    """“2 to 4 “under 30””."""
    number = str(quota.least) if quota.least == quota.most else f"{quota.least} to {quota.most}"
    return f"{number} “{quota.value}”"


def _answers(form: Any) -> dict[str, str]:
    return {feature: form.cleaned_data[name] for name, feature in form.asked}


class SeedForm(PlainForm):
    """What was drawn in public, by which the panel is drawn."""

    seed = line(
        "The seed, as it was drawn in public",
        hint="Write it as it was shown, for example: 7 12 31 40.",
        most=LONGEST_SEED,
        missing="Write the seed that was drawn in public.",
        autocomplete="off",
        spellcheck="false",
    )
