"""What `helpfulacts demo` promises, and the commands of the README, as anybody would type them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from serving import helpfulacts, in_data

pytestmark = pytest.mark.slow
FILES = Path(__file__).parents[2] / "examples" / "dudley"


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    return [
        row
        for path in sorted((FILES / folder).glob("*.toml"))
        for row in tomllib.loads(path.read_text())[name]
    ]


def ask(demonstration: Any, *arguments: str) -> Any:
    done = helpfulacts(*arguments, "--json", data=demonstration[0])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_files_hold_what_a_place_has() -> None:
    offers, plans = rows("offers", "offer"), rows("plans", "plan")
    assert len(offers) >= 300 and len(plans) >= 150
    assert {(offer["kind"], offer["sphere"]) for offer in offers} == {
        (kind, sphere)
        for kind in ("connection", "idea", "intervention", "product", "resource", "service")
        for sphere in ("public", "private", "civic", "personal")
    }
    assert sum(offer["access"] == "shared" for offer in offers) >= 80
    assert len({plan["words"] for plan in plans}) == len(plans)
    assert len({offer["description"] for offer in offers}) == len(offers)


def test_the_last_round_is_worth_looking_at(demonstration: Any) -> None:
    said = demonstration[1]
    assert said["people"] == said["placed"] + said["refused"] + said["gaps"]
    assert said["people"] >= 700 and said["refused"] >= 100 and said["gaps"] >= 20 and said["alarms"] >= 1
    assert said["state"] == "proposed"
    assert said["people"] + said["not_asking"] >= 1500


def test_a_second_load_changes_nothing(demonstration: Any) -> None:
    before = ask(demonstration, "verify", "--save", str(demonstration[0] / "before"), "--place", "dudley")
    again = ask(demonstration, "demo")
    assert again["fresh"] is False
    after = ask(demonstration, "verify", "--save", str(demonstration[0] / "after"), "--place", "dudley")
    assert (before["size"], before["root"]) == (after["size"], after["root"])


def test_finding_answers_a_sentence(demonstration: Any) -> None:
    said = ask(
        demonstration, "find", "my mum is lonely since dad died and can't drive", "--place", "dudley", "--postcode", "DY5 1"
    )  # fmt: skip
    assert said["crisis"] is None and said["gap"] is False and len(said["results"]) >= 3
    for result in said["results"]:
        assert {"id", "title", "kind", "sphere", "why"} <= set(result)
        assert result["sphere"] != "personal" or result.get("distance_m") is None


def test_words_of_crisis_meet_a_person_and_no_list(demonstration: Any) -> None:
    said = ask(demonstration, "find", "I keep thinking about ending my life", "--place", "dudley")
    assert said["crisis"] and said["results"] == []


def test_everyone_in_the_last_round_has_a_reason(demonstration: Any) -> None:
    answers = ask(demonstration, "explain", "latest", "--place", "dudley")
    assert len(answers) == demonstration[1]["people"]
    assert {"person", "status", "offer", "offers", "sentence"} <= set(answers[0])
    assert all(len(answer["sentence"]) > 40 for answer in answers)


def test_the_register_is_whole_and_any_change_is_noticed(demonstration: Any, tmp_path: Path) -> None:
    saved = tmp_path / "register"
    ask(demonstration, "verify", "--save", str(saved), "--place", "dudley")
    assert ask(demonstration, "verify", str(saved))["whole"] is True
    lines = saved.read_text(encoding="utf-8").splitlines(keepends=True)
    for broken in (lines[:5] + lines[6:], [*lines[:5], lines[6], lines[5], *lines[7:]], [*lines, lines[-1]]):
        (tmp_path / "broken").write_text("".join(broken), encoding="utf-8")
        done = helpfulacts("verify", str(tmp_path / "broken"), data=demonstration[0])
        assert done.returncode == 2 and "Traceback" not in done.stderr
    done = helpfulacts("verify", str(saved), "--head", f"{saved}.head", data=demonstration[0])
    assert done.returncode == 0


def test_what_is_derived_from_its_offers_is_in_step(demonstration: Any) -> None:
    done = helpfulacts("doctor", "--json", data=demonstration[0])
    [derived] = [one for one in json.loads(done.stdout)["checks"] if one["name"] == "derived"]
    assert derived["state"] == "well", derived


def test_the_bundle_of_seven_sources_and_four_spheres_is_one_plan(demonstration: Any) -> None:
    """Domain 1.4: a bed, its delivery, grants, vouchers, food, a claim, a caring husband and a weekly call."""
    script = """
