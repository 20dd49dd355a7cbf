"""Signing in looks and reads like the rest, and says that most people never need it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client

from helpfulacts.web.words import ease_of

User = get_user_model()

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


def test_every_letter_about_an_account_is_in_our_words_and_names_a_person(place: Any) -> None:
    asks = (
        ("signup/", "ada@example.org", "Is this address yours?"),
        ("signup/", "ada@example.org", "You have an account already"),
        ("password/reset/", "ada@example.org", "Choose a new password"),
        ("password/reset/", "nobody@example.org", "There is no account with this address"),
    )
    for path, email, subject in asks:
        mail.outbox.clear()
        cache.clear()  # one such letter in three minutes: time goes on here
        known = User.objects.filter(email=email)
        EmailAddress.objects.filter(user__in=known).update(verified=True)
        password = "a long walk by the river"
        sent = Client().post(
            f"/account/{path}", {"email": email, "password1": password, "password2": password}
        )
        assert sent.status_code == 302, path
        [letter] = mail.outbox
        assert letter.subject == f"Helpful Acts: {subject}"
        assert f"A person to talk to: {place.person_to_talk_to}" in letter.body
        assert "http://testserver/account/" in letter.body and "do nothing" in letter.body.lower()
        for library in ("example.com", "signup", "email", "user", "Thank you for using", "&#"):
            assert library not in re.sub(r"http\S+", "", letter.body), library
        assert ease_of(re.sub(r"http\S+|\S+@\S+", "", letter.body)).grade <= 6
