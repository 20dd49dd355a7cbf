"""The public pages: what each promises to somebody who comes without an account, a name or much time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from public_samples import offering, post, three_offers

from helpfulacts.core.clock import moment_in_words
from helpfulacts.core.words import mid_sentence
from helpfulacts.directory.models import Offer
from helpfulacts.web import paper_ideas, tiles, words

STANDING = (
    "",
    "find",
    "find?kind=idea",
    "offer-help",
    "how-words-are-kept",
    "how-places-are-shared",
    "accessibility",
    "gaps",
    "paper",
)


@pytest.fixture
def offers(place: Any) -> dict[str, Offer]:
    return three_offers(place)


@pytest.fixture
def open_page(client: Client, place: Any) -> Callable[[str], str]:
    def get(path: str) -> str:
        answer = client.get(f"/{place.slug}/{path}")
        assert answer.status_code == 200, path
        return answer.content.decode()

    return get


@pytest.mark.parametrize("path", STANDING)
def test_each_page_has_a_title_one_heading_a_person_and_a_strict_policy(
    client: Client, offers: Any, path: str
) -> None:
    answer = client.get(f"/testham/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.search(r"<title>[^<]{5,} - Helpful Acts, Testham</title>", page)
    assert "Tom at the desk" in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_headings_go_down_one_step_at_a_time(offers: Any, open_page: Any) -> None:
    for path in (*STANDING, *(f"offers/{offer.pk}" for offer in offers.values())):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", open_page(path))]
        assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False)), path


def test_an_id_stands_once_on_a_page(offers: Any, open_page: Any, client: Client) -> None:
    pages = [open_page(path) for path in STANDING]
    pages.append(post(client, "find", words="I would like company").content.decode())
    pages.append(post(client, "offer-help", words="").content.decode())
    for page in pages:
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), [name for name in ids if ids.count(name) > 1]


def test_an_offer_answers_what_a_citizen_asks(offers: Any, open_page: Any) -> None:
    page = open_page(f"offers/{offers['tea'].pk}")
    for answer in (
        "Who from",
        "Who for",
        "Where",
        "When",
        "Cost to you",
        "What you bring",
        "What happens next",
        "What if not?",
        "Who can stop it?",
        "Whose yes does it need?",
        "Who pays?",
        "Who checked it",
        "Unpaid time",
    ):
        assert answer in page, answer
    assert "Nobody has told us that they checked this." in page
    assert "4 places free now" in page
    assert "Add to my plan" in page


def test_a_shared_offer_is_not_promised_but_points_to_the_rules(offers: Any, open_page: Any) -> None:
    page = open_page(f"offers/{offers['bed'].pk}")
    assert "Places are shared out in a round" in page
    assert "Add to my plan" not in page
    assert "how-places-are-shared" in page


def test_an_idea_shows_its_steps_and_who_tried_it(offers: Any, open_page: Any) -> None:
    page = open_page(f"offers/{offers['soup'].pk}")
    assert "Borrow a big pot." in page and "It rained, and nobody minded." in page
    assert "An idea is never full." in page


def test_an_offer_held_for_a_check_is_not_there_for_others(client: Client, offers: Any) -> None:
    Offer.objects.filter(pk=offers["tea"].pk).update(status="held")
    assert client.get(f"/testham/offers/{offers['tea'].pk}").status_code == 404


@pytest.mark.parametrize("path", ["parts", "door/asha", "door/mel", "door/club"])
def test_doors_and_the_gallery_are_absent_outside_a_demonstration(
    client: Client, offers: Any, path: str
) -> None:
    assert client.get(f"/testham/{path}").status_code in (404, 405)
    assert post(client, path).status_code == 404 or path == "parts"
    assert "door/" not in client.get("/testham/").content.decode()
    assert client.session.get("_auth_user_id") is None


def test_a_door_of_a_demonstration_opens_at_that_persons_page(
    client: Client, place: Any, offers: Any
) -> None:
    from helpfulacts.people.actions.begin_account import begin_account
    from helpfulacts.people.actions.begin_person import begin_person

    place.demonstration = True
    place.save()
    begin_person(place=place, called="Asha", account=begin_account(email="asha@demo.invalid"))
    page = client.get("/testham/").content.decode()
    assert "door/asha" in page and "door/mel" not in page
    answer = post(client, "door/asha")
    assert answer.status_code == 302 and answer.url.endswith("/testham/plan")
    assert client.session.get("_auth_user_id")
    assert post(client, "door/mel").status_code == 404


def test_the_gallery_shows_every_part_in_a_demonstration(client: Client, place: Any, offers: Any) -> None:
    place.demonstration = True
    place.save()
    page = client.get("/testham/parts").content.decode()
    assert len(re.findall(r'<section class="part"', page)) == 20


def test_leaving_forgets_this_browser_and_goes_to_a_page_about_nobody(client: Client, offers: Any) -> None:
    post(client, "offer-help", **offering())
    assert client.session.keys()
    answer = post(client, "leave")
    assert answer.status_code == 302 and answer.url == "https://www.bbc.co.uk/weather"
    assert not client.session.keys()
    policy = client.get("/testham/").headers["Content-Security-Policy"]
    assert "form-action 'self' https://www.bbc.co.uk;" in policy


def test_small_gaps_say_some(place: Any, open_page: Any) -> None:
    from helpfulacts.directory.actions.log_gap import log_gap

    for number in range(13):
        log_gap(place=place, facets=["company"] if number < 10 else ["transport"], source="finding")
    page = open_page("gaps")
    assert "10 times" in page and "some" in page
    assert "3 times" not in page


def test_rules_in_force_show_who_decided_and_when_they_are_looked_at_again(
    place: Any, open_page: Any
) -> None:
    import tomllib

    from helpfulacts.coordination import rule_document
    from helpfulacts.coordination.actions.enact_rules import enact_rules

    folder = Path(rule_document.__file__).parent / "rule_sets"
    assert "No rules are in force yet" in open_page("how-places-are-shared")
    enact_rules(place=place, document=tomllib.loads((folder / "default.toml").read_text(encoding="utf-8")))
    page = open_page("how-places-are-shared")
    assert "Decided by the partnership board" in page and "September 2027" in page
    assert page.count('class="rule"') >= 8


def test_the_lock_of_the_next_draw_and_its_day_are_public_and_its_seed_is_not(
    place: Any, open_page: Any
) -> None:
    from helpfulacts.coordination.actions.enact_rules import enact_shipped_rules
    from helpfulacts.coordination.models import Draw

    assert "No draw has been fixed yet" in open_page("how-places-are-shared")
    enact_shipped_rules(place=place)
    draw = Draw.objects.get(place=place)
    page = open_page("how-places-are-shared")
    assert draw.commitment in page and moment_in_words(draw.committed_at, place.zone) in page
    assert draw.seed not in page and draw.seed not in open_page("register")


def test_the_ideas_of_the_paper_are_read_from_the_table(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    table = "# Ideas\n\n| ID | idea | works yet? | page | test |\n|---|---|---|---|---|\n"
    table += (
        "| P1 | **Citizen** centred | yes | `/plan` | `tests/a.py` |\n| P2 | Cost | not yet | | |\n\nAfter.\n"
    )
    (tmp_path / "docs" / "paper.md").write_text(table, encoding="utf-8")
    first, second = paper_ideas.read(tmp_path)
    assert (first.code, first.idea, first.page, first.does) == ("P1", "Citizen centred", "/plan", True)
    assert (second.works, second.does, second.test) == ("not yet", False, "")


def test_no_template_of_any_room_has_a_script_or_a_style_of_its_own() -> None:
    templates = sorted((Path(words.__file__).parent / "templates").rglob("*.html"))
    assert len(templates) > 50
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text), template


@pytest.mark.parametrize(
    "path", ["", "find", "offer-help", "how-words-are-kept", "how-places-are-shared", "gaps", "accessibility"]
)
def test_citizen_pages_read_at_grade_7_or_below(offers: Any, open_page: Any, path: str) -> None:
    ease = words.ease_of(words.words_of_page(open_page(path)))
    assert ease.words > 60
    assert ease.grade <= 7, (path, round(ease.grade, 1))


def test_the_measure_of_reading_tells_hard_from_easy() -> None:
    easy = words.ease_of("You can stop at any time. You need not say why. A person checks it first.")
    hard = words.ease_of(
        "Notwithstanding the aforementioned eligibility considerations, multidisciplinary organisational "
        "representatives will subsequently communicate individualised determinations to applicants."
    )
    assert easy.grade < 4 < 12 < hard.grade
    assert [words.syllables(word) for word in ("cat", "table", "asked", "wanted", "make", "family")] == [
        1,
        2,
        1,
        2,
        1,
        3,
    ]


def test_the_sketch_map_gives_every_area_its_own_block_and_name(place: Any) -> None:
    from helpfulacts.places.selectors import areas

    here = areas(place)
    drawing = tiles.draw(here, [tiles.Tile(area.name, "1", "1") for area in here])
    assert len({(block["x"], block["y"]) for block in drawing["blocks"]}) == len(here)
    short = tiles.short_names(["Halesowen North", "Halesowen South", "St James's", "Lye", "Sedgley"])
    assert list(short.values()) == ["HaN", "HaS", "StJ", "Lye", "Sed"]


def test_who_it_is_from_reads_as_one_sentence() -> None:
    assert mid_sentence("A choir in Lye") == "a choir in Lye"
    assert mid_sentence("Dudley Good Neighbours") == "Dudley Good Neighbours"
