"""Short names that no place may have, because addresses begin with them or may one day.

The addresses are in `site/urls.py` and `web/urls.py`; a test walks them and finds each first word here.
"""

from __future__ import annotations

RESERVED = frozenset(
    [
        "account",
        "accounts",
        "admin",
        "api",
        "app",
        "assets",
        "auth",
        "cookies",
        "demo",
        "docs",
        "favicon",
        "feed",
        "feeds",
        "health",
        "help",
        "home",
        "login",
        "logout",
        "mail",
        "manifest",
        "media",
        "metrics",
        "offers",
        "openapi",
        "password",
        "places",
        "plan",
        "privacy",
        "public",
        "robots",
        "security",
        "service-worker",
        "sign-in",
        "sign-out",
        "signup",
        "sitemap",
        "static",
        "status",
        "system",
        "terms",
        "test",
        "users",
        "well-known",
        "www",
    ]
)
