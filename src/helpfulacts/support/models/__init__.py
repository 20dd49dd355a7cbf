"""The citizen's own plan: what they would like in their words, and the helpful acts that answer it."""

from .acts import ActDependency, HelpfulAct, PassedOn
from .authors import Dissent, NamedHelper, Proposal
from .complaints import Complaint
from .concerns import Concern, ConcernAbout, ConcernWords
from .data_requests import DataRequest, OthersWords
from .funds import MicroFund, MicroSpend
from .introductions import Introduction, Nudge, RecordSharing
from .next_door import AskedByNeighbour, AskedNextDoor, NextDoorLine
from .notes import Note, TimeWriting
from .plans import Aspiration, Plan, PlanVersion, Veto
from .quarters import QuarterAnswer
from .readings import CountingChoice, Reading
from .stories import Story, StoryLine, StoryQuote, Telling
from .visits import Visit

__all__ = [
    "ActDependency",
    "AskedByNeighbour",
    "AskedNextDoor",
    "Aspiration",
    "Complaint",
    "Concern",
    "ConcernAbout",
    "ConcernWords",
    "CountingChoice",
    "DataRequest",
    "Dissent",
    "HelpfulAct",
    "Introduction",
    "MicroFund",
    "MicroSpend",
    "NamedHelper",
    "NextDoorLine",
    "Note",
    "Nudge",
    "OthersWords",
    "PassedOn",
    "Plan",
    "PlanVersion",
    "Proposal",
    "QuarterAnswer",
    "Reading",
    "RecordSharing",
    "Story",
    "StoryLine",
    "StoryQuote",
    "Telling",
    "TimeWriting",
    "Veto",
    "Visit",
]
