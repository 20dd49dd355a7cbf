"""Rules in force, sharing rounds, what each person asked, what each was offered and why, and who changed it."""

from .next_door import Lending, LentPlace, NextDoor, SecondRound
from .people_decide import Opening, Override, Representation
from .rights import RightsCheck
from .rounds import Alarm, Allocation, Claim, Draw, Run
from .rules import RuleSet, RulesKept, WhatIf

__all__ = [
    "Alarm",
    "Allocation",
    "Claim",
    "Draw",
    "Lending",
    "LentPlace",
    "NextDoor",
    "Opening",
    "Override",
    "Representation",
    "RightsCheck",
    "RuleSet",
    "RulesKept",
    "Run",
    "SecondRound",
    "WhatIf",
]
