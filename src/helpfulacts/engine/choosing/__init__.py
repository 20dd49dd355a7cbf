"""Choosing together, by rules that anybody can run again, and why.

What a community funds with its votes: `ballots` (what goes in, and what each rule says of each project), `equal_shares` (every
voter has an equal share of the money; it rests on `purse`, and its reasons are in `equal_shares_explained`), beside it `greedy`
and `phragmen`; `said` puts a reason into words. Panels: `sortition` draws one that meets its quotas with chances as equal as
can be; it rests on `panel_quotas` (who can be drawn; quotas that clash, and what would mend it) and `divisible` (a bound, a proof
and a good start). Where people stand: `opinion_map` says which groups there are, or why none are shown, and what unites or
divides; it rests on `opinion_votes`, `opinion_axes`, `opinion_groups`, `representative` and `opinion_words`. `weighing` reads points and weights, and shows conflict between principles and between people apart.
"""

from __future__ import annotations

from .ballots import BadBallots, Ballots, Funding, Reason
from .equal_shares import equal_shares
from .equal_shares_explained import explain_equal_shares
from .greedy import explain_greedy, greedy
from .panel_quotas import BadPool, CannotHold, Pool, Quota, pool_of
from .phragmen import explain_phragmen, phragmen
from .sortition import PanelLottery, panel_lottery
from .weighing import (
    BadWeighing,
    Weights,
    between_people,
    between_principles,
    compared,
    weighted_total,
    weights_of_points,
    weights_of_swings,
)

__all__ = [
    "BadBallots",
    "BadPool",
    "BadWeighing",
    "Ballots",
    "CannotHold",
    "Funding",
    "PanelLottery",
    "Pool",
    "Quota",
    "Reason",
    "Weights",
    "between_people",
    "between_principles",
    "compared",
    "equal_shares",
    "explain_equal_shares",
    "explain_greedy",
    "explain_phragmen",
    "greedy",
    "panel_lottery",
    "phragmen",
    "pool_of",
    "weighted_total",
    "weights_of_points",
    "weights_of_swings",
]
