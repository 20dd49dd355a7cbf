"""Run inside the demonstration's data: `python a_visitor.py` reads visits as JSON and says what each reads, as JSON.

A visit is {"door": who | "", "phrase": six words | "", "path": page, "link": a link to follow there | ""}. Each comes in a
browser of its own, presses the door, opens the plan of the six words, and reads the main part of the page.
"""
# ruff: noqa: E402 - Django is set up before anything of it is imported

from __future__ import annotations

import html
import json
import os
import re
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "helpfulacts.site.settings"
django.setup()

from django.conf import settings
from django.test import Client

WHY = {"purpose": "plan"}


def main_part(page: str) -> str:
    found = re.search(r"<main.*?</main>", page, re.DOTALL)
    assert found, page[:500]
    return found[0]


def words_of(page: str) -> str:
    """What stands in the main part, without marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main_part(page))).split())


def linked(page: str, name: str) -> str:
    for address, words in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', main_part(page), re.DOTALL):
        if name == html.unescape(re.sub(r"<[^>]+>", "", words)).strip():
            return address
    raise AssertionError(f"no link is called {name}")


def visit(door: str, phrase: str, path: str, link: str) -> str:
    browser = Client()
    if door:
        browser.get("/dudley/")
        assert browser.post(f"/dudley/door/{door}").status_code == 302, door
    if phrase:
        assert browser.post("/dudley/plan/come-back", {"phrase": phrase}).status_code == 302, phrase
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    if link:
        path = linked(answer.content.decode(), link)
        answer = browser.get(path)
        if 'name="purpose"' in answer.content.decode():
            answer = browser.post(path, WHY, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
    return words_of(answer.content.decode())


if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["testserver"]
    print(json.dumps([visit(**one) for one in json.load(sys.stdin)]))
