"""Somebody at a phone, by keyboard, on pages in which no script of the site runs; signed in to the office, or nobody that is known."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client
from hands import Keyboard

PHONE = {"width": 360, "height": 780}


def session_of(account: Any) -> str:
    """Of this account, signed in."""
    client = Client()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def stay_in(context: Any, address: str, session: str) -> None:
    """The browser goes on as this session is known to the site."""
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def at_a_phone(chromium: Any, address: str, session: str = "", *, patience: int = 20_000) -> Keyboard:
    """`patience`: milliseconds until a page must be there."""
    context = chromium.new_context(base_url=address, viewport=PHONE)
    if session:
        stay_in(context, address, session)
    page = context.new_page()
    page.set_default_timeout(patience)
    page.route("**/*.js", lambda route: route.abort())  # no script of the site runs; the checker does
    return Keyboard(page)
