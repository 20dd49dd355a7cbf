"""Signing in looks and reads like the rest, and says that most people never need it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

PAGES = ("login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/", "inactive/")


@pytest.mark.parametrize("path", PAGES)
def test_each_sign_in_page_is_one_of_ours(client: Client, db: None, path: str) -> None:
    page = client.get(f"/account/{path}").content.decode()
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert 'class="signin"' in page and "web/style.css" in page
    assert not re.search(r"<script|<style|\sstyle=", page)


def test_signing_in_says_that_no_account_is_needed_for_help(client: Client, db: None) -> None:
    page = client.get("/account/login/").content.decode()
    assert "You do not need to sign in to find help" in page


def test_a_wrong_password_is_one_line_with_a_link_and_tells_nothing_else(client: Client, db: None) -> None:
    page = client.post(
        "/account/login/", {"login": "nobody@example.org", "password": "wrong"}
    ).content.decode()
    assert 'class="error-summary"' in page
    assert 'href="#id_login"' in page and "do not go together" in page
    for label in ("E-mail", "Password", "Stay signed in on this device"):
        assert label in page
    assert "nobody@example.org" in page and "wrong" not in re.sub(r"class=\"[^\"]*\"", "", page)
