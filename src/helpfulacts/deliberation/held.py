"""What deciding together holds about a person: where they took part, what they brought, and what they answered."""

from __future__ import annotations

from helpfulacts.people.held import Held

from .models import Cast, Contribution, Membership, Moderation, Outcome, PanelAnswers, Position, Revision

THAT_IT_WAS_THERE = (
    "that something was brought stays, with its number and what was done to it: no word of it does"
)
COUNTED = "what was counted in a part that is closed stays as it was counted, and leads to nobody any more"


def _stays(columns: str, why: str) -> dict[str, str]:
    return dict.fromkeys(columns.split(), why)


HELD = (
    Held(
        Membership,
        "What you took part in deciding",
        lambda person: Membership.objects.filter(place=person.place_id, person=person),
        stays=_stays("deliberation organisation role came joined_on left_on", COUNTED),
    ),
    Held(
        PanelAnswers,
        "What you told about yourself to be drawn for a panel",
        lambda person: PanelAnswers.objects.filter(place=person.place_id, membership__person=person),
    ),
    Held(
        Contribution,
        "What you brought when something was decided",
        lambda person: Contribution.objects.filter(place=person.place_id, author__person=person),
        stays=_stays(
            "deliberation number kind author state parent order amends change accepted_on joined_into area pence "
            "costed_by_shown_as brought_on",
            THAT_IT_WAS_THERE,
        ),
    ),
    Held(
        Revision,
        "The words of what you brought",
        lambda person: Revision.objects.filter(place=person.place_id, contribution__author__person=person),
        stays=_stays(
            "contribution number language translates translated_by_shown_as entered_by_key entered_by_shown_as "
            "checked_by_key checked_by_shown_as written_on",
            THAT_IT_WAS_THERE,
        ),
    ),
    Held(
        Moderation,
        "What was done to what you brought, and why",
        lambda person: Moderation.objects.filter(place=person.place_id, contribution__author__person=person),
        stays=_stays(
            "contribution what policy reason answers by_key by_shown_as at",
            "what was done, by which line and why, is public; what its author wrote about it goes",
        ),
    ),
    Held(
        Outcome,
        "What was answered to what you brought",
        lambda person: Outcome.objects.filter(place=person.place_id, contribution__author__person=person),
        stays=_stays(
            "decision contribution answer reason", "what a body decided and why is public, and its own"
        ),
    ),
    Held(
        Position,
        "What you answered",
        lambda person: Position.objects.filter(place=person.place_id, membership__person=person),
        stays=_stays("stage membership contribution cast value capacity channel current said_on", COUNTED),
    ),
    Held(
        Cast,
        "Votes that you handed in",
        lambda person: Cast.objects.filter(place=person.place_id, membership__person=person),
        stays=_stays(
            "stage membership batch channel tracker salt commitment current on_board said_on", COUNTED
        ),
    ),
)
