"""Who is at a page of deciding together: the deliberation, the person if one is open here, and how they take part."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from helpfulacts.core.errors import NotFound, Refused
from helpfulacts.deliberation import contributions, mapped, public, selectors
from helpfulacts.deliberation.rules_asked import what_if_of
from helpfulacts.directory import selectors as directory
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.begin_person import begin_person
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.open_record import open_record
from helpfulacts.people.actor import NOBODY, Actor

from ..languages import FIRST, OWN_NAMES, named
from ..once import once_only
from ..refusals import add_refusal
from ..slips import sealed_slip
from ..visitor import SLIP, open_plan_in_this_browser
from .plan_mine import actor_for
from .speaking import Voice, keep_voice, voice_of, voices

WAITS = "deciding_waits"
"""In the session: answers of somebody who has not said yet that they take part."""
WHY_OPENED = "To answer with you, at the desk"
"""What somebody reads of a look at what they answered."""
COMES_BACK = "deciding_comes_back"
"""In the session: the number of what somebody wanted to take part in when they went to write their six words."""

LANGUAGE = "deciding_language"
"""In the session: in which language somebody reads what people brought, where there is a translation."""


@dataclass(frozen=True)
class Here:
    """`person` and `membership` are None for whoever we do not know, or who does not take part yet.

    `body`: the organisation that takes part, where whoever speaks for it is here; there is then no `person`. `voices`: for whom
    they may act; `voice`: the key of the one for whom they do, "" where they must choose first.
    """

    place: Any
    deliberation: Any
    stages: list[Any]
    person: Any
    membership: Any
    actor: Actor
    body: Any = None
    voices: tuple[Voice, ...] = ()
    voice: str = ""

    @property
    def undecided(self) -> bool:
        """They must say first for whom they act."""
        return bool(self.voices) and not self.voice

    @property
    def can_choose(self) -> bool:
        """They must say first for whom, and may act at once for one of them: a form asks it, beside what is typed."""
        return self.undecided and any(one.membership is not None for one in self.voices)

    @property
    def by_proxy(self) -> bool:
        return self.person is not None and self.actor.person_id != self.person.pk

    @property
    def channel(self) -> str:
        """How an answer came: by themselves, or with somebody from the desk."""
        return "assisted" if self.by_proxy else "online"


def here(request: HttpRequest, number: int) -> Here:
    """Whom a form names is kept for this visit, so that the page after it is about them. Raises NotFound for what is not published."""
    place = request.place  # type: ignore[attr-defined]
    deliberation = selectors.get_deliberation(place, number)
    if deliberation.published_at is None:
        raise NotFound("There is nothing of that number here. See what is being decided.")
    stages = selectors.stages_of(deliberation)
    found = voices(request, deliberation)
    voice = voice_of(request, deliberation, found)
    if voice is None:
        return Here(place, deliberation, stages, None, None, NOBODY, voices=tuple(found))
    if request.POST.get("for_whom"):
        keep_voice(request, deliberation, voice.key)
    return as_voice(Here(place, deliberation, stages, None, None, NOBODY, voices=tuple(found)), voice)


def as_voice(mine: Here, voice: Voice) -> Here:
    """The same, for one of those for whom they may act."""
    return replace(
        mine, person=voice.person, membership=voice.membership, actor=voice.actor, body=voice.body, voice=voice.key
    )  # fmt: skip


def show(
    request: HttpRequest, mine: Here, template: str, context: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of one deliberation. What somebody answered is theirs: a look at it from the desk is kept, and they see it."""
    given: dict[str, Any] = {
        "one": mine.deliberation,
        "mine": mine,
        "makes_map": mine.deliberation.uses != "position" and mapped.makes_map(mine.stages),
        **(context or {}),
    }
    if mine.body is not None:
        given["personal"] = False  # what a body answers is about nobody
    if mine.membership is not None and mine.by_proxy and given.get("personal"):
        open_record(
            place=mine.place, actor=mine.actor, person=mine.person, why=WHY_OPENED,
            noun="deliberation", subject=mine.deliberation.pk,
        )  # fmt: skip
    return render(request, f"web/deciding/{template}.html", given, status=status)


def to(request: HttpRequest, name: str, number: int) -> HttpResponse:
    return redirect(name, place_slug=request.place.slug, number=number)  # type: ignore[attr-defined]


def saved_file(text: str, name: str, kind: str = "application/json") -> HttpResponse:
    """A text that the browser saves under this name. kind: its media type."""
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def open_now(mine: Here) -> dict[str, Any]:
    """The stages in which something can be done now: said one by one, shared out in points, voted.

    Where only those take part who are drawn, nobody else can.
    """
    if mine.deliberation.ended_at is not None or _only_looks_on(mine):
        return {"say": None, "weigh": None, "vote": None}
    return {
        "say": public.open_of(mine.stages, handed_in=False),
        "weigh": public.open_of(mine.stages, handed_in=False, weights=True),
        "vote": public.open_of(mine.stages, handed_in=True),
    }


