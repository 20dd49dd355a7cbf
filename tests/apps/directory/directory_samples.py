"""Particulars that are sound for each kind."""

from __future__ import annotations

from typing import Any

SOUND: dict[str, dict[str, Any]] = {
    "connection": {"parties": ["a singer", "you"], "introducer": "Helen", "introducer_minutes": 20},
    "idea": {"steps": ["Put two chairs out.", "Ask the next door down."]},
    "intervention": {
        "dose": "6 sessions of 45 minutes",
        "weeks": 6,
        "consent": "You agree to try. You can stop at any time.",
        "risk": "Stiff legs.",
        "after": "A walking group.",
    },
    "product": {"stock": 2, "condition": "Cleaned and tested", "delivery": "collect", "return_days": 14},
    "resource": {"mode": "divided", "unit": "pound", "amount": 100, "each": 25},
    "service": {"per_session": 3, "starts": "any week"},
}
