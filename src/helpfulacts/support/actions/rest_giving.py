"""What somebody gives rests from when it is said that they are under 18: nobody comes to them alone either."""

from __future__ import annotations

from helpfulacts.core import register
from helpfulacts.core.clock import now
from helpfulacts.directory.actions.pause_offer import pause_offer
from helpfulacts.directory.models import Offer
from helpfulacts.people.actor import Actor, the_person
from helpfulacts.people.models import Person
from helpfulacts.places.models import Place
from helpfulacts.promises.actions.ask_desk_to_tell import ask_desk_to_tell

from ..giving import asked_of
from ..models import HelpfulAct, PassedOn
from ..young import PUT_ASIDE
from .free_place import ends_how, free_place
from .release_act import LETS_GO, release_place_of

COMING = ("agreed", "promised", "done", "confirmed")
TELL = "{title}: it cannot go on for now. Ask what else would help."
TELL_LOAN = "{title}: bring it back together with them, or fetch it for them. They do not go there alone."


def rest_giving(*, person: Person) -> int:
    """Their offers are “not now”, and what others had agreed with them goes as any giver's “not now”. How many offers and acts.

    The register has it as theirs, as ever. Nobody is told how old they are; whoever was promised something hears that it cannot be.
    """
    if not person.is_under_18:
        return 0
    by = the_person(person.pk)
    with register.writing(person.place_id):
        gives = Offer.objects.filter(place=person.place_id, giver=person)
        active = list(gives.filter(status="active").order_by("pk"))
        for offer in active:
            pause_offer(offer=offer, by=by)
        gives.filter(status__in=("held", "hidden")).update(not_now=True)  # it rests when it is let back
        theirs = [act for act in asked_of(person, COMING) if act.offer.giver_id == person.pk]  # type: ignore[union-attr]
        went = sum(_let_go(act, by) for act in theirs)
    return len(active) + went


def _let_go(act: HelpfulAct, by: Actor) -> bool:
    """What is to come goes as any giver's “not now”; help that was done and goes on ends, as where they say so."""
    act.refresh_from_db()  # one that waited for another may have gone with it
    if act.state in LETS_GO:
        release_place_of(act=act, state="declined", by=by)
        return True
    PassedOn.objects.filter(place=act.place_id, act=act).delete()
    how = ends_how(act)
    if act.holds_id is None or how == "never":
        return False
    if how == "back":
        if PUT_ASIDE not in act.reason:
            act.reason = {**act.reason, PUT_ASIDE: now().isoformat()}
            act.save(update_fields=["reason"])
            _tell(act, TELL_LOAN, quiet=True)
        return False
    free_place(act=act, by=by)
    _tell(act, TELL)
    return True


def _tell(act: HelpfulAct, words: str, *, quiet: bool = False) -> None:
    ask_desk_to_tell(
        place=act.place,
        to=("person", act.plan.person_id),
        about=("helpful act", act.pk),
        what=words.format(title=act.title),
        trigger="the giver said not now",
        quiet=quiet,
    )


def rest_all_giving(*, place: Place) -> int:
    """The same for everybody of a place, each night: whatever road listed it again. Again, it changes nothing."""
    gives = Offer.objects.filter(place=place, giver__isnull=False).exclude(status="ended").order_by()
    young = Person.objects.filter(place=place, age_band=Person.UNDER_18, pk__in=gives.values("giver"))
    return sum(rest_giving(person=person) for person in young.order_by("pk"))
