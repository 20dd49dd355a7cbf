"""Stories that everybody may read, and what stands where one was taken back."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helpfulacts.support import stories


@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    return render(request, "web/public/stories.html", {"stories": stories.public_stories(request.place)})  # type: ignore[attr-defined]


@require_GET
def story(request: HttpRequest, story_id: uuid.UUID) -> HttpResponse:
    """One story and where it comes from; 410 where it was taken back. No copy of it is to be kept by anybody."""
    found = stories.public_story(request.place, story_id)  # type: ignore[attr-defined]
    if found is None:
        return render(request, "web/public/story_gone.html", status=410)
    answer = render(
        request, "web/public/story.html",
        {"story": found, "lines": stories.paragraphs(found, public=True), **stories.provenance(found)},
    )  # fmt: skip
    answer["X-Robots-Tag"] = "noarchive, nosnippet"
    return answer
