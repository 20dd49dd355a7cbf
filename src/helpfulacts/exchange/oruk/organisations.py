"""Bodies that a feed names, and which sphere their services come from."""

from __future__ import annotations

import json
import re
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import values
from .carrying import Cleaner, carried_by_organisation
from .visibility import public_part

_PUBLIC_SCHEMES = (
    "GB-LAE",
    "GB-LAS",
    "GB-LANI",
    "GB-PLA",
    "GB-NHS",
    "GB-EDU",
    "GB-GOR",
    "GB-UKPRN",
    "GB-SCHOOLS",
)
_CIVIC_SCHEMES = ("GB-CHC", "GB-SC", "GB-NIC", "GB-REV", "GB-MPR", "GB-CASC", "GB-IRISHCHARITY")
_PUBLIC_DOMAINS = tuple(f".{end}.uk" for end in ("gov", "nhs", "police", "sch", "ac", "mod"))
_PUBLIC = re.compile(
    r"\b(?:council|borough|nhs|police|fire (?:and rescue )?service|local authority|jobcentre|school|college|university)\b",
    re.IGNORECASE,
)
_CIVIC = re.compile(
    r"\b(?:charit\w+|cic|cio|community interest|non-?profit|not[- ]for[- ]profit|voluntary|volunteers?|trust|"
    r"foundation|association|society|church|mosque|gurdwara|temple|club|co-?operative|social enterprise)\b",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\b(?:ltd|limited|plc|llp|partnership|sole trader|for[- ]profit)\b\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Body:
    """An organisation as far as we keep it. `sphere_from` says which hint chose the sphere.

    `carried` is what else its record says in the words of HSDS.
    """

    key: str
    exchange_id: uuid.UUID
    name: str
    about: str
    website: str
    phone: str
    email: str
    sphere: str
    sphere_from: str
    carried: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fullness(self) -> int:
        """How much it says: a list names a body briefly, its own record tells more."""
        return len(self.about) + len(self.phone) + len(json.dumps(dict(self.carried)))


def body_of(whole: Mapping[str, Any], cleaner: Cleaner) -> Body:
    """Read an organisation. Raises Odd when it has no id or no name, or is not for everybody."""
    record = public_part(whole)
    if record is None:
        raise values.Odd("It is marked as not for everybody.")
    key, name = values.identifier(record.get("id")), values.line(record.get("name"), 120)
    if not key:
        raise values.Odd("An organisation has no id.")
    if not name:
        raise values.Odd("An organisation has no name.")
    sphere, why = sphere_of(record)
    return Body(
        key=key,
        exchange_id=uuid.UUID(cleaner.identity("organisation", key)),
        name=name,
        about=values.text(record.get("description"), 2000),
        website=_quietly(values.website, record.get("website") or record.get("url")),
        phone=phone_in(record),
        email=email_in(record),
        sphere=sphere,
        sphere_from=why,
        carried=carried_by_organisation(cleaner, record, key),
    )


def _quietly(reader: Any, value: Any) -> str:
    try:
        return str(reader(value))
    except values.Odd:
        return ""


def phone_in(record: Mapping[str, Any]) -> str:
    """The first telephone number that the record itself or one of its contacts gives."""
    holders = [record, *values.objects(record.get("contacts"))]
    for holder in holders:
        for phone in values.objects(holder.get("phones")):
            if number := values.phone(phone.get("number")):
                return number
    return ""


def email_in(record: Mapping[str, Any]) -> str:
    return values.email(record.get("email"))


def sphere_of(record: Mapping[str, Any]) -> tuple[str, str]:
    """(sphere, which hint chose it), by the first rule that applies.

    1 a public identifier; 2 a charity number; 3 a public domain (.gov.uk, .nhs.uk, .sch.uk ...); 4 words of its legal
    status and name: public, then civic, then private; 5 civic words in its description; 6 a company number: private;
    7 else civic, marked "assumed".
    """
    schemes = [
        values.line(item.get("identifier_scheme") or item.get("identifier_type"), 40).upper()
        for item in values.objects(record.get("organization_identifiers"))
    ]
    if any(scheme.startswith(_PUBLIC_SCHEMES) for scheme in schemes):
        return "public", "its public body number"
    if any(scheme.startswith(_CIVIC_SCHEMES) or "CHARITY" in scheme for scheme in schemes):
        return "civic", "its charity number"
    if any(host.endswith(_PUBLIC_DOMAINS) for host in _hosts(record)):
        return "public", "its web or e-mail address"
    words = f"{values.line(record.get('legal_status'), 100)} {values.line(record.get('name'), 200)}"
    for sphere, pattern in (("public", _PUBLIC), ("civic", _CIVIC), ("private", _PRIVATE)):
        if pattern.search(words):
            return sphere, "its name or legal status"
    if _CIVIC.search(values.line(record.get("description"), 2000)):
        return "civic", "its description"
    if any(scheme.startswith("GB-COH") or "COMPANY" in scheme for scheme in schemes):
        return "private", "its company number"
    return "civic", "assumed"


def _hosts(record: Mapping[str, Any]) -> list[str]:
    """The host names of its web and e-mail addresses, each with a dot in front."""
    found = [values.line(record.get("email"), 300).rpartition("@")[2]]
    for name in ("website", "url", "uri"):
        address = _quietly(values.website, record.get(name))
        found.append(urllib.parse.urlsplit(address).hostname or "")
    return ["." + host.lower() for host in found]
