"""Nobody has this yet: keep the honest answer, without the person and without their words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.places.models import Area, Place

from ..facets import FACET_CODES
from ..gap_figures import WHENS, both_whens, when_of
from ..models import Gap


def log_gap(
    *,
    place: Place,
    facets: Iterable[str],
    ward: Area | None = None,
    times: Iterable[str] = (),
    when: str = "any",
    source: str,
    about: uuid.UUID | None = None,
) -> Gap:
    """Log one gap. `source` is a key of Gap.SOURCES; the same `about` is logged once a source.

    `times`: slots of the week; `when`: a key of WHENS, where no slots are known. Told again with another `when`, the one gap
    keeps both. The register entry says only where we know it from: facets and ward of one person would say too much.
    """
    if source not in dict(Gap.SOURCES):
        raise Refused("A gap is known from finding, from a plan, from a note or from a sharing round.")
    if when not in WHENS:
        raise Refused("Say when: at any time, in the evening or at the weekend.", field="when")
    codes = [code for code in dict.fromkeys(facets) if code in FACET_CODES]
    with register.writing(place):
        if about is not None:
            kept = Gap.objects.filter(place=place, source=source, about=about).first()
            if kept is not None:
                return _told_again(kept, when)
        gap = Gap.objects.create(
            place=place, facets=codes, ward=ward, when=both_whens(when_of(times), when), source=source,
            about=about, at=now(),
        )  # fmt: skip
        register.record(place=place, action="log_gap", noun="gap", subject=gap.pk, facts={"source": source})
    return gap


def _told_again(gap: Gap, when: str) -> Gap:
    both = both_whens(gap.when, when)
    if both != gap.when:
        gap.when = both
        gap.save(update_fields=["when"])
    return gap
