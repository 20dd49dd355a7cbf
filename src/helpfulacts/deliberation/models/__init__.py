"""How people decide together: who asks what and promises what, who takes part, what they say, how it is counted, what is decided."""

from .agreements import Agreement, AgreementVersion, Signature
from .casts import BoardEntry, Cast, PaperBatch
from .contributions import Contribution, Moderation, Revision
from .decisions import Decision, DecisionTally, Outcome, TradeOffCard
from .deliberations import Deliberation, Membership, Stage
from .panels import PanelAnswers
from .positions import Position, Tally

__all__ = [
    "Agreement",
    "AgreementVersion",
    "BoardEntry",
    "Cast",
    "Contribution",
    "Decision",
    "DecisionTally",
    "Deliberation",
    "Membership",
    "Moderation",
    "Outcome",
    "PanelAnswers",
    "PaperBatch",
    "Position",
    "Revision",
    "Signature",
    "Stage",
    "Tally",
    "TradeOffCard",
]
