"""In which language somebody reads what people brought: kept for the visit, in this browser alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from .deciding_parts import here, read_in_chosen, to

BACK = ("deciding_said", "deciding_say")


@require_POST
def choose_language(request: HttpRequest, number: int) -> HttpResponse:
    """Back to the page on which it was chosen, of those that keep nothing that was typed."""
    read_in_chosen(request, here(request, number).deliberation)
    back, about = request.POST.get("back", ""), request.POST.get("about", "")
    answer = to(request, back if back in BACK else BACK[0], number)
    if back == "deciding_say" and about.isdecimal():
        answer["Location"] += f"?about={int(about)}"
    return answer
