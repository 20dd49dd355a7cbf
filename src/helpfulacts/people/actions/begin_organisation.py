"""Begin an organisation of any sector."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpfulacts.core import register
from helpfulacts.core.errors import Refused

from ..models import Organisation

if TYPE_CHECKING:
    from helpfulacts.places.models import Place


def begin_organisation(
    *,
    place: Place,
    name: str,
    about: str = "",
    website: str = "",
    phone: str = "",
    email: str = "",
    source: str = "",
    exchange_id: uuid.UUID | None = None,
    carried: Mapping[str, Any] | None = None,
) -> Organisation:
    """A body that gives, funds or answers for something in `place`."""
    if not name.strip():
        raise Refused("Give the organisation a name.", field="name")
    with register.writing(place):
        body = Organisation.objects.create(
            place=place,
            name=name.strip()[:120],
            about=about,
            website=website,
            phone=phone,
            email=email,
            source=source,
            exchange_id=exchange_id or uuid.uuid4(),
            carried=dict(carried or {}),
        )
        register.record(
            place=place, action="began", noun="organisation", subject=body.pk, facts={"name": body.name}
        )
    return body
