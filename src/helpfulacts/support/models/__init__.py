"""The citizen's own plan: what they would like in their words, and the helpful acts that answer it."""

from .acts import ActDependency, HelpfulAct, PassedOn
from .funds import MicroFund, MicroSpend
from .introductions import Introduction, Nudge
from .notes import Note, TimeWriting
from .plans import Aspiration, Plan, PlanVersion, Veto

__all__ = [
    "ActDependency",
    "Aspiration",
    "HelpfulAct",
    "Introduction",
    "MicroFund",
    "MicroSpend",
    "Note",
    "Nudge",
    "PassedOn",
    "Plan",
    "PlanVersion",
    "TimeWriting",
    "Veto",
]
