"""Draft the next version of an agreement from the text as it was decided. Nothing holds before each side has signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused
from helpfulacts.people.actor import Actor

from .. import agreements
from ..answered import last_published
from ..models import AgreementVersion, Deliberation
from ..text_decided import next_clauses
from .draft_agreement import draft_version


def draft_decided(
    *, deliberation: Deliberation, review_on: dt.date, terms: Mapping[str, Mapping[str, Any]], by: Actor
) -> AgreementVersion:
    """`terms`: by the key of a clause that is changed or new, who owes what by when ({"side", "trigger", "days", "unit"}); {} where
    nobody does any more; not named, it stays. Raises Refused, NotAllowed.
    """
    with register.writing(deliberation.place_id):
        before = version_to_change(deliberation)
        clauses = []
        for one in next_clauses(deliberation, before):
            said = one.written
            if one.how != "kept" and one.key in terms:
                kept = {name: value for name, value in said.items() if name not in one.owed}
                also = {name: one.owed.get(name, "") for name in ("evidence", "exception")}
                said = kept | ({**also, **terms[one.key]} if terms[one.key] else {})
            clauses.append(said)
        return draft_version(
            agreement=before.agreement, clauses=clauses, review_on=review_on, by=by, deliberation=deliberation
        )


def version_to_change(deliberation: Deliberation) -> AgreementVersion:
    """The text that was asked about. Raises Refused where no text follows from this question now."""
    agreement = agreements.agreement_of(deliberation)
    if agreement is None:
        raise Refused("This question changes no agreement.")
    if last_published(deliberation) is None:
        raise Refused("It is not decided yet. Publish the decision, then draft the next text from it.")
    made = [one for one in agreements.versions(agreement) if one.deliberation_id == deliberation.pk]
    if made:
        raise Refused("The next text was drafted already. It waits to be signed, or is in force.")
    before = agreements.to_change(agreement)
    if before is None or before.number != deliberation.subject["version"]:
        raise Refused("Another text came into force meanwhile. Ask anew, from that text.")
    return before
