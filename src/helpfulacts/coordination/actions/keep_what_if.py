"""Keep a what-if that was worked out, with the figures of that day; and show it to everybody.

keep_what_if(place=, title=, worked=, by=) -> WhatIf
show_what_if(what_if=, by=)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.core.errors import Refused
from helpfulacts.core.words import tidy
from helpfulacts.people.actor import Actor
from helpfulacts.people.rules import require

from ..models import WhatIf
from ..rules import may_keep_what_if
from ..what_if.working import WorkedOut

if TYPE_CHECKING:
    from helpfulacts.places.models import Place

LONGEST = 120


def keep_what_if(*, place: Place, title: str, worked: WorkedOut, by: Actor) -> WhatIf:
    """Keep what was worked out before (outside any write: it takes seconds). Only officers see it until it is shown.

    The register does not say its title before that. Raises Refused, NotAllowed.

    Only the office may ask what would happen: whoever could ask again and again with a small change each time could
    work out who somebody is by subtracting the answers.
    """
    require(may_keep_what_if(by), "work out what rules would do")
    title = tidy(title)
    if not title:
        raise Refused("Give it a title, so that people know what it is about.", field="title")
    if len(title) > LONGEST:
        raise Refused(f"Keep the title to {LONGEST} letters.", field="title")
    with register.writing(place):
        last = WhatIf.objects.filter(place=place).aggregate(last=Max("number"))["last"] or 0
        what_if = WhatIf.objects.create(
            place=place,
            number=last + 1,
            title=title,
            scenarios=[scenario.as_json() for scenario in worked.scenarios],
            figures=worked.figures,
            made_at=now(),
            made_by_shown_as=by.shown_as,
        )
        register.record(
            place=place,
            action="kept a what-if",
            noun="what-if",
            subject=what_if.pk,
            facts={"number": what_if.number, "by": by.shown_as},
        )
    return what_if


def show_what_if(*, what_if: WhatIf, by: Actor) -> bool:
    """Everybody may read it from now on. Whether that is new. Raises NotAllowed."""
    require(may_keep_what_if(by), "show what rules would do")
    with register.writing(what_if.place_id):
        rows = WhatIf.objects.filter(place=what_if.place_id, pk=what_if.pk, shown_at__isnull=True)
        if not rows.update(shown_at=now(), shown_by_shown_as=by.shown_as):
            return False
        register.record(
            place=what_if.place, action="showed a what-if", noun="what-if", subject=what_if.pk,
            facts={"number": what_if.number, "title": what_if.title, "by": by.shown_as},
        )  # fmt: skip
    what_if.refresh_from_db()
    return True
