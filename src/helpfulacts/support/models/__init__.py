"""The citizen's own plan: what they would like in their words, and the helpful acts that answer it."""

from .acts import ActDependency, HelpfulAct, PassedOn
from .complaints import Complaint
from .concerns import Concern, ConcernAbout, ConcernWords
from .data_requests import DataRequest, OthersWords
from .funds import MicroFund, MicroSpend
from .introductions import Introduction, Nudge, RecordSharing
from .notes import Note, TimeWriting
from .plans import Aspiration, Plan, PlanVersion, Veto
from .readings import CountingChoice, Reading
from .visits import Visit

__all__ = [
    "ActDependency",
    "Aspiration",
    "Complaint",
    "Concern",
    "ConcernAbout",
    "ConcernWords",
    "CountingChoice",
    "DataRequest",
    "HelpfulAct",
    "Introduction",
    "MicroFund",
    "MicroSpend",
    "Note",
    "Nudge",
    "OthersWords",
    "PassedOn",
    "Plan",
    "PlanVersion",
    "Reading",
    "RecordSharing",
    "TimeWriting",
    "Veto",
    "Visit",
]
