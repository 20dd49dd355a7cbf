"""The spreadsheet pages: each step says what to do, nothing is lost, and long lists go on by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from office_samples import World, build, post, text_of

from helpfulacts.directory import imports
from helpfulacts.directory.models import Import, Offer
from helpfulacts.exchange.sheets import staging
from helpfulacts.people.actor import SYSTEM
from tests.sheets import CHESS, HEAD, TEA, as_csv, brought_in, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


@pytest.fixture
def mel(world: World) -> Client:
    return world.browser("officer")


def url(world: World, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"place_slug": world.place.slug, **more})


def upload(mel: Client, world: World, raw: bytes, name: str = "clubs_2026.csv") -> Any:
    return post(mel, url(world, "sheets"), file=SimpleUploadedFile(name, raw))


def test_a_file_that_cannot_be_read_is_refused_at_its_field_and_nothing_is_kept(
    world: World, mel: Client
) -> None:
    for raw, says in ((b"%PDF-1.4", "not a spreadsheet"), (b"", "empty")):
        answer = upload(mel, world, raw)
        assert answer.status_code == 422 and says in answer.content.decode()
    assert not Import.objects.exists()


def test_the_name_of_a_list_is_guessed_without_its_year(world: World, mel: Client) -> None:
    answer = mel.get(upload(mel, world, as_csv(HEAD, TEA)).url)
    assert 'value="Clubs"' in answer.content.decode()


def test_two_columns_that_say_one_thing_are_refused_at_the_second(world: World, mel: Client) -> None:
    one = staging.stage(
        place=world.place, raw=as_csv(HEAD, TEA), file_name="x.csv", by=world.actor("officer")
    )
    form = {"name": "Clubs", "kind": "service", "sheet": "0", "row": "1"}
    form |= {
        f"column_{at}": code for at, code in enumerate(("title", "organisation", "title", "mon", "phone"))
    }
    answer = post(mel, url(world, "sheet_columns", import_id=one.pk), **form)
    assert answer.status_code == 422
    assert 'href="#id_column_2"' in answer.content.decode()
    answer = post(mel, url(world, "sheet_columns", import_id=one.pk), **form | {"column_2": "nonsense"})
    assert answer.status_code == 422


def test_a_long_list_is_looked_at_in_parts_and_the_page_goes_on_by_itself(
    world: World, mel: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(staging, "BATCH", 2)
    one = staging.stage(
        place=world.place, raw=as_csv(HEAD, *[[f"Club {n}", *TEA[1:]] for n in range(5)]), file_name="x.csv",
        by=world.actor("officer"),
    )  # fmt: skip
    _, columns, _ = staging.guess(one, 0, 1)
    staging.choose(one=one, sheet=0, row=1, name="Clubs", columns=columns, constants={}, remember=False, by=world.actor("officer"))  # fmt: skip
    pages = [mel.get(url(world, "sheet", import_id=one.pk)).content.decode() for _ in range(3)]
    assert [('http-equiv="refresh"' in page) for page in pages] == [True, True, False]
    assert "3 of 5 rows are still to come" in pages[0] and "Import 5 rows" in pages[2]


def test_importing_twice_with_one_form_imports_once(world: World, mel: Client) -> None:
    one = staged(world.place, as_csv(HEAD, TEA, CHESS))
    for _ in range(2):
        mel.post(url(world, "import_sheet", import_id=one.pk), {"key": "the same key twice"})
    assert Offer.objects.filter(source="Clubs", status="active").count() == 2
    assert imports.counts_of(one)["done"] == 2


def test_the_strongest_button_imports_what_is_inside_and_what_is_not_is_a_choice_of_its_own(
    world: World, mel: Client
) -> None:
    one = staged(world.place, as_csv(HEAD, TEA, ["Far away", TEA[1], "B14 6ER", *TEA[3:]]))
    page = mel.get(url(world, "sheet", import_id=one.pk)).content.decode()
    assert "1 row lies outside" in page and f"B14 6ER is not in {world.place.name}." in page
    assert '<button type="submit">Import 1 row</button>' in page
    assert '<button class="plain" type="submit" name="outside" value="yes">Import it too</button>' in page
    done = text_of(mel.get(post(mel, url(world, "import_sheet", import_id=one.pk)).url))
    assert "1 offer is new" in done and f"1 row outside {world.place.name}: left out." in done
    assert [offer.title for offer in Offer.objects.filter(source="Clubs")] == [TEA[0]]
    row = imports.rows_of(one, "out").get()
    post(mel, url(world, "row_out", import_id=one.pk, number=row.number))
    page = mel.get(url(world, "sheet", import_id=one.pk)).content.decode()
    assert '<button type="submit">Import' not in page, "nothing inside is left"
    post(mel, url(world, "import_sheet", import_id=one.pk), outside="yes")
    assert Offer.objects.filter(source="Clubs", status="active").count() == 2


def test_a_file_of_headings_alone_is_refused_in_one_sentence(world: World, mel: Client) -> None:
    for rows in ((HEAD,), (["Clubs of our town"], HEAD), (["Name"],)):
        answer = upload(mel, world, as_csv(*rows))
        assert answer.status_code == 422 and "has headings and no rows under them" in text_of(answer)
    assert not Import.objects.exists()
    assert upload(mel, world, as_csv(["Name"], ["Tea"])).status_code == 302


def test_a_file_name_turns_nothing_round_and_breaks_no_page(world: World, mel: Client) -> None:
    name = "\u202e" + "clubs" * 60 + "\u2066.csv"
    page = mel.get(upload(mel, world, as_csv(HEAD, TEA), name).url).content.decode()
    assert "\u202e" not in page and "\u2066" not in page and "<bdi>clubsclubs" in page


def test_the_file_of_rows_set_aside_runs_no_formula_and_can_be_brought_in_again(
    world: World, mel: Client
) -> None:
    one = staged(world.place, as_csv(HEAD, ["=1+1", *TEA[1:3], "soonish", ""]))
    answer = mel.get(url(world, "set_aside_file", import_id=one.pk)).content
    assert b"\n'=1+1," in answer.replace(b"''", b"'") and "cannot be read as hours" in answer.decode()
    again = staged(world.place, answer.replace(b"soonish", b"10-12"), name="Clubs")
    assert imports.counts_of(again)["new"] == 1


def test_undo_names_what_stays(world: World, mel: Client) -> None:
    one = brought_in(world.place, as_csv(HEAD, TEA, CHESS))
    Offer.objects.filter(title="Chess").update(summary="With cake now.")
    answer = mel.post(url(world, "undo_sheet", import_id=one.pk), {"key": "a key for undoing"}, follow=True)
    words = answer.content.decode()
    assert "1 offer ended" in words and "“Chess”" in words and "people changed them since" in words


def test_what_is_said_after_an_undo_and_of_a_list_without_rows_is_true(world: World, mel: Client) -> None:
    rows = [HEAD, TEA, CHESS, ["Bingo", *TEA[1:3], "soonish", ""]]
    one = brought_in(world.place, as_csv(*rows))
    mel.post(url(world, "undo_sheet", import_id=one.pk), {"key": "a key for undoing it"})
    page = mel.get(url(world, "sheet", import_id=one.pk)).content.decode()
    assert "Mend a row" not in page and "These were set aside, so they never came in." in page
    assert "Came in, then undone</a>" in page and ">New</a>" not in page
    last = staged(world.place, as_csv(HEAD, TEA))
    choice = {"name": "Clubs", "columns": last.columns, "constants": {}, "remember": False, "by": SYSTEM}
    staging.choose(one=last, sheet=0, row=2, **choice)
    bare = mel.get(url(world, "sheet", import_id=last.pk)).content.decode()
    assert "No row stands under the headings" in bare and "listed as it is" not in bare


def test_a_list_of_another_place_is_as_good_as_not_there(world: World, mel: Client) -> None:
    one = staged(world.elsewhere, as_csv(HEAD, TEA))
    for name in ("sheet", "sheet_columns", "set_aside_file"):
        assert mel.get(url(world, name, import_id=one.pk)).status_code == 404


def test_columns_that_are_kept_can_be_changed_and_forgotten(world: World, mel: Client) -> None:
    staged(world.place, as_csv(HEAD, TEA))
    kept = imports.mapping_called(world.place, "Clubs")
    assert kept is not None
    form = {
        "kind": "idea",
        **{f"column_{at}": code or "-" for at, code in enumerate(kept.columns["columns"])},
    }
    assert post(mel, url(world, "kept_columns", mapping_id=kept.pk), **form).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.constants["kind"]) == ("Clubs", "idea")
    post(mel, url(world, "forget_columns", mapping_id=kept.pk))
    assert imports.mapping_called(world.place, "Clubs") is None


def test_forgetting_or_throwing_away_twice_is_answered_kindly(world: World, mel: Client) -> None:
    one = staged(world.place, as_csv(HEAD, TEA))
    kept = imports.mapping_called(world.place, "Clubs")
    assert kept is not None
    presses = (
        (url(world, "forget_columns", mapping_id=kept.pk), "forgotten already"),
        (url(world, "drop_sheet", import_id=one.pk), "thrown away already"),
    )
    for address, words in presses:
        for key in ("the first press of it", "the first press of it", "another page's press"):
            answer = mel.post(address, {"key": f"{key} {words}"}, follow=True)
            assert answer.status_code == 200 and answer.redirect_chain == [(url(world, "sheets"), 302)]
        assert words in answer.content.decode()