import django, json; django.setup()
from helpfulacts.people.models import Person
from helpfulacts.places.selectors import get_place
from helpfulacts.support.plans import plan_of
from helpfulacts.support import selectors as support
place = get_place("dudley")
gwen = next(p for p in Person.objects.filter(place=place, channel="letter", age_band="50-64").order_by("-created_at") if p.called == "Gwen")
acts = support.acts_of(plan_of(gwen))
print(json.dumps([[a.act.title, a.act.sphere, a.act.shown_from, a.act.urgent, a.waits_for, a.act.state] for a in acts]))
"""
    done = in_data("-c", script, data=demonstration[0])
    assert done.returncode == 0, done.stderr
    acts = json.loads(done.stdout)
    assert len({source for _, _, source, *_ in acts}) >= 7
    assert {"public", "civic", "personal"} <= {sphere for _, sphere, *_ in acts}
    assert any(urgent for *_, urgent, _, _ in acts)
    titles = [title for title, *_ in acts]
    bed = next(i for i, act in enumerate(acts) if "bed" in act[0].lower())
    van = next(i for i, act in enumerate(acts) if "van" in act[0].lower() or "deliver" in act[0].lower())
    assert bed < van, titles


def test_ashas_plan_answers_her_sentence_and_a_right_comes_before_the_grant(demonstration: Any) -> None:
    """Domain S1: company, a working cooker, a room for her class; the grant waits for the check, the fitter for it."""
    script = """
import django, json; django.setup()
from helpfulacts.people.selectors import account_by_email, consents_of, person_of_account
from helpfulacts.places.selectors import get_place
from helpfulacts.support import selectors as support
from helpfulacts.support.plans import plan_of
place = get_place("dudley")
asha = person_of_account(place, account_by_email("asha@demo.invalid"))
acts = support.acts_of(plan_of(asha))
print(json.dumps([[[a.act.title, a.act.sphere, a.act.state, a.waits_for] for a in acts],
                  [c.what for c in consents_of(asha)]]))
"""
    done = in_data("-c", script, data=demonstration[0])
    assert done.returncode == 0, done.stderr
    acts, shared = json.loads(done.stdout)
    state = {title: (sphere, where, waits) for title, sphere, where, waits in acts}
    check, grant = "Check you are not missing any money", "Up to 280 pounds for a cooker"
    assert state[check] == ("public", "promised", [])
    assert state[grant] == ("civic", "agreed", [check])
    assert state["Cooker fitted and the old one gone"] == ("private", "suggested", [grant])
    assert state["A seat kept for you on Wednesdays"][:2] == ("civic", "suggested")
    assert state["A free room on Tuesday evenings"][:2] == ("public", "suggested")
    assert shared == ["plan"], "“sees your plan”"


MISTAKES = [
    ("find", "company", "--place", "nowhere"),
    ("find", "company", "--place", "dudley", "--postcode", "ZZ9 9ZZ"),
    ("find", "company", "--place", "dudley", "--postcode", "not a postcode"),
    ("coordinate", "--place", "nowhere"),
    ("explain", "99", "--place", "dudley"),
    ("explain", "latest", "not-a-person", "--place", "dudley"),
    ("import", "/nonexistent/file.json", "--place", "dudley"),
    ("import", str(Path(__file__)), "--place", "dudley"),
    (
        "place",
        "load-areas",
        "/nonexistent.geojson",
        "--place",
        "dudley",
        "--level",
        "ward",
        "--version",
        "1",
    ),
    ("share", "/nonexistent", "--seed", "s", "--out", "/tmp/never-made"),
    ("opinions", "/nonexistent"),
    ("verify", "/nonexistent"),
    ("verify", "--save", "/proc/register"),
    ("demo", "--place", "dudley", "--people", "10", "--offers", "5"),
    ("demo", "--people", "10"),
    (
        "place",
        "adopt-rules",
        "--place",
        "dudley",
        "--file",
        "/nonexistent",
        "--decided-by",
        "A board",
        "--decision",
        "2",
    ),
    ("nonsense",),
    ("find",),
]


def test_each_mistake_is_one_sentence_and_none_changes_anything(demonstration: Any) -> None:
    saved = str(demonstration[0] / "b")
    before = ask(demonstration, "verify", "--save", saved, "--place", "dudley")["root"]
    for words in MISTAKES:
        done = helpfulacts(*words, data=demonstration[0])
        assert done.returncode == 2, (words, done.stdout + done.stderr)
        assert "Traceback" not in done.stderr, words
        said = done.stderr.strip()
        assert len(said.splitlines()) == 1 and said.endswith((".", "?")), (words, said)
    assert ask(demonstration, "verify", "--save", saved, "--place", "dudley")["root"] == before
