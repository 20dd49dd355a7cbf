"""What sharing rounds hold about a person: what was asked for them, what they were offered, and what a person changed."""

from __future__ import annotations

from helpfulacts.people.held import Held

from .models import Allocation, Claim, NextDoor, Opening, Override, Representation, RightsCheck

HELD = (
    Held(Claim, "What a sharing round asked for you", lambda person: Claim.objects.filter(place=person.place_id, person=person)),
    Held(
        Allocation,
        "What a sharing round offered you, and why",
        lambda person: Allocation.objects.filter(place=person.place_id, person=person),
    ),
    Held(
        Opening,
        "That a person had to look at your case",
        lambda person: Opening.objects.filter(place=person.place_id, allocation__person=person),
    ),
    Held(
        Override,
        "What a person changed of it, and why",
        lambda person: Override.objects.filter(place=person.place_id, allocation__person=person),
        stays=dict.fromkeys(
            ("run", "from_offer", "to_offer", "by_account", "by_shown_as", "at"),
            "who changed an answer of a round is never taken back; about whom and why goes",
        ),
    ),
    Held(
        NextDoor,
        "What a place next door had left over for you",
        lambda person: NextDoor.objects.filter(place=person.place_id, person=person),
    ),
    Held(
        Representation,
        "What you said before a round, and who read it",
        lambda person: Representation.objects.filter(place=person.place_id, person=person),
    ),
    Held(
        RightsCheck,
        "That we looked for your rights, and what we found",
        lambda person: RightsCheck.objects.filter(place=person.place_id, plan__person=person),
    ),
)  # fmt: skip
