"""What an agreement says: reading its clauses, which of them are undertakings, and by when each is due."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.core.words import tidy, tidy_lines
from helpfulacts.engine.ledger import canonical
from helpfulacts.people.models import Organisation
from helpfulacts.places.models import Place
from helpfulacts.places.working_days import working_days_after

from .answered import last_published
from .models import Agreement, AgreementVersion, Contribution, Deliberation, Membership, Signature

UNITS = ("days", "working days", "weeks", "months")
MOST_DAYS = 3660
NOT_LAW = "It is a promise, not a law. Who does not keep it is named here, and says why."
NEWER = "There is a newer version. Read that one, and sign it."


@dataclass(frozen=True)
class Undertaking:
    """A clause by which one side owes something when something happens: within how long, shown how, and when it need not.

    Compact as obligations (domain.md §9): Outcome → Undertaking → Event → Finding → Remedy. The length is a parameter of the text,
    never a constant of the program.
    """

    key: str
    side: str
    title: str
    words: str
    trigger: str
    days: int
    unit: str
    evidence: str
    exception: str

    def due(self, began: dt.date, nation: str) -> dt.date:
        """The last day, counted from the day after it began."""
        if self.unit == "working days":
            return working_days_after(began, self.days, (nation,))
        if self.unit == "months":
            return began + relativedelta(months=self.days)
        return began + dt.timedelta(days=self.days * (7 if self.unit == "weeks" else 1))


def checked_clauses(clauses: Iterable[Mapping[str, Any]], sides: Sequence[str]) -> list[dict[str, Any]]:
    """Clauses in their one form. Raises Refused, with the clause named, for what cannot stand in an agreement."""
    found: list[dict[str, Any]] = []
    keys: set[str] = set()
    for clause in clauses:
        key = tidy(str(clause.get("key", "")))
        words = tidy_lines(str(clause.get("words", "")))
        if not key or key in keys or len(key) > 20:
            raise Refused(
                f"Each clause has a number of its own, such as 1.2. This one has “{key[:20]}”.",
                field="clauses",
            )
        if not words or len(words) > 4000:
            raise Refused(f"Write the words of clause {key}: up to 4,000 letters.", field="clauses")
        parent = str(clause.get("parent") or "")
        if parent and parent not in keys:
            raise Refused(
                f"Clause {key} stands under {parent}, which does not come before it.", field="clauses"
            )
        keys.add(key)
        made: dict[str, Any] = {
            "key": key,
            "parent": parent,
            "title": tidy(str(clause.get("title", "")))[:160],
            "words": words,
        }
        if clause.get("side"):
            made |= _undertakes(key, clause, sides)
        found.append(made)
    if not found:
        raise Refused("Write at least one clause.", field="clauses")
    return found


def _undertakes(key: str, clause: Mapping[str, Any], sides: Sequence[str]) -> dict[str, Any]:
    days, unit = clause.get("days"), clause.get("unit", "days")
    if clause["side"] not in sides:
        raise Refused(
            f"Clause {key} binds “{clause['side']}”. The sides are {', '.join(sides)}.", field="clauses"
        )
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= MOST_DAYS or unit not in UNITS:
        raise Refused(f"Say within how long clause {key} is due: 12 weeks, say.", field="clauses")
    trigger = tidy(str(clause.get("trigger", "")))[:120]
    if not trigger:
        raise Refused(f"Say what happens before clause {key} is due.", field="clauses")
    return {
        "side": clause["side"],
        "trigger": trigger,
        "days": days,
        "unit": unit,
        "evidence": tidy(str(clause.get("evidence", "")))[:200],
        "exception": tidy(str(clause.get("exception", "")))[:200],
    }


def owed_of(agreement: Agreement, clause: Mapping[str, Any]) -> str:
    """Who owes what by when, in words; "" where the clause is no undertaking."""
    if "side" not in clause:
        return ""
    name = next(side["name"] for side in agreement.sides if side["code"] == clause["side"])
    said = f"{name} {'owe' if name.endswith('s') else 'owes'} this within {clause['days']} {clause['unit']} when {clause['trigger']}."
    if clause["evidence"]:
        said += f" It is shown by {clause['evidence']}."
    return f"{said} The one exception: {clause['exception']}." if clause["exception"] else said


def hash_of(clauses: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of the text in its one written form: what was signed."""
    return hashlib.sha256(canonical({"clauses": [dict(clause) for clause in clauses]})).hexdigest()


def side_codes(agreement: Agreement) -> list[str]:
    return [side["code"] for side in agreement.sides]


def agreements(place: Place) -> list[Agreement]:
    """All of a place, in order."""
    return list(Agreement.objects.filter(place=place).order_by("number"))


def get_agreement(place: Place, number: int) -> Agreement:
    """Raises NotFound."""
    found = Agreement.objects.filter(place=place, number=number).select_related("place").first()
    if found is None:
        raise NotFound("There is no agreement of that number here.")
    return found


