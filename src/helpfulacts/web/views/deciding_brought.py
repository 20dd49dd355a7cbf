"""How what people bring is read, for everybody; and for its author: another look, other words, or taking it back."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from helpfulacts.core.errors import NotFound
from helpfulacts.deliberation import moderation
from helpfulacts.deliberation.actions.appeal import appeal
from helpfulacts.deliberation.actions.reword import reword
from helpfulacts.deliberation.actions.withdraw import withdraw
from helpfulacts.deliberation.authors import Fate, fates_of
from helpfulacts.deliberation.contributions import get_contribution, last_revision
from helpfulacts.deliberation.policy import policy

from ..forms.deciding import BRINGS
from ..forms.office_moderation import AgainForm
from ..refusals import press_button
from .deciding_bring import FREE, read_first
from .deciding_parts import Here, as_voice, here, open_now, show, to, writing_in
from .office import page_of
from .plan_mine import write_form


@require_GET
def how_we_read(request: HttpRequest) -> HttpResponse:
    """The policy with how often each line was used, what waits too long, and what was done: never the words.

    `?question=` and `?number=`: what was done about one thing.
    """
    place = request.place  # type: ignore[attr-defined]
    asked = [request.GET.get(name, "") for name in ("question", "number")]
    about = (int(asked[0]), int(asked[1])) if all(re.fullmatch(r"[0-9]{1,9}", one) for one in asked) else None
    page = page_of(request, moderation.log_rows(place, about))
    context = {
        "lines": list(zip(policy().values(), moderation.counted_by_line(place), strict=True)),
        "overdue": moderation.overdue(place),
        "about": about,
        "page": page,
        "log": moderation.in_log(page.object_list),
    }
    return render(request, "web/deciding/how_we_read.html", context)


def fates(mine: Here, contributions: Any) -> dict[Any, Fate]:
    """What was done to what this member brought, and what they can do now."""
    return fates_of(contributions, open_now(mine)["say"])


def _mine(request: HttpRequest, number: int, brought: int) -> tuple[Here, Any, Fate]:
    """Who has not said for whom they act is here for who brought it. Somebody else's is as good as not there. Raises NotFound."""
    mine = here(request, number)
    found = get_contribution(mine.deliberation, brought) if mine.voices else None
    if found is not None and mine.undecided:
        its = (one for one in mine.voices if one.membership and one.membership.pk == found.author_id)
        mine = next((as_voice(mine, one) for one in its), mine)
    if found is None or mine.membership is None or found.author_id != mine.membership.pk:
        raise NotFound("You brought nothing of that number here.")
    return mine, found, fates(mine, [found])[found.pk]


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Why it should be shown, for somebody else than who hid it; once."""
    mine, found, fate = _mine(request, number, brought)
    if request.method != "POST" and not fate.may_ask_again:
        messages.info(request, "Nobody can look at this again now. What was done stands on this page.")
        return to(request, "deciding_mine", number)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, mine, "again", {"found": found, "fate": fate, "personal": True, **context}, status
        )

    if request.method != "POST":
        return page({"form": AgainForm()})
    form = AgainForm(request.POST)

    def write() -> None:
        appeal(contribution=found, words=form.cleaned_data["words"], by=mine.actor)

    def done(_: Any) -> HttpResponse:
        messages.success(request, "Somebody else looks at it again, within five working days. You read here what they say.")  # fmt: skip
        return to(request, "deciding_mine", number)

    return write_form(
        request, form, action="deciding_again", write=write, page=page, done=done, free=("words",)
    )


@require_http_methods(["GET", "POST"])
def otherwise(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Other words for the same thing, until others have answered it."""
    mine, found, fate = _mine(request, number, brought)
    if found.kind not in BRINGS or (request.method != "POST" and not fate.may_reword):
        messages.info(request, "These words stay as they are now. You can bring another while that is open.")
        return to(request, "deciding_mine", number)

    def page(context: dict[str, Any], status: int = 200) -> HttpResponse:
        return show(
            request, mine, "otherwise", {"found": found, "fate": fate, "personal": True, **context}, status
        )

    last = last_revision(found)
    before = {"title": last.title, "words": last.words, "language": last.language}
    form = BRINGS[found.kind](request.POST or None, initial=before, languages=writing_in(mine, last.language))
    form.fields.pop("cost", None)  # what it costs is for whoever works it out
    if request.method != "POST":
        return page({"form": form})
    stage = open_now(mine)["say"]

    def write() -> None:
        if stage is None:
            raise NotFound("Nothing can be said in this part now.")
        given = {name: form.cleaned_data.get(name, "") for name in ("title", "words", "language")}
        no_person = bool(form.cleaned_data["no_person"])
        reword(contribution=found, stage=stage, by=mine.actor, no_person=no_person, **given)

    def done(_: Any) -> HttpResponse:
        messages.success(request, "We have your new words. You see here what becomes of them.")
        return to(request, "deciding_mine", number)

    return read_first(request, mine, found.kind, form, page, but=found) or write_form(
        request, form, action="deciding_otherwise", write=write, page=page, done=done, free=FREE
    )


@require_POST
def take_back(request: HttpRequest, number: int, brought: int) -> HttpResponse:
    """Its words are destroyed; that something was there stays."""
    mine, found, _ = _mine(request, number, brought)
    return press_button(
        request, "deciding_take_back", lambda: withdraw(contribution=found, by=mine.actor),
        "You took it back. Its words are gone.", "deciding_mine", anchor="brought", number=number,
    )  # fmt: skip
