"""The questions that may be asked about how things are: which, in what words, from where, and what an answer is called.

Only open measures are here. The words of ONS4, of loneliness, of general health and of the Community Life Survey are Crown
copyright under the Open Government Licence v3.0; a question of theirs is asked in its own words, so that answers can be set
beside published ones. Licensed measures come in by `licensed.py`, without their words. The scores of wishes are our own.

Sources
    ONS4        analysisfunction.civilservice.gov.uk/policy-store/personal-well-being (GSS harmonised standard)
    loneliness  ons.gov.uk, “Measuring loneliness: guidance for use of the national indicators on surveys”
    health      analysisfunction.civilservice.gov.uk/policy-store/general-health (GSS harmonised standard)
    community   Community Life Survey 2023/24, DCMS and MHCLG
    money       Taking Part survey, DCMS
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ONS4 = "Office for National Statistics, ONS4 (harmonised standard)"
LONELINESS = "Office for National Statistics, national measure of loneliness"
HEALTH = "Government Statistical Service, general health (harmonised standard)"
COMMUNITY = "Community Life Survey, 2023/24"
MONEY = "Taking Part survey, Department for Culture, Media and Sport"

GOALS = "goals"
STRANDS: dict[str, str] = {
    GOALS: "What I would like",
    "body": "My health",
    "mind": "How I feel",
    "purpose": "Purpose",
    "life": "My life",
    "means": "Money",
    "together": "Living side by side",
}
"""In this order. The first is the person's own; five are theirs alone, and the last is about all who live near."""

TEN = tuple((number, "") for number in range(11))
GOOD = (("low", 4), ("medium", 6), ("high", 8), ("very high", 10))
CALM = (("very low", 1), ("low", 3), ("medium", 5), ("high", 10))
"""Bands as ONS publishes them: (its name, the highest number in it)."""


@dataclass(frozen=True)
class Question:
    """One question. choices: (number, words); words are "" where the number is the answer, on a scale from 0 to 10.

    ends: what the lowest and the highest number mean. bands: for numbers alone. lower_is_better: as with worry.
    """

    code: str
    strand: str
    words: str
    short: str
    choices: tuple[tuple[int, str], ...]
    source: str = ""
    ends: tuple[str, str] | None = None
    bands: tuple[tuple[str, int], ...] = ()
    lower_is_better: bool = False

    @property
    def is_scale(self) -> bool:
        return self.ends is not None

    def allows(self, number: int) -> bool:
        return any(number == one for one, _ in self.choices)

    def words_of(self, number: int) -> str:
        """The answer in words; "" where the number says it."""
        return dict(self.choices)[number]

    def band(self, number: int) -> str:
        """“high”; "" where nobody has set bands."""
        return next((name for name, highest in self.bands if number <= highest), "")


def _numbered(*words: str) -> tuple[tuple[int, str], ...]:
    return tuple(enumerate(words, start=1))


def _ons4(code: str, strand: str, words: str, short: str, of: str, *, calm: bool = False) -> Question:
    ends = (f"not at all {of}", f"completely {of}")
    return Question(code, strand, words, short, TEN, ONS4, ends, CALM if calm else GOOD, lower_is_better=calm)


_ALONE = (
    Question(
        "health", "body", "How is your health in general?", "Health",
        _numbered("Very good", "Good", "Fair", "Bad", "Very bad"), HEALTH,
    ),
    _ons4("happy", "mind", "Overall, how happy did you feel yesterday?", "Happy yesterday", "happy"),
    _ons4("anxious", "mind", "Overall, how anxious did you feel yesterday?", "Anxious yesterday", "anxious", calm=True),
    _ons4(
        "worthwhile", "purpose",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "What I do is worthwhile", "worthwhile",
    ),
    _ons4("satisfied", "life", "Overall, how satisfied are you with your life nowadays?", "Satisfied with life", "satisfied"),
    Question(
        "managing", "means", "How well would you say you are managing financially these days?", "Managing for money",
        _numbered(
            "Living comfortably", "Doing alright", "Just about getting by", "Finding it quite difficult",
            "Finding it very difficult",
        ), MONEY,
    ),
)  # fmt: skip
_TOGETHER = (
    Question(
        "lonely", "together", "How often do you feel lonely?", "Lonely",
        _numbered("Often or always", "Some of the time", "Occasionally", "Hardly ever", "Never"), LONELINESS,
    ),
    Question(
        "belonging", "together", "How strongly do you feel you belong to your immediate neighbourhood?", "Belonging",
        _numbered("Very strongly", "Fairly strongly", "Not very strongly", "Not at all strongly"), COMMUNITY,
    ),
    Question(
        "trust", "together",
        "Thinking about the people who live in this neighbourhood, to what extent do you believe they can be trusted?",
        "Trust",
        _numbered(
            "Many of the people can be trusted", "Some of the people can be trusted", "A few of the people can be trusted",
            "None of the people can be trusted",
        ), COMMUNITY,
    ),
    Question(
        "influence", "together",
        "To what extent do you agree or disagree that you personally can influence decisions affecting your local area?",
        "A say in what is decided here",
        _numbered("Definitely agree", "Tend to agree", "Tend to disagree", "Definitely disagree"), COMMUNITY,
    ),
)  # fmt: skip
OF_A_PERSON: tuple[Question, ...] = (*_ALONE, *_TOGETHER)
OF_A_GROUP: tuple[Question, ...] = _TOGETHER


def goal(code: str, words: str) -> Question:
    """The score of one wish, from 0 to 10, in words of our own. Nobody has set bands for it."""
    return Question(
        code, GOALS, f"“{words}”: how is this for you now?", words, TEN,
        ends=("nothing like what I would like", "just what I would like"),
    )  # fmt: skip


def by_strand(questions: Iterable[Question]) -> list[tuple[str, str, list[Question]]]:
    """(code, name, its questions) of the strands that have any, in order."""
    asked = list(questions)
    found = [(code, name, [one for one in asked if one.strand == code]) for code, name in STRANDS.items()]
    return [strand for strand in found if strand[2]]
