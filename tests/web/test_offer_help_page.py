"""Offering help and “we tried it”: held for a check, refused with everything kept, never twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from public_samples import offering, post, three_offers

from helpfulacts.core.clock import date_in_words
from helpfulacts.directory.models import Offer, Trial
from helpfulacts.people.models import Person
from helpfulacts.promises.models import Promise


@pytest.fixture
def offers(place: Any) -> dict[str, Offer]:
    return three_offers(place)


def test_we_tried_it_refuses_contact_details_and_keeps_what_was_typed(client: Client, offers: Any) -> None:
    assert post(client, "offer-help/skill", **offering(key="first-of-two-forms")).status_code == 302
    told = {"shown_as": "Our road", "words": "It went well, ring 01632 960002", "worked": "yes"}
    page = post(client, f"offers/{offers['soup'].pk}/tried", **told).content.decode()
    assert "phone number" in page and "It went well, ring 01632 960002" in page
    assert Trial.objects.count() == 1
    done = post(
        client,
        f"offers/{offers['soup'].pk}/tried",
        **(told | {"words": "It went well.", "key": "third-form"}),
    )
    assert done.status_code == 302
    assert Trial.objects.count() == 2


def test_offering_help_is_held_for_a_check_that_is_owed_by_a_day(client: Client, offers: Any) -> None:
    answer = post(client, "offer-help/skill", **offering())
    assert answer.status_code == 302 and answer.url == "/testham/offer-help/thank-you"
    listed = Offer.objects.get(title="Bikes mended")
    assert (listed.status, listed.sphere) == ("held", "personal")
    assert Promise.objects.filter(kind="tell", about_id=listed.pk, to_id=listed.giver_id).count() == 1
    page = client.get(answer.url).content.decode()
    assert "A person checks it first" in page and "To change it, pause it or stop it" in page
    assert "01632 960001" not in page
    own = client.get(f"/testham/offers/{listed.pk}").content.decode()
    due = Promise.objects.get(kind="tell", about_id=listed.pk).due
    assert "Not listed yet" in own and f"by {date_in_words(due)}" in own
    assert "Not known" not in own and "Who can stop it?" not in own, "only what was given"
    assert client.get(f"/testham/offers/{listed.pk}").status_code == 200
    assert Client().get(f"/testham/offers/{listed.pk}").status_code == 404


def test_what_a_group_offers_keeps_its_sphere_and_is_held_too(client: Client, offers: Any) -> None:
    post(client, "offer-help/skill", **offering(sphere="civic", body="The chess club", shown_from=""))
    listed = Offer.objects.get(title="Bikes mended")
    assert (listed.status, listed.sphere, listed.shown_from) == ("held", "civic", "The chess club")
    assert listed.giver is None and listed.kept_by is not None and listed.provider is not None


def test_the_same_form_sent_twice_is_one_offer_and_one_person(client: Client, offers: Any) -> None:
    for _ in range(2):
        assert post(client, "offer-help/skill", **offering()).status_code in (302, 422)
    assert Offer.objects.filter(title="Bikes mended").count() == 1
    assert Person.objects.count() == 1


def test_a_refused_offer_keeps_everything_that_was_typed(client: Client, offers: Any) -> None:
    given = offering(words="I mend bikes, mail me: jo@example.org", days=["sat"], part="eve")
    answer = post(client, "offer-help/skill", **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "an e-mail address" in page and 'href="#id_words"' in page
    for kept in (
        "I mend bikes, mail me: jo@example.org",
        "Bikes mended",
        "01632 960001",
        'value="eve" selected',
    ):
        assert kept in page
    assert re.search(r'value="sat"[^>]*checked', page)
    assert Person.objects.count() == 0


def test_empty_forms_say_each_thing_that_is_missing_once_with_a_link(client: Client, offers: Any) -> None:
    page = post(client, "offer-help/skill").content.decode()
    summary = page[
        page.index('class="error-summary"') : page.index("</ul>", page.index('class="error-summary"'))
    ]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == len(set(targets)) >= 5
    for target in targets:
        assert f'id="{target}"' in page


@pytest.mark.parametrize(
    ("called", "title", "words", "said"),
    (
        ("Jo", "Bikes mended", "I can mend bikes.", "Your name and how to reach you are not on it."),
        ("Wilfrid", "Wilfrid’s bikes", "I mend bikes.", "“Wilfrid” stands in the title. Others will read it."),
        ("wilfrid", "Bikes", "Wilfrid mends bikes.", "“Wilfrid” stands in the description. Others will read it."),
        ("Jo Ash", "Jo’s bikes", "Ask Jo.", "“Jo” stands in the title and the description. Others will read it."),
        ("Will", "Bikes mended", "I will mend bikes, willingly.", "Your name and how to reach you are not on it."),
        ("The joiner", "The bikes", "I mend bikes.", "Your name and how to reach you are not on it."),
    ),
)  # fmt: skip
def test_the_preview_says_where_a_giver_wrote_their_own_name(
    client: Client, offers: Any, called: str, title: str, words: str, said: str
) -> None:
    given = offering(called=called, title=title, words=words, step="show")
    page = post(client, "offer-help/skill", **given).content.decode()
    assert said in page and "where you live" in page
    assert ("Your name" in page) == said.startswith("Your name")
