"""The public pages: what each promises to somebody who comes without an account, a name or much time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from public_samples import offering, post, three_offers

from helpfulacts.core.clock import as_if, moment_in_words, now
from helpfulacts.core.words import mid_sentence
from helpfulacts.directory.models import Offer
from helpfulacts.web import paper_ideas, tiles, words

STANDING = (
    "",
    "find",
    "find?kind=idea",
    "offer-help",
    "offer-help/hours",
    "offer-help/lift",
    "offer-help/thing",
    "offer-help/paper",
    "how-words-are-kept",
    "how-places-are-shared",
    "why-a-record-is-opened",
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
    pages.append(post(client, "offer-help/thing", words="").content.decode())
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
    assert "4\u00a0places free now" in page
    assert "Add to my plan" in page


def test_a_shared_offer_is_not_promised_but_points_to_the_rules(offers: Any, open_page: Any) -> None:
    page = open_page(f"offers/{offers['bed'].pk}")
    assert "Places are shared out in a round" in page and "A round cannot promise you this one" in page
    assert "Add to my plan" not in page
    assert "how-places-are-shared" in page


def test_asking_for_a_place_opens_a_wish_with_what_the_offer_is_about_ticked(
    client: Client, offers: Any
) -> None:
    bed = offers["bed"]
    page = post(client, f"offers/{bed.pk}/ask", carry="1", words="I sleep on the floor").content.decode()
    assert "You asked about: A bed." in page and "I sleep on the floor" in page
    assert "A round cannot promise you that one" in page
    assert (
        post(client, "plan/begin", words="I sleep on the floor", key="begin-a-plan-once").status_code == 302
    )
    page = client.get("/testham/plan/wish").content.decode()
    ticked = re.findall(r'name="facets" value="([a-z]+)"[^>]*checked', page)
    assert ticked == list(bed.facets) and "You asked about: A bed." in page
    wish = {
        "words": "A bed",
        "facets": ticked,
        "importance": "2",
        "travel_limit_m": "5000",
        "key": "a-wish-just-once",
    }
    answer = client.post("/testham/plan/wish", wish)
    assert answer.url == "/testham/plan/rounds", "the one yes that is still missing"
    assert "You asked about" not in client.get("/testham/plan/wish").content.decode()


def test_with_a_plan_open_asking_for_a_place_keeps_the_sentence(client: Client, offers: Any) -> None:
    assert post(client, "plan/begin", words="I am new here", key="begin-a-plan-once").status_code == 302
    path = f"offers/{offers['bed'].pk}/ask"
    page = post(client, path, carry="1", words="I sleep on the floor").content.decode()
    assert "I sleep on the floor" in page and "You asked about: A bed." in page
    assert post(client, path).url == "/testham/plan/wish"


def test_an_open_offer_is_not_asked_for_in_a_round(client: Client, offers: Any) -> None:
    tea = offers["tea"]
    assert post(client, f"offers/{tea.pk}/ask").url == f"/testham/offers/{tea.pk}"


def test_a_shared_card_says_how_many_places_and_the_day_of_the_round() -> None:
    from types import SimpleNamespace

    from helpfulacts.web.cards import access_tag

    offer = SimpleNamespace(kind="service", access="shared", status="active")
    assert (
        access_tag(offer, 4, "place", dt.date(2026, 12, 9)).words == "Shared: 4\u00a0places, 9\u00a0December"
    )
    assert access_tag(offer, 0, "place", dt.date(2026, 12, 9)).words == "Shared: no places just now"
    assert access_tag(offer, 4).words == "Shared: 4\u00a0places"


def test_an_offer_says_its_week_its_facets_and_small_sums_as_people_do() -> None:
    from types import SimpleNamespace

    from helpfulacts.directory.weeks import weeks_in_words
    from helpfulacts.web.templatetags.parts import hours_said, pounds
    from helpfulacts.web.views.offer import _listed

    def week(day: str) -> Any:
        return SimpleNamespace(rrule=f"FREQ=WEEKLY;BYDAY={day}", starts=dt.time(10), ends=dt.time(12))

    assert weeks_in_words([week("SA")]) == "Saturdays, 10am to noon"
    assert weeks_in_words([week("FR"), week("TU")]) == "Tuesdays and Fridays, 10am to noon"
    monthly = SimpleNamespace(rrule="FREQ=MONTHLY;BYDAY=1TU", starts=dt.time(10), ends=dt.time(12))
    assert weeks_in_words([week("SA"), monthly]) == ""
    assert [pounds(pence) for pence in (0, 40, 250, 28000, None)] == [
        "£0",
        "40p",
        "£2.50",
        "£280",
        "not known",
    ]
    assert [hours_said(minutes) for minutes in (0, 30, 60, 90, 45, 130)] == [
        "none",
        "half an hour",
        "1\u00a0hour",
        "1½\u00a0hours",
        "45\u00a0minutes",
        "2\u00a0hours and 10\u00a0minutes",
    ]
    assert _listed(["Company", "making, growing, music"]) == "Company; making, growing, music"


def test_who_bears_the_cost_can_be_read_on_a_phone(offers: Any, open_page: Any) -> None:
    page = open_page(f"offers/{offers['tea'].pk}")
    assert 'data-head="Unpaid time">half an hour' in page and 'data-head="Money">50p' in page


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
    post(client, "offer-help/skill", **offering())
    assert client.session.keys()
    answer = post(client, "leave")
    assert answer.status_code == 302 and answer.url == "https://www.bbc.co.uk/weather"
    assert not client.session.keys()
    policy = client.get("/testham/").headers["Content-Security-Policy"]
    assert "form-action 'self' https://www.bbc.co.uk;" in policy


def test_small_gaps_say_some(place: Any, open_page: Any) -> None:
    from helpfulacts.directory.actions.log_gap import log_gap

    with as_if(now().replace(day=1) - dt.timedelta(days=2)):
        for number in range(13):
            log_gap(place=place, facets=["company"] if number < 10 else ["transport"], source="finding")
    page = open_page("gaps")
    assert "Company: 10 times" in page and "Some of each" in page
    assert "3 times" not in page and page.index("10 times") < page.index("Getting about")


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
    assert page.count("Decided by") == 1, "said once; under a rule only where it differs"


def test_the_sentence_of_every_travel_rule_is_true_to_its_number() -> None:
    """12 miles nearer take off less than one step: a step of importance is a million at the least."""
    import tomllib

    from helpfulacts.coordination import rule_document

    for path in (Path(rule_document.__file__).parent / "rule_sets").glob("*.toml"):
        travel = tomllib.loads(path.read_text(encoding="utf-8"))["travel"]
        miles = int(re.search(r"Being (\d+) miles nearer never counts for more", travel["sentence"])[1])  # type: ignore[index]
        per_mile = travel["micro_gain_per_km"] * 1.609344
        assert miles * per_mile <= 1_000_000 < (miles + 1) * per_mile, path.name


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
    assert first.link("testham") is None and second.link("testham") is None


def test_each_idea_of_the_paper_that_has_a_page_leads_to_one_that_is_there(
    client: Client, offers: Any, open_page: Any
) -> None:
    page = open_page("paper")
    links = set(re.findall(r'<li class="rule">.*?href="([^"]+)"', page, re.S))
    assert len(links) >= 8 and "None yet" not in page
    for address in links:
        assert client.get(address).status_code in (200, 302, 403), address
    counts = [int(number) for number in re.findall(r"<b>(\d+)</b>", page)]
    assert sum(counts) == page.count('<li class="rule">')


def test_an_address_that_leads_nowhere_keeps_the_place_and_its_phone(client: Client, offers: Any) -> None:
    answer = client.get("/testham/no-such-page")
    page = answer.content.decode()
    assert answer.status_code == 404 and "Testham" in page and "01632 960117" in page
    assert "How places are shared" in page[page.index("<nav") : page.index("</nav>")]
    assert client.get("/nowhere/no-such-page").status_code == 404


def test_a_page_for_others_offers_the_way_to_sign_in(client: Client, offers: Any) -> None:
    page = client.get("/testham/rounds").content.decode()
    assert "/account/login/?next=/testham/rounds" in page


def test_no_template_of_any_room_has_a_script_or_a_style_of_its_own() -> None:
    templates = sorted((Path(words.__file__).parent / "templates").rglob("*.html"))
    assert len(templates) > 50
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", text), template


def test_no_style_knows_left_from_right() -> None:
    """A page that is read from the right is the same page in a mirror: sides are “start” and “end” alone."""
    sheet = (Path(words.__file__).parent / "static" / "web" / "style.css").read_text(encoding="utf-8")
    said = re.findall(
        r"(?<=[{;])\s*([\w-]+):\s*([^;{}]+)(?=[;}])", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    )
    assert len(said) > 800
    for name, value in said:
        given = value.replace(" !important", "").split()
        assert not re.search(r"\b(left|right)\b", f"{name} {value}"), (name, value)
        if re.fullmatch("padding|margin|inset|border-(width|style|color)", name) and len(given) == 4:
            assert given[1] == given[3], (name, value)
        if name == "border-radius" and len(given) > 1:
            assert len(given) == 4 and given[0] == given[1] and given[2] == given[3], (name, value)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "find",
        "offer-help",
        "offer-help/hours",
        "offer-help/lift",
        "offer-help/thing",
        "offer-help/room",
        "offer-help/paper",
        "how-words-are-kept",
        "why-a-record-is-opened",
        "how-places-are-shared",
        "what-if",
        "gaps",
        "accessibility",
    ],
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
    assert mid_sentence("My sister") == "my sister"
    assert mid_sentence("Dudley Good Neighbours") == "Dudley Good Neighbours"
