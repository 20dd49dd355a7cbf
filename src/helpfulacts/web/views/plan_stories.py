"""A person's own part in stories: offer words, read what quotes them, say yes or no, and take it all back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from helpfulacts.core.clock import today
from helpfulacts.core.errors import Refused
from helpfulacts.support import plans, stories
from helpfulacts.support.actions.ask_for_yes import answer_story, change_telling
from helpfulacts.support.actions.take_back_telling import take_back_telling
from helpfulacts.support.actions.tell_for_story import Terms, tell_for_story

from ..forms.stories import OWN, OtherwiseForm, TellForm
from ..refusals import press_button, refuse_and_return
from .plan_mine import Mine, back, show, with_plan, with_plan_in_use, write_form

SAID = {
    "yes": "Thank you. It is shown when all whom it quotes have said yes.",
    "no": "You said no. You need no reason. It is not shown.",
}


@with_plan
def my_stories(request: HttpRequest, mine: Mine) -> HttpResponse:
    """What I offered, what quotes me, and a button to take each back."""
    return show(
        request, "stories",
        {"quotes": stories.quotes_of_person(mine.person), "tellings": stories.tellings_of(mine.person)},
    )  # fmt: skip


def _choices(mine: Mine) -> dict[str, tuple[str, dict[str, Any]]]:
    """What the person said already: code → (its words, what of the plan it comes from)."""
    told = {f"act-{act.pk}": (act.outcome, {"act": act}) for act in stories.told_so_far(mine.plan)}
    wishes = plans.aspirations_of(mine.plan)
    return told | {f"wish-{wish.pk}": (wish.words, {"aspiration": wish}) for wish in wishes}


@require_http_methods(["GET", "POST"])
@with_plan_in_use
def tell_story(request: HttpRequest, mine: Mine) -> HttpResponse:
    """Words for stories: what changed as the person told it, a wish of theirs, or other words."""
    choices = _choices(mine)
    form = TellForm(
        request.POST or None, told=[(code, f"“{words}”") for code, (words, _) in choices.items()],
        by_proxy=mine.by_proxy,
    )  # fmt: skip

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "tell_story", {"by_proxy": mine.by_proxy, **context}, status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> dict[str, str]:
        given = form.cleaned_data
        words, source = choices.get(given["about"], (given["words"], {}))
        terms = Terms(
            given["called"],
            given["where"],
            today(mine.place.zone) + form.days(),
            given.get("basis") or "self",
        )
        telling = tell_for_story(plan=mine.plan, words=words, terms=terms, by=mine.actor, **source)
        return {"telling": str(telling.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Kept. A storyteller may read it now. Nothing is shown without your yes.")
        return back(request, "my_stories")

    free = ("words",) if request.POST.get("about", OWN) == OWN else ()
    return write_form(request, form, action="tell_story", write=write, page=page, done=done, free=free)


def _page(
    request: HttpRequest, mine: Mine, quote: Any, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    lines = stories.paragraphs(quote.story, reader=mine.person)
    return show(
        request, "story",
        {
            "quote": quote, "lines": lines, "kept_back": any(line.kept_back for line in lines),
            "by_proxy": mine.by_proxy, **context,
        },
        status,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@with_plan
def my_story(request: HttpRequest, mine: Mine, quote_id: uuid.UUID) -> HttpResponse:
    """GET: the story as it stands. POST: yes or no, by `press`, to the version that was read."""
    quote = stories.my_quote(mine.person, quote_id)
    if request.method != "POST":
        return _page(request, mine, quote, {})
    press, version = request.POST.get("press", ""), request.POST.get("version", "")
    if press not in SAID or not version.isdecimal():
        return refuse_and_return(request, Refused("Press one of the buttons."), "my_story", quote_id=quote_id)
    return press_button(
        request, f"story_{press}",
        lambda: answer_story(quote=quote, answer=press, version=int(version), by=mine.actor),
        SAID[press], "my_stories",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@with_plan
def my_story_words(request: HttpRequest, mine: Mine, quote_id: uuid.UUID) -> HttpResponse:
    """My own words, put otherwise: the story goes back to its writer, and comes to me again."""
    quote = stories.my_quote(mine.person, quote_id)
    start = {"words": quote.telling.words, "called": quote.telling.called, "version": quote.version}
    form = OtherwiseForm(request.POST or None, initial=start)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(request, "story_words", {"quote": quote, **context}, status)

    if request.method != "POST":
        return page({"form": form})

    def write() -> None:
        given = form.cleaned_data
        change_telling(
            quote=quote, words=given["words"], called=given["called"], version=given["version"], by=mine.actor
        )

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Changed. The writer works with these words, and you see the story again.")
        return back(request, "my_stories")

    return write_form(
        request, form, action="my_story_words", write=write, page=page, done=done, free=("words",)
    )


@require_POST
@with_plan
def take_back(request: HttpRequest, mine: Mine, telling_id: uuid.UUID) -> HttpResponse:
    """One press: the words go, and so does every story that quotes them."""
    telling = stories.my_telling(mine.person, telling_id)
    return press_button(
        request, "take_back_telling", lambda: take_back_telling(telling=telling, by=mine.actor),
        "Taken back. Your words are gone, and no story shows them.", "my_stories",
    )  # fmt: skip
