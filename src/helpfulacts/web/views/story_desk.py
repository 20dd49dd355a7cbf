"""A storyteller's workspace: what people offered, drafts, those whom they quote, and what was taken back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.people.actions.open_record import open_once_a_day
from helpfulacts.support import stories
from helpfulacts.support.actions.ask_for_yes import send_story
from helpfulacts.support.actions.publish_story import publish_story
from helpfulacts.support.actions.write_story import begin_story, drop_story, use_telling, write_story

from ..forms.stories import DraftForm
from ..refusals import press_button
from .office import for_roles
from .plan_mine import write_form

storytellers_only = for_roles("storyteller")
WHY = "To see if it makes a story"


@require_GET
@storytellers_only
def home(request: HttpRequest) -> HttpResponse:
    """What waits for a pen, and what became of the rest. Nobody's words stand on this page."""
    place = request.place  # type: ignore[attr-defined]
    mine = stories.stories_by(place, request.actor)  # type: ignore[attr-defined]
    return render(
        request, "web/office/story_desk.html",
        {
            "tellings": stories.offered(place), "mine": [one for one in mine if one.state != "withdrawn"],
            "gone": [one for one in mine if one.state == "withdrawn"],
        },
    )  # fmt: skip


def _mine(request: HttpRequest, story_id: uuid.UUID) -> Any:
    """A story that this account writes; somebody else's draft is as good as not there."""
    story = stories.get_story(request.place, story_id)  # type: ignore[attr-defined]
    if story.by_account != request.actor.account_id:  # type: ignore[attr-defined]
        raise NotFound("There is no such story of yours in this place.")
    return story


@require_GET
@storytellers_only
def offered(request: HttpRequest, telling_id: uuid.UUID) -> HttpResponse:
    """What somebody offered: a look that they see."""
    place, actor = request.place, request.actor  # type: ignore[attr-defined]
    telling = stories.get_telling(place, telling_id)
    open_once_a_day(
        place=place, actor=actor, people=[telling.person_id], why=WHY, noun="telling", subject=telling.pk
    )
    drafts = [one for one in stories.stories_by(place, actor) if one.state in ("draft", "sent")]
    return render(request, "web/office/story_offered.html", {"telling": telling, "drafts": drafts})


@require_POST
@storytellers_only
def use(request: HttpRequest, telling_id: uuid.UUID) -> HttpResponse:
    """In the draft that `story` names, or in a new one."""
    telling = stories.get_telling(request.place, telling_id)  # type: ignore[attr-defined]
    actor, named = request.actor, request.POST.get("story", "")  # type: ignore[attr-defined]
    drafts = {str(one.pk): one for one in stories.stories_by(telling.place, actor)}

    def write() -> None:
        if named in drafts:
            use_telling(story=drafts[named], telling=telling, by=actor)
        else:
            begin_story(tellings=[telling], by=actor)

    return press_button(
        request, "story_use", write, "It is in the story. Write on. Nobody else can read it yet.", "story_desk",
        anchor="mine",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@storytellers_only
def write(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """The draft; those whom it quotes see each day on which it was opened."""
    place, actor, story = request.place, request.actor, _mine(request, story_id)  # type: ignore[attr-defined]
    if story.state == "withdrawn":
        raise NotFound("This story was taken back. Its words are gone.")
    quotes = stories.quotes_in(story)
    form = DraftForm(request.POST or None, initial={"title": story.title, "text": stories.as_typed(story)})

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        open_once_a_day(
            place=place, actor=actor, people=[quote.telling.person_id for quote in quotes], why="To write a story",
            noun="story", subject=story.pk,
        )  # fmt: skip
        all_yes = bool(quotes) and all(quote.answer == "yes" for quote in quotes)
        return render(
            request, "web/office/story_write.html",
            {"story": story, "quotes": quotes, "lines": stories.paragraphs(story), "all_yes": all_yes, **context},
            status=status,
        )  # fmt: skip

    if request.method != "POST":
        return page({"form": form})

    def save() -> dict[str, str]:
        given = form.cleaned_data
        write_story(story=story, title=given["title"], text=given["text"], by=actor)
        return {"story": str(story.pk)}

    def done(answer: Any) -> HttpResponse:
        messages.success(request, "Saved. Nobody else can read it yet.")
        return redirect("story_write", place_slug=place.slug, story_id=story.pk)

    return write_form(request, form, action="story_write", write=save, page=page, done=done)


@require_POST
@storytellers_only
def send(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """To those whom it quotes."""
    story, actor = _mine(request, story_id), request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "story_send", lambda: send_story(story=story, by=actor),
        "Sent. Each of them finds it on their plan, and says yes or no.", "story_write", story_id=story.pk,
    )  # fmt: skip


@require_POST
@storytellers_only
def publish(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """For everybody to read."""
    story, actor = _mine(request, story_id), request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "story_publish", lambda: publish_story(story=story, by=actor),
        "Everybody can read it now. They can take it back at any time.", "story_write", story_id=story.pk,
    )  # fmt: skip


@require_POST
@storytellers_only
def drop(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """A draft goes; a story that people read is taken down."""
    story, actor = _mine(request, story_id), request.actor  # type: ignore[attr-defined]
    return press_button(
        request, "story_drop", lambda: drop_story(story=story, by=actor), "Gone. Its words are deleted.",
        "story_desk",
    )  # fmt: skip
