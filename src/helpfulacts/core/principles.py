"""The twelve principles, seven of re-design and five of the White Paper, and the four conditions, as named in the Dudley paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Principle:
    code: str
    name: str
    question: str


PRINCIPLES: tuple[Principle, ...] = (
    Principle("P1", "Citizen centred", "Does the person start it, change it and end it?"),
    Principle("P2", "Cost effective", "Who bears which cost, unpaid time included?"),
    Principle("P3", "Democratically accountable", "Who decided the rule, and when is it looked at again?"),
    Principle("P4", "Legible", "Can the person read what happened and why?"),
    Principle("P5", "Outcome orientated", "Does the person say what changed?"),
    Principle("P6", "Socially just", "Who is served, who is not, and is the floor kept?"),
    Principle("P7", "Sustainable", "Can those who give keep giving?"),
    Principle("W1", "Choice", "Are there two real options, or a stated reason there is one?"),
    Principle("W2", "Decentralisation", "Is it decided at the lowest level able to decide it?"),
    Principle("W3", "Diversity", "Can small providers take part?"),
    Principle("W4", "Fairness", "Do those who cannot buy a substitute get equal choice?"),
    Principle("W5", "Accountability", "Can anyone see who promised what, and whether they kept it?"),
)

CONDITIONS: tuple[Principle, ...] = (
    Principle(
        "C1",
        "Citizens as co-authors of their well-being",
        "Does nothing become agreed before the person accepts it?",
    ),
    Principle(
        "C2", "Twenty-first century public servants", "Do roles go across employers and sectors, for a time?"
    ),
    Principle(
        "C3",
        "Connected and connective local government",
        "Does the council share what it lists, and bring people together?",
    ),
    Principle(
        "C4",
        "New national and local settlement",
        "Is it said which rules come from where, and what may differ here?",
    ),
)
