"""What actions on people's own words share: how long each may be, whose it is, and that somebody reads what waits."""

from __future__ import annotations

from django.db.models import Max

from helpfulacts.core.clock import now, today
from helpfulacts.core.errors import NotAllowed, Refused
from helpfulacts.core.words import tidy
from helpfulacts.directory.crisis import advice_for
from helpfulacts.people.actor import Actor
from helpfulacts.people.models import Organisation, Person
from helpfulacts.people.public_words import ask_if_person, public_words
from helpfulacts.promises.actions.keep_promises import keep_promises
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.promises.models import OPEN, Promise

from .models import Contribution, Deliberation, Membership, Revision, Stage
from .rules import speaks_for

NOUN = "contribution"
READ = "brought-words"
"""The clock by which what waits is read."""
LONGEST = {"statement": 280, "proposal": 4000, "clause": 4000, "amendment": 4000, "reason": 1000}
LONGEST_TITLE = 120
TITLED = ("proposal",)


def said(deliberation: Deliberation, kind: str, title: str, words: str, no_person: bool) -> tuple[str, str]:
    """(title, words), tidied. Raises Refused where they are missing, too long, or may tell who somebody is.

    no_person: the author was asked, and said that what looks like a name is no private person.
    """
    if kind in TITLED:
        title = public_words(title, "Give it a short title.", field="title", longest=LONGEST_TITLE)
    elif title:
        title = public_words(title, "Write it in words.", field="title", longest=LONGEST_TITLE)
    words = public_words(words, "Write it in words.", field="words", longest=LONGEST[kind])
    if not no_person:
        bodies = list(Organisation.objects.filter(place=deliberation.place_id).values_list("name", flat=True))
        for text in (title, words):
            ask_if_person(deliberation.place, text, bodies)
    return title, words


def language_code(language: str) -> str:
    """As it is kept, “ur” say. Raises Refused."""
    code = tidy(language).lower()[:10]
    if not code or not code.replace("-", "").isalnum():
        raise Refused("Choose the language.", field="language")
    return code


def is_author(actor: Actor, membership: Membership | None) -> bool:
    """Whether what this member brought is the actor's own: the person, their account in a role, or their body, in any
    role: nobody of a body reads for others what it brought."""
    if membership is None:
        return False
    if membership.organisation_id is not None:
        return actor.body_id == membership.organisation_id
    if membership.person_id is None:
        return False
    if actor.person_id == membership.person_id:
        return True
    theirs = Person.objects.filter(place=membership.place_id, pk=membership.person_id)
    return actor.account_id is not None and theirs.filter(account=actor.account_id).exists()


def require_author(actor: Actor, contribution: Contribution) -> None:
    """Raises NotAllowed. What a body brought is acted on by whoever speaks for it."""
    author = contribution.author
    body = author.organisation_id if author is not None else None
    if not (is_author(actor, author) if body is None else speaks_for(actor, body)):
        raise NotAllowed("Only who brought it can do this.")


def begin_state(stage: Stage | None, title: str, words: str) -> str:
    """“shown” where the stage shows at once, else “waiting”. What sounds like danger waits for a person, always."""
    at_once = stage is not None and stage.parameters.get("shown_at_once") is True
    return "shown" if at_once and advice_for(f"{title}\n{words}") is None else "waiting"


def next_number(deliberation: Deliberation) -> int:
    rows = Contribution.objects.filter(place=deliberation.place_id, deliberation=deliberation)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def write_revision(
    contribution: Contribution, title: str, words: str, language: str = "en", **fields: object
) -> Revision:
    """The next revision of it, inside `register.writing`."""
    rows = Revision.objects.filter(place=contribution.place_id, contribution=contribution)
    revision = Revision(
        place=contribution.place, contribution=contribution, number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        language=language, written_on=today(contribution.place.zone), **fields,
    )  # fmt: skip
    revision.title, revision.words = title, words
    revision.save(force_insert=True)
    return revision


def promise_to_read(contribution: Contribution, *, clock: str = READ) -> None:
    """Somebody reads what waits, by its clock; one promise at a time for each."""
    owed = Promise.objects.filter(
        OPEN, place=contribution.place_id, about_noun=NOUN, about_id=contribution.pk, clock=clock
    )
    if owed.exists():
        return
    what = f"Read what was brought as number {contribution.number}"
    make_promise(
        place=contribution.place, kind="clock", by_noun="partnership", by_id=None, by_shown_as="The partnership",
        to_noun="everyone", to_id=None, about_noun=NOUN, about_id=contribution.pk, clock=clock, quiet=True,
        trigger="somebody brought something", what=what if clock == READ else what.replace("Read", "Look again at"),
    )  # fmt: skip


def was_read(contribution: Contribution, by: Actor) -> None:
    """What was owed about it is kept."""
    owed = Promise.objects.filter(
        OPEN, place=contribution.place_id, about_noun=NOUN, about_id=contribution.pk
    )
    keep_promises(
        place=contribution.place,
        promises=owed.values_list("pk", flat=True),
        evidence="It was read.",
        by=by.role,
    )


def nothing_owed(contribution: Contribution, why: str) -> None:
    """Nobody needs to read it any more. Quiet: the action that calls it has the one entry of the register."""
    Promise.objects.filter(
        OPEN, place=contribution.place_id, about_noun=NOUN, about_id=contribution.pk
    ).update(excepted_at=now(), exception=why)


def require_not_over(deliberation: Deliberation) -> None:
    """Raises Refused where it is not published yet, or over."""
    if deliberation.published_at is None or deliberation.ended_at is not None:
        raise Refused("This is not open now. What was said in it is on the page.")


def put_beside(about: Contribution, membership: Membership, said: str) -> Contribution:
    """Words that were checked, as a reason beside what they are about; inside `register.writing`."""
    made = Contribution.objects.create(
        place=about.place, deliberation=about.deliberation, author=membership, kind="reason", parent=about,
        number=next_number(about.deliberation), brought_on=today(about.place.zone),
        state="shown" if membership.organisation_id is not None else "waiting",
    )  # fmt: skip
    write_revision(made, "", said)
    return made
