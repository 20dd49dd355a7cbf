"""In which language somebody reads what people brought: kept for the visit, in this browser alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from helpfulacts.deliberation import contributions

from ..languages import FIRST
from .deciding_parts import LANGUAGE, here, to

BACK = ("deciding_said", "deciding_say", "deciding_vote", "deciding_weigh")


@require_POST
def choose_language(request: HttpRequest, number: int) -> HttpResponse:
    """Back to the page on which it was chosen. What is no language of this question is passed over."""
    mine = here(request, number)
    code, back, about = (request.POST.get(name, "") for name in ("language", "back", "about"))
    if code == FIRST:
        request.session.pop(LANGUAGE, None)
    elif code in contributions.languages_of(mine.deliberation):
        request.session[LANGUAGE] = code
    answer = to(request, back if back in BACK else BACK[0], number)
    if back == "deciding_say" and about.isdecimal():
        answer["Location"] += f"?about={int(about)}"
    return answer
