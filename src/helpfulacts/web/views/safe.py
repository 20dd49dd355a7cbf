"""Leave fast: forget this browser's session and show a page that says nothing about anybody."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..middleware import NEUTRAL_PAGE
from ..visitor import leave_plan


@csrf_exempt  # leaving must work even from a page that has grown old; all it does is forget
@require_POST
def leave_fast(request: HttpRequest) -> HttpResponse:
    logout(request)
    leave_plan(request)
    return redirect(NEUTRAL_PAGE)
