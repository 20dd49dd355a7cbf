"""Run inside one installation, as a process of its own: `make SLUG`, `plan WORDS`, `see`, `yes`, `erase`. Prints JSON."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from helpfulacts.people.actor import the_person  # noqa: E402
from helpfulacts.places.models import Place  # noqa: E402
from helpfulacts.support.models import AskedByNeighbour, AskedNextDoor, HelpfulAct, NextDoorLine, Plan  # noqa: E402
from tests.many_places import make_asker, make_place  # noqa: E402


def make(slug: str, title: str) -> Any:
    """A place with one open offer of a body."""
    from helpfulacts.directory.models import Offer
    from helpfulacts.people.actions.begin_organisation import begin_organisation

    place = make_place(slug, offers=1, rules=False)
    body = begin_organisation(place=place, name=f"The repair club of {slug}")
    Offer.objects.filter(place=place).update(
        title=title, provider=body, access="open", shown_from=f"The repair club of {slug}"
    )
    return {"offer": str(Offer.objects.get(place=place).pk)}


def plan(words: str, called: str, first: str) -> Any:
    """Somebody with a name, a plan and one wish."""
    from helpfulacts.support.models import Aspiration

    person = make_asker(Place.objects.get(), called=called)
    wish = Aspiration.objects.select_related("plan").get(plan__person=person)
    wish.words, wish.plan.words = words, first
    wish.save(update_fields=["words_sealed"])
    wish.plan.save(update_fields=["words_sealed"])
    return {"wish": str(wish.pk)}


def see() -> Any:
    acts = list(HelpfulAct.objects.all())
    return {
        "acts": [{"title": act.title, "state": act.state, "from": act.shown_from} for act in acts],
        "lines": NextDoorLine.objects.count(),
        "asked": AskedNextDoor.objects.count(),
        "by_neighbours": [
            {"words": one.words, "facets": one.facets, "answer": one.answer, "said": one.said}
            for one in AskedByNeighbour.objects.all()
        ],
    }


def heard() -> Any:
    """What came back, with the sentence."""
    return [f"{one.answer}: {one.next_step}" for one in AskedNextDoor.objects.all()]


def register() -> Any:
    from helpfulacts.core.register import saved_lines

    return list(saved_lines(Place.objects.get()))


def yes() -> Any:
    from helpfulacts.support.actions.answer_act import answer_act

    act = HelpfulAct.objects.select_related("plan__person", "place", "offer").get(state="suggested")
    answer_act(act=act, answer="yes", by=the_person(act.plan.person_id))
    return {"state": act.state}


def erase() -> Any:
    from helpfulacts.support.actions.erase_plan import erase_plan

    one = Plan.objects.select_related("person", "place").get()
    erase_plan(plan=one, by=the_person(one.person_id))
    return {}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