def versions(agreement: Agreement) -> list[AgreementVersion]:
    """The latest first."""
    found = AgreementVersion.objects.filter(place=agreement.place_id, agreement=agreement)
    return list(found.select_related("agreement__place", "place", "deliberation").order_by("-number"))


def get_version(agreement: Agreement, number: int) -> AgreementVersion:
    """Raises NotFound."""
    for one in versions(agreement):
        if one.number == number:
            return one
    raise NotFound("This agreement has no text of that number.")


def asked_about(agreement: Agreement) -> list[Deliberation]:
    """The questions that were to change it and were not ended before their time, the latest first; drafts too."""
    rows = Deliberation.objects.filter(
        place=agreement.place_id, uses="compact", subject__agreement=agreement.number, ended_at__isnull=True
    )
    return list(rows.select_related("place", "convenor").order_by("-number"))


def being_changed(agreement: Agreement) -> Deliberation | None:
    """The question that may still change it: no text came of it yet, and it was not decided to change nothing."""
    made = {one.deliberation_id for one in versions(agreement)}
    for one in asked_about(agreement):
        changed = Contribution.objects.filter(
            place=one.place_id, deliberation=one, kind="amendment", accepted_on__isnull=False
        )
        if one.pk not in made and (last_published(one) is None or changed.exists()):
            return one
    return None


def agreement_of(deliberation: Deliberation) -> Agreement | None:
    """The agreement that a question is to change."""
    number = deliberation.subject.get("agreement")
    if deliberation.uses != "compact" or not isinstance(number, int):
        return None
    return Agreement.objects.filter(place=deliberation.place_id, number=number).first()


def names_of_sides(deliberation: Deliberation) -> dict[str, str]:
    """The names of the sides of the agreement that a question is to change, by their codes."""
    agreement = agreement_of(deliberation)
    return {side["code"]: side["name"] for side in agreement.sides} if agreement else {}


def to_change(agreement: Agreement) -> AgreementVersion | None:
    """The text that a question can be about: the one in force, or where none is yet the one that was drafted last."""
    return in_force(agreement) or next(iter(versions(agreement)), None)


def in_force(agreement: Agreement) -> AgreementVersion | None:
    """The version that holds now: the last that every side signed."""
    return next((version for version in versions(agreement) if version.in_force_from is not None), None)


def undertakings(version: AgreementVersion) -> list[Undertaking]:
    """In the order of the text."""
    return [
        Undertaking(
            key=clause["key"], side=clause["side"], title=clause["title"], words=clause["words"], trigger=clause["trigger"],
            days=clause["days"], unit=clause["unit"], evidence=clause["evidence"], exception=clause["exception"],
        )
        for clause in version.clauses
        if "side" in clause
    ]  # fmt: skip


def get_undertaking(version: AgreementVersion, key: str) -> Undertaking:
    """Raises NotFound."""
    for one in undertakings(version):
        if one.key == key:
            return one
    raise NotFound(f"Clause {key} of this agreement promises nothing by a day.")


def signatures(version: AgreementVersion) -> list[Signature]:
    found = Signature.objects.filter(place=version.place_id, version=version)
    return list(found.select_related("organisation").order_by("side", "signed_on", "pk"))


def sides_of_bodies(version: AgreementVersion) -> dict[uuid.UUID, str]:
    """The side of each body that is known: that it was begun with, that took part in changing this text for it, or signed an earlier
    one for it."""
    found = {uuid.UUID(side["body"]): side["code"] for side in version.agreement.sides if side.get("body")}
    earlier = Signature.objects.filter(place=version.place_id, version__agreement=version.agreement_id)
    found |= dict(
        earlier.exclude(version=version).order_by("version__number").values_list("organisation_id", "side")
    )
    if version.deliberation_id is not None:
        asked = Membership.objects.filter(
            place=version.place_id, deliberation=version.deliberation_id, organisation__isnull=False, left_on__isnull=True
        ).exclude(side="")  # fmt: skip
        found |= dict(asked.values_list("organisation_id", "side"))
    return found


def on_sides(version: AgreementVersion) -> list[tuple[str, Organisation]]:
    """(Code of a side, body): whom the agreement was begun with, and who signed this text, each once."""
    begun = {one["body"]: one["code"] for one in version.agreement.sides if one.get("body")}
    bodies = Organisation.objects.filter(place=version.place_id, pk__in=list(begun)).order_by("name", "pk")
    found = {body.pk: (begun[str(body.pk)], body) for body in bodies}
    return list(
        (found | {one.organisation_id: (one.side, one.organisation) for one in signatures(version)}).values()
    )


def not_signed_by(version: AgreementVersion) -> list[str]:
    """Names of sides that have not signed yet."""
    signed = {one.side for one in signatures(version)}
    return [side["name"] for side in version.agreement.sides if side["code"] not in signed]
