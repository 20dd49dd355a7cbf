"""Every page and state, looked at once at both widths: axe (WCAG 2.2 AA) finds nothing and nothing scrolls sideways."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern
from hands import Pointer
from playwright.sync_api import expect
from serving import ask_in
from test_journeys import SENTENCE, begin_with_first_find, come_back
from test_journeys_giving import fill_offer
from test_journeys_rounds import open_round

from helpfulacts.web import (
    urls_deciding,
    urls_giving,
    urls_keeper,
    urls_office,
    urls_office_deciding,
    urls_plan,
    urls_public,
)

pytestmark = [pytest.mark.browser, pytest.mark.once]  # how pages look knows no database

Look = Callable[[Any, str], None]
DOORS = {
    "asha": "Asha, 58",
    "jo": "Jo, resource-weaver",
    "nia": "Nia, storyteller",
    "club": "A small youth club",
    "tom": "Tom, link worker",
    "ines": "Ines, system-architect",
    "khan": "Cllr Khan, elected member",
    "mel": "Mel, partnership officer",
}
PLAIN = {
    "nobody": (
        "home", "find", "offer_help", "plain_words", "words_kept", "why_opened", "how_shared", "fairness", "accessibility", "gaps", "paper", "parts", "my_list", "print_list", "offer_paper",
        "complain", "complaint_come_back", "complaints", "recipes", "stories", "what_asking_costs", "concern_tell", "concern_come_back", "what_ifs",
        "deciding", "how_we_read", "wards", "agreements", "queries", "transparency", "algorithm", "rounds_held",
        "register", "begin_plan", "come_back", "keeper_open", "outbox", "phone", "decisions",
    ),
    "asha": (
        "my_plan", "plan_words", "plan_wish", "plan_can_offer", "plan_own_help", "plan_facts", "plan_about_me", "plan_reach",
        "plan_state", "plan_erase", "plan_print", "plan_large_print", "plan_sharing", "who_looked", "join_rounds", "plan_next_door",
        "slip", "my_round", "before_round", "my_data", "my_stories", "tell_story", "plan_helpers", "plan_beside", "plan_apart", "plan_readings",
    ),
    "club": ("my_offers", "asked_of_us", "our_bookings"),
    "jo": ("weaving",),
    "nia": ("story_desk",),
    "tom": ("my_people",),
    "ines": ("office_system", "office_gaps"),
    "khan": ("query_raise", "office_deciding", "deciding_ask"),
    "mel": (
        "neighbours_asked", "rounds", "second_rounds", "to_tell", "desk", "proxy_plan", "vouch", "stop_phrase", "release_held", "likenesses", "sheets",
        "proxy_offer", "keepers", "to_check", "proxy_complaint", "days_to_keep", "promises_late", "complaints_to_answer", "data_requests",
        "micro_funds", "roles", "readings_counted", "what_if_new", "concerns", "visits", "looks_to_check", "algorithm_say", "rules_meanwhile",
        "brought_waiting", "papers_home",
    ),
}  # fmt: skip
WALKED = {
    "deciding_one", "deciding_join", "deciding_say", "deciding_said", "deciding_bring", "deciding_weigh", "deciding_vote", "deciding_receipt",
    "deciding_mine", "decided", "deciding_desk", "deciding_costs", "deciding_rules", "agreement", "where_we_stand", "agreement_sign", "agreement_hold",
    "position_ask", "position_desk", "position_enter", "position_answer", "position_reply", "position_paper",
    "brought_all", "brought_read", "deciding_again", "deciding_otherwise", "papers_of", "slips_give", "paper_batch",
    "deciding_board", "deciding_panel", "deciding_panel_yes", "panel_desk", "deciding_text", "deciding_propose", "agreement_begin", "agreement_change", "deciding_changes", "deciding_change", "next_text",
    "deciding_map", "brought_languages",
    "decide_new", "decide_words", "decide_away", "deciding_away", "decide_answers", "decide_ideas", "decide_publish", "decide_kept", "deciding_told",
    "ward", "organisation", "query", "query_answer", "query_excuse", "query_hide",
    "weak_point", "promise_found", "look_to_check",
    "complaint", "complaint_case", "my_data_page", "others_words", "helping", "helping_suggest", "plan_after", "plan_costs",
    "person_beside", "wish_next_door", "neighbour_ask", "asked_for_them",
    "visit_where", "concern_mine", "concern", "concern_about",
    "offer", "offer_help_sent", "why", "act_confirm", "act_which", "act_days", "round", "round_letters", "round_rules", "more_places", "what_if",
    "round_again", "case", "alarm", "tell", "held_offer", "protect_giver", "new_slip", "act_cannot", "likeness", "offer_days", "offer_access", "offer_costs", "offer_next_door", "offer_when", "offer_who_for", "sheet", "draw",
    "sheet_columns", "sheet_row", "kept_columns", "weave", "book",
    "offer_gift", "proxy_gift", "my_giving", "giving_change", "giving_costs", "giving_forget", "giving_pass_on", "giving_reach",
    "act_pass_on", "act_reach",
    "keeper_ask", "entry_words", "entry_end", "keeper_vouch",
    "plan_introduce", "my_person", "introduce_them", "care_over", "agree_for_them", "our_introduction_over", "plan_record", "record_for_them",
    "our_introduction_reach",
    "offer_history", "offer_wrong", "decision", "entry", "entry_bodies", "found",
    "recipe", "our_quarter", "story", "my_story", "my_story_words", "story_offered", "story_write",
    "reading_ask", "reading_day", "reading_correct",
}  # fmt: skip
NAMES = {name for names in PLAIN.values() for name in names} | WALKED
"""Every address that shows a page."""
NO_PAGE = {
    "deciding_publish", "deciding_end", "deciding_leave", "deciding_hear", "query_take_back", "algorithm_json", "algorithm_version",
    "brought_show", "brought_join", "brought_again", "deciding_take_back", "papers_spoilt", "papers_close",
    "deciding_board_saved", "recount_saved", "deciding_panel_back", "deciding_panel_no", "deciding_panel_lots", "position_text", "position_json", "deciding_map_saved", "deciding_map_votes", "deciding_map_statements", "deciding_votes_pb", "deciding_language", "deciding_for_whom", "translation_read",
    "change_accept", "deciding_close", "deciding_count", "deciding_verify",
    "apart_from_giver", "giving_apart", "apart_end", "visit_in", "visit_longer", "visit_out", "visit_safe", "concern_in_hand", "complaint_take_back", "complaint_came", "complaint_right", "promise_right", "my_data_ask", "my_data_file", "data_clock",
    "reading_take_back", "reading_put_back", "reading_counting", "about_me_forget",
    "gap_met", "gaps_file",
    "offer_calendar", "plan_calendar", "add_day", "take_day", "bank_holidays",
    "keep", "take_off", "empty_list", "list_to_plan", "ask_for_place", "try_idea", "door", "leave_fast", "plan_strike", "plan_put_back", "plan_sharing_stop", "suggest", "choose", "giving_pause", "giving_resume", "giving_number", "giving_end", "giving_yes", "giving_not_now", "giving_done", "giving_back", "giving_take_back", "act_take_back", "held_check", "keeper_link", "keeper_close", "keeper_end", "offer_not_full", "offer_talks_first", "entry_undo", "reminders", "entries_save", "entries_save_table", "keeper_stop", "text_read",
    "plan_met", "giving_introduction", "giving_introduction_reach", "person_note", "person_spend", "care_move", "nudge", "record_take",
    "our_introduction", "micro_fund_end",
    "plan_helper_words", "plan_helper_stop", "plan_suggestion", "plan_dissent", "helping_take_back",
    "next_door_answer", "wish_next_door_back", "confirm_second_round",
    "act_unveto", "act_answer", "act_veto", "act_done", "act_not_done", "act_urgent", "act_ask_again", "act_stop", "challenge", "ring_me",
    "round_start", "round_manifest", "what_if_file", "what_if_show", "confirm_round", "next_case", "override", "told", "register_save", "draw_saved", "before_round_back",
    "weave_begin", "weave_change", "weave_add", "weave_drop", "weave_ask", "weave_list", "weave_end", "weave_tell", "recipe_take_off", "stop_lift", "offer_money_ends",
    "part_answer", "part_leave", "booking_release", "booking_again", "plan_give_back", "plan_book_again",
    "register_head", "offer_places", "offer_full", "still_right", "act_given", "act_not_now", "act_finish", "act_ended", "held_reach", "end_held", "likeness_apart", "likeness_undo",
    "forget_columns", "import_sheet", "undo_sheet", "drop_sheet", "end_gone_rows", "set_aside_file", "row_out",
    "role_revoke", "take_back_telling", "story_use", "story_send", "story_publish", "story_drop",
    "entry_right", "entry_mended", "entry_over", "entry_decide", "entry_body_away", "version_empty",
}  # fmt: skip
"""Buttons and files: what they answer with is one of the pages that are looked at."""


def patterns() -> dict[str, str]:
    found = [
        *urls_public.urls,
        *urls_deciding.urls,
        *urls_plan.urls,
        *urls_giving.urls,
        *urls_office.urls,
        *urls_keeper.urls,
        *urls_office_deciding.urls,
    ]
    return {str(one.name): f"/dudley/{one.pattern}" for one in found if isinstance(one, URLPattern)}


def test_no_page_is_forgotten() -> None:
    assert set(patterns()) == NAMES | NO_PAGE, "say here how each address is looked at"


@pytest.fixture(scope="module")
def at(chromium: Any, site: str) -> Iterator[Callable[[str], Pointer]]:
    """`at("mel")`: somebody in a browser of their own, the same one for all tests here."""
    here: dict[str, Pointer] = {}

    def come(who: str) -> Pointer:
        if who not in here:
            page = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(20_000)
            page.goto("/dudley/")
            here[who] = Pointer(page)
            if who in DOORS:
                here[who].press(DOORS[who])
        return here[who]

    yield come
    for someone in here.values():
        someone.page.context.close()


@pytest.mark.parametrize(("who", "name"), [(who, name) for who, names in PLAIN.items() for name in names])
def test_a_page_that_opens_by_its_address(who: str, name: str, at: Any, look: Look) -> None:
    page = at(who).page
    answer = page.goto(patterns()[name])
    assert answer.status == 200
    expect(page.locator("h1")).to_have_count(1)
    look(page, name)


def mistake(someone: Any, look: Look, path: str, button: str, name: str) -> None:
    """A form sent empty: the summary leads to each field."""
    someone.goto(path)
    for box in someone.page.locator("main textarea, main input[type=text]").all():
        if box.is_visible():
            box.fill("")
    someone.press(button, within=someone.page.get_by_role("main"))
    summary = someone.page.get_by_role("alert").first
    expect(summary).to_contain_text("Something needs another look")
    for link in summary.get_by_role("link").all():
        assert someone.page.locator(link.get_attribute("href")).count() == 1, "a mistake leads nowhere"
    look(someone.page, f"{name}-mistakes")


@pytest.mark.parametrize(
    ("who", "path", "button", "name"),
    [
        ("nobody", "find", "Find help", "find"),
        ("nobody", "offer-help/hours", "See it as others will", "offer_gift"),
        ("nobody", "plan/begin", "Begin my plan", "begin_plan"),
        ("nobody", "plan/come-back", "Open my plan", "come_back"),
        ("asha", "plan/wish", "Put it on my plan", "plan_wish"),
        ("asha", "plan/words", "Keep these words", "plan_words"),
        ("asha", "plan/own-help", "Put it on my plan", "plan_own_help"),
        ("asha", "plan/delete", "Delete my plan", "plan_erase"),
        ("mel", "desk/plan", "Begin the plan", "proxy_plan"),
        ("mel", "desk/vouch", "I vouch for them", "vouch"),
        ("mel", "desk/stop-phrase", "Stop these six words", "stop_phrase"),
    ],
)
def test_a_form_with_mistakes(who: str, path: str, button: str, name: str, at: Any, look: Look) -> None:
    mistake(at(who), look, f"/dudley/{path}", button, name)


def test_what_was_found_and_what_was_not(at: Any, look: Look) -> None:
    someone = at("nobody")
    main = someone.page.get_by_role("main")
    someone.goto("/dudley/find")
    someone.write("What would help?", SENTENCE)
    someone.write("Where?", "DY5")
    someone.press("Find help", within=main)
    look(someone.page, "found")
    someone.unfold("Change what you wrote")
    someone.write("What would help?", "zzz qqq")
    someone.press("Look again", within=main)
    look(someone.page, "found-nothing")
    someone.goto("/dudley/find?kind=idea")
    look(someone.page, "find-kind")


@pytest.mark.parametrize("kind", ["open", "shared", "idea"])
def test_an_offer(kind: str, at: Any, known: Any, look: Look) -> None:
    page = at("asha").page
    page.goto(f"/dudley/offers/{known['offers'][kind]}")
    look(page, f"offer-{kind}")


def test_a_club_is_asked_again_before_it_says_that_it_cannot(at: Any, demonstration: Any, look: Look) -> None:
    club = at("club")
    club.goto("/dudley/our-offers")
    club.follow("We cannot take them")
    look(club.page, "act_cannot")
    ask_in(demonstration[0], "a_quarter_ago")
    club.goto("/dudley/our-offers")
    club.follow("Answer for ")
    look(club.page, "our_quarter")


def test_a_combination_and_a_room_to_book(at: Any, look: Look) -> None:
    jo = at("jo")
    jo.goto("/dudley/weaving")
    jo.press("See what stops it")
    look(jo.page, "weaving-mistakes")
    jo.goto("/dudley/weaving")
    jo.follow("Soup and stories")
    look(jo.page, "weave")
    jo.follow("A small hall behind the chapel", within=jo.page.get_by_role("main"))
    look(jo.page, "offer-booked")
    jo.follow("Book it")
    look(jo.page, "book")


def test_an_offer_that_waits_for_a_check(at: Any, look: Look) -> None:
    giver, mel = at("giver"), at("mel")
    giver.goto("/dudley/offer-help")
    fill_offer(giver, "Half an hour of mending at my bench.", "Half an hour at my bench")
    giver.press("See it as others will")
    look(giver.page, "offer_gift-preview")
    giver.press("Send it to be checked")
    look(giver.page, "offer_help_sent")
    giver.follow("See what you offered")
    look(giver.page, "offer-held")
    mel.goto("/dudley/held-offers")
    look(mel.page, "release_held-waiting")
    mel.follow("Half an hour at my bench")
    look(mel.page, "held_offer")
    mel.press("List it now")
    look(mel.page, "held_offer-mistakes")
    mel.follow("The giver must not be found")
    look(mel.page, "protect_giver")


def test_a_promise_past_its_day(at: Any, look: Look) -> None:
    mel = at("mel")
    mel.goto("/dudley/promises-late")
    mel.open(mel.page.locator("td a").first)
    if mel.page.get_by_role("heading", name="Why do you open this?").count():  # it was promised to a person
        look(mel.page, "promise_found-why")
        mel.tick("To see what became of a promise to you")
        mel.press("Open it")
    look(mel.page, "promise_found")
    mel.press("Put it on record")
    look(mel.page, "promise_found-mistakes")
    mel.tick("The promise was broken")
    mel.write("Why?", "We asked them. Nobody had a key to the hall.")
    mel.press("Put it on record")
    look(mel.page, "promise_found-remedy")


def test_a_look_at_the_record_of_a_colleague(at: Any, look: Look) -> None:
    mel = at("mel")
    mel.goto("/dudley/looks-to-check")
    mel.open(mel.page.locator("td a").first)
    look(mel.page, "look_to_check")
    mel.press("Put it on record")
    look(mel.page, "look_to_check-mistakes")
    mel.goto("/dudley/looks-to-check")
    mel.open(mel.page.locator("td a").last)
    look(mel.page, "look_to_check-looked-into")


def test_two_entries_side_by_side_made_one_and_taken_apart(at: Any, look: Look) -> None:
    mel = at("mel")
    mel.goto("/dudley/may-be-the-same")
    mel.follow("Chapel mending morning")
    look(mel.page, "likeness")
    mel.press("Make them one entry")
    look(mel.page, "likeness-mistakes")
    mel.page.get_by_label("Chapel mending morning").check()
    mel.press("Make them one entry")
    expect(mel.page.get_by_role("main")).to_contain_text("One entry now")
    look(mel.page, "likenesses-answered")
    mel.press("Take them apart again")
    expect(mel.page.get_by_role("main")).to_contain_text("That is taken back")


def test_days_that_are_different(at: Any, look: Look) -> None:
    club = at("club")
    club.goto("/dudley/our-offers")
    path = club.page.locator("a[href*='/offers/']").first.get_attribute("href")
    club.goto(f"{path}/days")
    look(club.page, "offer_days")
    club.press("Change this day")
    look(club.page, "offer_days-mistakes")
    club.goto(f"{path}/access")
    look(club.page, "offer_access")
    club.goto(f"{path}/costs")
    look(club.page, "offer_costs")
    club.page.get_by_label("On which day does its money end?").fill("2020-01-01")
    club.press("Save the day")
    look(club.page, "offer_costs-mistakes")
    club.goto(f"{path}/next-door")
    look(club.page, "offer_next_door")


def test_trust_in_an_entry_for_everybody_and_for_the_office(at: Any, look: Look) -> None:
    someone, mel = at("nobody"), at("mel")
    mel.goto("/dudley/to-check")
    mel.follow("Friday dinner in the school hall")
    look(mel.page, "entry")
    mel.press("It is still right")
    look(mel.page, "entry-mistakes")
    mel.follow("Who stands behind it")
    look(mel.page, "entry_bodies")
    mel.press("Add it")
    look(mel.page, "entry_bodies-mistakes")
    someone.goto(mel.page.url.replace("to-check", "offers").removesuffix("/bodies"))
    look(someone.page, "offer-doubted")
    someone.follow("How this entry changed")
    look(someone.page, "offer_history")
    someone.follow("Back to the entry")
    someone.follow("Say more in your own words")
    look(someone.page, "offer_wrong")
    someone.press("Send it")
    look(someone.page, "offer_wrong-mistakes")
    someone.goto("/dudley/what-was-hidden/1")
    look(someone.page, "decision")


def test_a_ward_a_query_and_the_body_that_was_asked(at: Any, look: Look) -> None:
    khan, mel = at("khan"), at("mel")
    main = khan.page.get_by_role("main")
    khan.goto("/dudley/wards")
    khan.follow("Netherton, Woodside and St Andrews", within=main)
    look(khan.page, "ward")
    khan.goto("/dudley/wards")
    khan.open(main.locator("td a, th a").last)
    look(khan.page, "ward-another")
    khan.follow("Raise a query")
    khan.press("Ask it in public")
    look(khan.page, "query_raise-mistakes")
    mel.goto("/dudley/queries")
    mel.follow("Query 1")
    look(mel.page, "query-answered")
    mel.goto("/dudley/queries/2")
    look(mel.page, "query-late")
    mel.follow("Say why it is late")
    look(mel.page, "query_excuse")
    mel.press("Excuse it")
    look(mel.page, "query_excuse-mistakes")
    mel.goto("/dudley/queries/2/hide")
    look(mel.page, "query_hide")
    mel.press("Hide them")
    look(mel.page, "query_hide-mistakes")
    mel.goto("/dudley/queries/2/answer")
    look(mel.page, "query_answer")
    mel.press("Answer in public")
    look(mel.page, "query_answer-mistakes")
    mel.goto("/dudley/queries/1")
    mel.follow("A family taxi firm by Dudley bus station", within=mel.page.get_by_role("main"))
    look(mel.page, "organisation")


def test_asking_the_place(at: Any, look: Look) -> None:
    khan = at("khan")
    khan.goto("/dudley/office/deciding/ask")
    khan.press("Make a draft")
    look(khan.page, "deciding_ask-mistakes")
    page = khan.page
    page.get_by_label("Share out money").check()
    for label, words in (
        ("The question", "What should we put into the empty shop on the High Street?"),
        ("The promise", "The forum pays for what the vote says, up to £2,000."),
        ("How much money", "2000"),
        ("What can change?", "what the shop is used for"),
        ("Who does it touch", "people who shop there"),
        ("What do you do about it?", "a paper box in the shop next door"),
    ):
        page.get_by_label(label).fill(words)
    khan.press("Make a draft")
    look(khan.page, "deciding_desk-draft")
    khan.press("Publish it")
    look(khan.page, "deciding_desk")
    khan.follow("What projects cost")
    look(khan.page, "deciding_costs")


def test_what_the_demonstration_decides(at: Any, look: Look) -> None:
    someone = at("nobody")
    main = someone.page.get_by_role("main")
    for name, question in (
        ("map", "What would make the canal path a good way home after dark?"),
        ("ballot", "Should places be shared by gentler rules?"),
        ("weigh", "Who should come first for a school uniform?"),
        ("decided", "£23,800 for five projects in Brierley Hill"),
    ):
        someone.goto("/dudley/deciding")
        someone.follow(question, within=main)
        look(someone.page, "decided-budget" if name == "decided" else f"deciding_one-{name}")
        for button, then in (("Vote", "deciding_vote"), ("Share out your points", "deciding_weigh")):
            if name != "decided" and main.get_by_role("link", name=button, exact=True).count():
                someone.follow(button, within=main)
                look(someone.page, f"{then}-demonstration")
    someone.goto("/dudley/deciding")
    someone.follow("What should £6,000 do for Netherton?", within=main)
    someone.follow("Everything that people brought", within=main)
    look(someone.page, "deciding_said-demonstration")
    mel = at("mel")
    mel.goto("/dudley/office/deciding")
    mel.follow("The lunch club has money until spring. What then?")
    look(mel.page, "deciding_desk-being_decided")


def test_what_bodies_say_and_promise_each_other(at: Any, look: Look) -> None:
    someone, mel = at("nobody"), at("mel")
    someone.goto("/dudley/deciding")
    someone.follow("Where does Dudley stand on its principles?")
    look(someone.page, "where_we_stand")
    someone.goto("/dudley/agreements")
    someone.follow("What the council and small groups promise each other")
    look(someone.page, "agreement")
    mel.goto("/dudley/agreements/1/sign")
    look(mel.page, "agreement_sign")
    mel.press("Sign it", within=mel.page.get_by_role("main"))
    look(mel.page, "agreement_sign-mistakes")
    mel.goto("/dudley/agreements/1/hold")
    look(mel.page, "agreement_hold")


def test_the_usual_week(at: Any, look: Look) -> None:
    club = at("club")
    club.goto("/dudley/our-offers")
    path = club.page.locator("a[href*='/offers/']").first.get_attribute("href")
    club.goto(f"{path}/week")
    look(club.page, "offer_when")
    club.press("One more time")
    club.press("Show me the next dates first")
    expect(club.page.get_by_role("heading", name="The next dates would be")).to_be_visible()
    look(club.page, "offer_when-dates")
    club.goto(f"{path}/who-for")
    look(club.page, "offer_who_for")
    club.press("Show me in words first")
    expect(club.page.get_by_role("heading", name="It would say")).to_be_visible()


def test_a_place_next_door_is_asked_and_asks(at: Any, demonstration: Any, look: Look) -> None:
    made, asha, mel = ask_in(demonstration[0], "next_door"), at("asha"), at("mel")
    asha.goto(f"/dudley/plan/wish/{made['asked']}/next-door")
    look(asha.page, "wish_next_door-answered")
    if made["wish"] != made["asked"]:
        asha.goto("/dudley/plan")
        look(asha.page, "my_plan-next-door")
        asha.goto(f"/dudley/plan/wish/{made['wish']}/next-door")
        look(asha.page, "wish_next_door")
        asha.page.get_by_label("Until which day may they keep it?").fill("2020-01-01")
        asha.press("Yes, ask Newtown")
        look(asha.page, "wish_next_door-mistakes")
    mel.goto("/dudley/next-door")
    look(mel.page, "neighbours_asked-waiting")
    mel.follow("Answer number 1")
    look(mel.page, "neighbour_ask")
    mel.page.get_by_role("button", name="Tell Newtown", exact=True).click()
    look(mel.page, "neighbour_ask-mistakes")
    mel.goto("/dudley/next-door")
    mel.follow("Open number 1")
    look(mel.page, "asked_for_them")
    asha.goto(f"/dudley/plan/wish/{made['asked']}/next-door")
    asha.press("Take it back")
    expect(asha.page.get_by_role("main")).to_contain_text("You took it back")
    look(asha.page, "wish_next_door-taken-back")


def test_advice_on_words(at: Any, look: Look) -> None:
    someone = at("nobody")
    someone.goto("/dudley/plain-words")
    someone.write("Your words", "We facilitate provision for service users of the ICB.")
    someone.press("Look at my words")
    expect(someone.page.get_by_role("main")).to_contain_text("Could this be plainer?")
    look(someone.page, "plain_words-advice")


def test_something_went_wrong_and_all_that_is_held(at: Any, look: Look) -> None:
    someone, mel, asha = at("nobody"), at("mel"), at("asha")
    someone.goto("/dudley/complain")
    someone.press("Send it")
    look(someone.page, "complain-mistakes")
    someone.page.get_by_label("Something else").check()
    someone.write("What went wrong?", "The hall was locked, and we waited in the rain.")
    someone.press("Send it")
    expect(someone.page.locator(".phrase span")).to_have_count(6)
    look(someone.page, "complaint")
    mel.goto("/dudley/complaints/to-answer")
    mel.open(mel.page.locator("td a").first)
    look(mel.page, "complaint_case")
    mel.press("Answer")
    look(mel.page, "complaint_case-mistakes")
    someone.goto("/dudley/worried")
    someone.press("Send it")
    look(someone.page, "concern_tell-mistakes")
    someone.write("What worries you?", "The boy next door is alone at night.")
    someone.press("Send it")
    expect(someone.page.locator(".phrase span")).to_have_count(6)
    look(someone.page, "concern_mine")
    mel.goto("/dudley/desk")
    mel.open(mel.page.locator("section.crisis a").first)
    look(mel.page, "visit_where")
    mel.goto("/dudley/worries")
    mel.open(mel.page.locator("td a").first)
    look(mel.page, "concern")
    mel.follow("Name a person, and decide what they may read")
    look(mel.page, "concern_about")
    mel.goto("/dudley/data-requests")
    mel.open(mel.page.locator("td a").first)
    look(mel.page, "others_words")
    asha.goto("/dudley/plan/my-data")
    asha.press("Get it ready")
    look(asha.page, "my_data-ready")
    asha.press("Show me all of it")
    expect(asha.page.get_by_role("heading", name="Who looked at your record")).to_be_visible()
    look(asha.page, "my_data_page")
    asha.goto("/dudley/plan")
    asha.follow("Choose my days")
    look(asha.page, "act_days")


def test_a_new_plan_and_an_act_to_confirm(at: Any, look: Look, day_came: Callable[[], None]) -> None:
    someone = at("newcomer")
    page = someone.page
    begin_with_first_find(someone)
    look(page, "slip-words")
    someone.goto("/dudley/plan")
    look(page, "my_plan-new")
    someone.goto("/dudley/plan/begin")
    look(page, "begin_plan-already")
    someone.goto("/dudley/plan/round")
    look(page, "my_round-none")
    someone.goto("/dudley/plan/who-looked")
    look(page, "who_looked-nobody")
    someone.goto("/dudley/plan")
    someone.open(page.locator("a[href$='/why']").first)
    expect(page.locator("h1")).to_have_text("Why this is on my plan")
    look(page, "why")
    someone.goto("/dudley/plan")
    someone.press("Yes please")
    day_came()
    someone.goto("/dudley/plan")
    someone.it_is_done()
    look(page, "act_confirm")
    someone.goto("/dudley/plan/own-help")
    someone.write("What is it?", "My sister rings me")
    someone.write("Who does it?", "My sister")
    someone.press("Put it on my plan")
    mine = page.locator("ol.chain > li").filter(has_text="My sister rings me")
    someone.press("It is done", within=mine)
    look(page, "act_which")
    someone.goto("/dudley/plan/delete")
    someone.tick("Yes, delete my plan", "checkbox")
    someone.press("Delete my plan")
    look(page, "plan_erase-erased")


@pytest.mark.parametrize("status", ["refused", "placed", "gap"])
def test_what_a_round_said(status: str, at: Any, take: Any, look: Look) -> None:
    someone = at(status)
    someone.goto("/dudley/plan/come-back")
    come_back(someone, take(status))
    someone.goto("/dudley/plan/round")
    look(someone.page, f"my_round-{status}")


def test_a_round_to_check_and_one_that_is_confirmed(at: Any, known: Any, look: Look) -> None:
    mel = at("officer of rounds")
    page = mel.page
    open_round(mel)
    number = int(page.url.rsplit("/", 1)[1])
    look(page, "round-to-check")
    mel.press("Open the next case")
    look(page, "case")
    for other, name in (
        ("letters", "round_letters"),
        ("rules", "round_rules"),
        ("more-places", "more_places"),
    ):
        mel.goto(f"/dudley/rounds/{number}/{other}")
        look(page, name)
    mel.goto(f"/dudley/rounds/{number}/letters?of=gap")
    mel.follow("Read the letter of case")
    expect(page.locator("h1")).to_have_text("Why do you open this?")
    look(page, "case-why")
    mel.press("Open case")
    look(page, "case-why-mistakes")
    mel.goto(f"/dudley/rounds/{known['confirmed']}")
    look(page, "round-confirmed")
    mel.follow("Write down their answer")
    look(page, "alarm")
    mel.press("Write it down")
    look(page, "alarm-mistakes")
    mel.goto(f"/dudley/rounds/{known['confirmed']}/again")
    look(page, "round_again")
    mel.goto("/dudley/rounds-held")
    mel.follow("Check draw")
    look(page, "draw")
    mel.press("Show me")
    look(page, "draw-mistakes")


def test_what_would_happen(at: Any, look: Look) -> None:
    nobody, mel = at("nobody"), at("mel")
    nobody.goto("/dudley/what-if")
    nobody.follow("If Wednesday Friends had to end")
    look(nobody.page, "what_if")
    mel.goto("/dudley/what-if/new")
    mel.press("Work it out")
    expect(mel.page.get_by_role("alert").first).to_contain_text("Something needs another look")
    look(mel.page, "what_if_new-mistakes")


def test_one_person_to_tell(at: Any, look: Look) -> None:
    mel = at("mel")
    mel.goto("/dudley/to-tell")
    mel.follow("Open number")
    look(mel.page, "tell")
    mel.press("They have been told")
    look(mel.page, "tell-mistakes")


def test_the_slip_of_a_plan_begun_at_the_desk(at: Any, look: Look) -> None:
    mel = at("mel")
    mel.goto("/dudley/desk/plan")
    mel.write("What would help?", "Somebody to sit with Mom so that I can go to work.")
    mel.tick("They come to the desk")
    mel.press("Begin the plan")
    expect(mel.page.locator("h1")).to_have_text("Print this slip now")
    look(mel.page, "new_slip")


def test_pages_that_say_no(at: Any, look: Look) -> None:
    page = at("nobody").page
    assert page.goto("/dudley/there-is-no-such-page").status == 404
    look(page, "error-404")
    assert page.goto("/dudley/rounds").status == 403
    look(page, "error-403")


def sign_in(someone: Pointer, email: str, password: str) -> None:
    someone.goto("/account/login/")
    someone.page.locator("input[name=login]").fill(email)
    someone.page.locator("input[name=password]").fill(password)
    someone.press("Sign in", within=someone.page.get_by_role("main"))


def test_signing_in(at: Any, known: Any, look: Look) -> None:
    someone = at("signing in")
    someone.goto("/account/login/")
    look(someone.page, "account_login")
    sign_in(someone, known["empty"]["officer"], "not the right words")
    look(someone.page, "account_login-mistakes")


@pytest.mark.parametrize(
    ("who", "path", "name"),
    [
        ("newest", "", "home"),
        ("newest", "find", "find"),
        ("newest", "gaps", "gaps"),
        ("newest", "how-places-are-shared", "how_shared"),
        ("newest", "register", "register"),
        ("provider", "our-offers", "my_offers"),
        ("officer", "rounds", "rounds"),
        ("officer", "to-tell", "to_tell"),
        ("officer", "held-offers", "release_held"),
    ],
)
def test_a_place_with_nothing_in_it_yet(
    who: str, path: str, name: str, at: Any, known: Any, look: Look
) -> None:
    empty = known["empty"]
    someone = at(f"{who} elsewhere")
    answer = someone.page.goto(f"/{empty['slug']}/{path}")
    if answer.status == 403:  # the first of their pages: they have yet to sign in
        sign_in(someone, empty[who], empty["password"])
        answer = someone.page.goto(f"/{empty['slug']}/{path}")
    assert answer.status == 200
    expect(someone.page.locator("main")).not_to_contain_text(re.compile("None|NaN"))
    look(someone.page, f"{name}-empty")