def _only_looks_on(mine: Here) -> bool:
    return mine.deliberation.open_to == "drawn" and (
        mine.membership is None or mine.membership.role == "observer"
    )


def not_now(mine: Here, said: str) -> str:
    """Why somebody can do nothing in a part: what is `said`, or that it is for those who were drawn."""
    return "Only those who were drawn answer here. You can read all of it." if _only_looks_on(mine) else said


def begun_here(
    request: HttpRequest,
    form: Any,
    action: str,
    page: Callable[[Any, int], HttpResponse],
    do: Callable[[Any, Actor], Any],
) -> HttpResponse | None:
    """For somebody whom we do not know yet: a record with six words, shown once, for whom `do(person, by)` is done.

    form: a JoinForm. page(form, status): draws it again. None when all went well; then this browser is theirs.
    """
    place = request.place  # type: ignore[attr-defined]
    given: list[str] = []  # the sealed words of this press; they are in no answer that is kept

    def write() -> dict[str, str]:
        person = begin_person(place=place, postcode=form.where, ward=form.ward_chosen())
        do(person, actor_for(request, person))
        given.extend(sealed_slip(give_phrase(person=person), person))
        return {"person": str(person.pk)}

    if not form.is_valid():
        return page(form, 422)
    try:
        answer = once_only(request, action, write)
    except Refused as refusal:
        add_refusal(form, refusal)
        return page(form, 422)
    person = people.person_by_id(place, uuid.UUID(answer["person"]))
    if person is None:
        form.add_error(None, "What this form began is deleted. Send it again to begin anew.")
        return page(form, 422)
    kept = request.session.get(WAITS)
    open_plan_in_this_browser(request, person.pk)
    if kept:
        request.session[WAITS] = kept
    if given:
        request.session[SLIP] = given
    return None


def shown_what_if(deliberation: Any) -> int | None:
    """The number of the what-if that says what it would do to people, where everybody can read it."""
    found = what_if_of(deliberation)
    return found.number if found is not None else None


def wait_with(request: HttpRequest, mine: Here, stage: Any, answers: dict[int, int]) -> HttpResponse:
    """Keep these answers for this visit, and ask first what taking part means."""
    kept = {str(number): value for number, value in answers.items()}
    request.session[WAITS] = {"stage": str(stage.pk), "answers": kept}
    return to(request, "deciding_join", mine.deliberation.number)


def waiting(request: HttpRequest, stage: Any) -> dict[int, int]:
    """Answers that wait for this stage, by number."""
    kept = request.session.get(WAITS) or {}
    if stage is None or kept.get("stage") != str(stage.pk):
        return {}
    return {int(number): int(value) for number, value in kept["answers"].items()}


def unsent(request: HttpRequest, mine: Here) -> bool:
    """Whether they chose something before they took part, in a vote or for points, and have not handed it in."""
    doing = open_now(mine)
    parts = (doing["vote"], doing["weigh"])
    return mine.membership is not None and any(
        waiting(request, part) and not public.answers_of(part, mine.membership) for part in parts
    )


def writing_in(mine: Here, before: str = FIRST) -> list[str]:
    """In which languages somebody can bring something here: those in which help is given, and those of this question.

    before: that of the words that they say otherwise.
    """
    known = {
        FIRST,
        before,
        *directory.languages_spoken(mine.place),
        *contributions.languages_of(mine.deliberation),
    }
    return [*(code for code in OWN_NAMES if code in known), *({before} - set(OWN_NAMES))]


def read_in_chosen(request: HttpRequest, deliberation: Any) -> None:
    """From now on in the language that a form says. What is no language of this question is passed over."""
    code = request.POST.get("language", "")
    if code == FIRST:
        request.session.pop(LANGUAGE, None)
    elif code in contributions.languages_of(deliberation):
        request.session[LANGUAGE] = code


def reading_in(request: HttpRequest, deliberation: Any) -> dict[str, Any]:
    """`reads_in`: the language in which somebody reads what people brought here. `languages`: those to choose from.

    It is the one that they chose, where anything of this question is in it.
    """
    there = [code for code in contributions.languages_of(deliberation) if code != FIRST]
    chosen = request.session.get(LANGUAGE, FIRST)
    codes = [FIRST, *there] if there else []
    return {
        "reads_in": chosen if chosen in there else FIRST,
        "languages": [(code, named(code)) for code in codes],
    }
