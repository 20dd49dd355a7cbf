"""Who may open what: every address of the site against everybody who might try it.

The table is written out by hand. An address that is not in it fails the test, so a new page cannot be forgotten; so
does a cell that answers otherwise, and a look at a personal record that is not kept exactly once.

Each row: how it is asked (GET, or POST with an empty form and no key, which may change nothing), then what is
answered to nobody, a citizen, another citizen, a provider, a navigator, an officer, and an officer of another place:

    200 shown    302 sent elsewhere (to begin or open a plan, or back with a sentence)    403 not for you
    404 not found (somebody else's is as good as not there)    422 shown again with what is missing
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from office_samples import World, build, post

from helpfulacts.accountability.actions.publish_record import publish_record
from helpfulacts.accountability.actions.raise_query import raise_query
from helpfulacts.coordination import selectors as coordination
from helpfulacts.coordination.actions.link_neighbour import link_neighbour
from helpfulacts.coordination.actions.set_link_secret import set_link_secret
from helpfulacts.coordination.models import Alarm, Opening
from helpfulacts.core import register
from helpfulacts.core.clock import as_if, now, today
from helpfulacts.deliberation.actions.take_part import take_part
from helpfulacts.deliberation.actions.take_position import take_positions
from helpfulacts.deliberation.selectors import stage_of_kind
from helpfulacts.directory import imports, weaving
from helpfulacts.directory.actions.begin_weave import begin_weave
from helpfulacts.directory.actions.book_slots import book_slots
from helpfulacts.directory.actions.change_bodies import add_body
from helpfulacts.directory.actions.decide_reported import decide_reported
from helpfulacts.directory.actions.list_offers import list_offers
from helpfulacts.directory.drafts import CapacityDraft, OfferDraft, Weekly
from helpfulacts.directory.models import Likeness, Offer
from helpfulacts.exchange.oruk import terms
from helpfulacts.exchange.oruk.projecting import Showing, service_record
from helpfulacts.learning.models import Practice
from helpfulacts.people import selectors as people
from helpfulacts.people.actions.give_phrase import give_phrase
from helpfulacts.people.actions.make_keeper_link import make_keeper_link
from helpfulacts.people.actor import NOBODY, OPERATOR, Actor
from helpfulacts.people.models import AccessRecord, Consent, KeeperLink
from helpfulacts.places import selectors as places
from helpfulacts.promises.actions.find_against_promise import agree_remedy, find_against_promise
from helpfulacts.promises.actions.make_promise import make_promise
from helpfulacts.support import data_requests
from helpfulacts.support.actions.answer_act import answer_act
from helpfulacts.support.actions.answer_neighbour import take_from_neighbour
from helpfulacts.support.actions.ask_for_data import ask_for_data
from helpfulacts.support.actions.ask_for_yes import send_story
from helpfulacts.support.actions.ask_next_door import Agreed as Asking
from helpfulacts.support.actions.ask_next_door import ask_next_door
from helpfulacts.support.actions.choose_offer import choose_offer
from helpfulacts.support.actions.complain import complain
from helpfulacts.support.actions.draft_introduction import draft_introduction
from helpfulacts.support.actions.give_micro_fund import give_micro_fund
from helpfulacts.support.actions.give_reading import give_reading
from helpfulacts.support.actions.name_helper import name_helper
from helpfulacts.support.actions.plan_visit import plan_visit
from helpfulacts.support.actions.request_introduction import Yes, request_introduction
from helpfulacts.support.actions.say_dissent import say_dissent
from helpfulacts.support.actions.share_record import Agreed, share_record
from helpfulacts.support.actions.suggest_change import suggest_change
from helpfulacts.support.actions.tell_for_story import Terms, tell_for_story
from helpfulacts.support.actions.write_story import begin_story
from helpfulacts.support.models import Aspiration, HelpfulAct, Plan, Visit
from helpfulacts.support.standing_on import read_system
from helpfulacts.support.stories import quotes_in
from tests.deciding import ask, bring, decide
from tests.sheets import HEAD, TEA, as_csv, staged

pytestmark = pytest.mark.django_db

WHO = ("nobody", "citizen", "other", "provider", "navigator", "officer", "away")
TABLE: dict[str, tuple[str, str]] = {
    # For everybody
    "places": ("GET", "200 200 200 200 200 200 200"),
    "home": ("GET", "200 200 200 200 200 200 200"),
    "find": ("GET", "200 200 200 200 200 200 200"),
    "found": ("GET", "302 302 302 302 302 302 302"),
    "offer": ("GET", "200 200 200 200 200 200 200"),
    "my_list": ("GET", "200 200 200 200 200 200 200"),
    "print_list": ("GET", "200 200 200 200 200 200 200"),
    "keep": ("POST", "302 302 302 302 302 302 302"),
    "take_off": ("POST", "302 302 302 302 302 302 302"),
    "empty_list": ("POST", "302 302 302 302 302 302 302"),
    "list_to_plan": ("POST", "302 302 302 302 302 302 302"),
    "offer_calendar": ("GET", "200 200 200 200 200 200 200"),
    "ask_for_place": ("POST", "302 302 302 302 302 302 302"),
    "try_idea": ("POST", "422 422 422 422 422 422 422"),
    "offer_history": ("GET", "200 200 200 200 200 200 200"),
    "offer_wrong": ("GET", "200 200 200 200 200 200 200"),
    "decisions": ("GET", "200 200 200 200 200 200 200"),
    "decision": ("GET", "200 200 200 200 200 200 200"),
    "offer_help": ("GET", "200 200 200 200 200 200 200"),
    "offer_gift": ("GET", "200 200 200 200 200 200 200"),
    "offer_paper": ("GET", "200 200 200 200 200 200 200"),
    "offer_help_sent": ("GET", "302 302 302 302 302 302 302"),
    "plain_words": ("GET", "200 200 200 200 200 200 200"),
    "words_kept": ("GET", "200 200 200 200 200 200 200"),
    "why_opened": ("GET", "200 200 200 200 200 200 200"),
    "how_shared": ("GET", "200 200 200 200 200 200 200"),
    "fairness": ("GET", "200 200 200 200 200 200 200"),
    "what_ifs": ("GET", "200 200 200 200 200 200 200"),
    "what_if": ("GET", "404 404 404 404 404 404 404"),
    "what_if_file": ("GET", "404 404 404 404 404 404 404"),
    "rounds_held": ("GET", "200 200 200 200 200 200 200"),
    "draw": ("GET", "404 404 404 404 404 404 404"),
    "draw_saved": ("GET", "404 404 404 404 404 404 404"),
    "what_asking_costs": ("GET", "200 200 200 200 200 200 200"),
    "wards": ("GET", "200 200 200 200 200 200 200"),
    "ward": ("GET", "200 200 200 200 200 200 200"),
    "organisation": ("GET", "200 200 200 200 200 200 200"),
    "queries": ("GET", "200 200 200 200 200 200 200"),
    "query": ("GET", "200 200 200 200 200 200 200"),
    "transparency": ("GET", "200 200 200 200 200 200 200"),
    "algorithm": ("GET", "200 200 200 200 200 200 200"),
    "algorithm_json": ("GET", "200 200 200 200 200 200 200"),
    "algorithm_version": ("GET", "200 200 200 200 200 200 200"),
    "query_take_back": ("POST", "302 302 302 302 302 302 302"),
    # Queries: members raise them (see test_accountability_pages.py), bodies and the office answer them
    "query_raise": ("GET", "403 403 403 403 403 403 403"),
    "query_answer": ("GET", "403 403 403 200 403 200 403"),
    "query_excuse": ("GET", "403 403 403 403 403 200 403"),
    "query_hide": ("GET", "403 403 403 403 403 200 403"),
    "algorithm_say": ("GET", "403 403 403 403 403 200 403"),
    # Asking the place: the office and members (see test_office_deciding.py)
    "agreements": ("GET", "200 200 200 200 200 200 200"),
    "agreement": ("GET", "404 404 404 404 404 404 404"),
    "where_we_stand": ("GET", "404 404 404 404 404 404 404"),
    "position_text": ("GET", "404 404 404 404 404 404 404"),
    "position_json": ("GET", "404 404 404 404 404 404 404"),
    "position_paper": ("GET", "404 404 404 404 404 404 404"),
    "position_answer": ("GET", "403 403 403 404 403 403 403"),
    "position_reply": ("GET", "403 403 403 404 403 404 403"),
    "position_ask": ("GET", "403 403 403 403 403 200 403"),
    "position_desk": ("GET", "403 403 403 403 404 404 403"),
    "position_enter": ("GET", "403 403 403 403 404 404 403"),
    "agreement_begin": ("GET", "403 403 403 403 403 200 403"),
    "agreement_sign": ("GET", "403 403 403 404 403 404 403"),
    "agreement_hold": ("GET", "403 403 403 404 403 404 403"),
    "agreement_change": ("GET", "403 403 403 403 403 404 403"),
    "deciding_text": ("GET", "404 404 404 404 404 404 404"),
    "deciding_propose": ("GET", "302 302 302 302 302 302 302"),
    "deciding_changes": ("GET", "403 403 403 403 403 404 403"),
    "deciding_change": ("GET", "403 403 403 403 403 404 403"),
    "change_accept": ("POST", "403 403 403 403 403 404 403"),
    "next_text": ("GET", "403 403 403 403 403 302 403"),
    "office_deciding": ("GET", "403 403 403 403 403 200 403"),
    "deciding_ask": ("GET", "403 403 403 403 403 200 403"),
    "deciding_desk": ("GET", "403 403 403 403 403 200 403"),
    "deciding_costs": ("GET", "403 403 403 403 403 200 403"),
    "deciding_rules": ("GET", "403 403 403 403 403 404 403"),
    "panel_desk": ("GET", "403 403 403 403 403 404 403"),
    "deciding_publish": ("POST", "403 403 403 403 403 302 403"),
    "deciding_end": ("POST", "403 403 403 403 403 422 403"),
    "deciding_away": ("GET", "403 403 403 403 403 302 403"),
    # What people bring is read by the office and storytellers (see test_office_moderation.py)
    "brought_waiting": ("GET", "403 403 403 403 403 200 403"),
    "brought_all": ("GET", "403 403 403 403 403 200 403"),
    "brought_read": ("GET", "403 403 403 403 403 200 403"),
    "brought_show": ("POST", "403 403 403 403 403 302 403"),
    "brought_join": ("POST", "403 403 403 403 403 422 403"),
    "brought_languages": ("GET", "403 403 403 403 403 200 403"),
    "translation_read": ("POST", "403 403 403 403 403 404 403"),
    "brought_again": ("POST", "403 403 403 403 403 404 403"),
    # Votes on paper: the desk (see test_office_papers.py)
    "papers_home": ("GET", "403 403 403 403 200 200 403"),
    "papers_of": ("GET", "403 403 403 403 200 200 403"),
    "slips_give": ("GET", "403 403 403 403 200 200 403"),
    "paper_batch": ("GET", "403 403 403 403 404 404 403"),
    "papers_spoilt": ("POST", "403 403 403 403 404 404 403"),
    "papers_close": ("POST", "403 403 403 403 404 404 403"),
    # Closing, counting and deciding: the same (see test_office_decide.py)
    "deciding_close": ("POST", "403 403 403 403 403 302 403"),
    "deciding_count": ("POST", "403 403 403 403 403 302 403"),
    "deciding_verify": ("POST", "403 403 403 403 403 404 403"),
    "decide_new": ("GET", "403 403 403 403 403 200 403"),
    "decide_words": ("GET", "403 403 403 403 403 302 403"),
    "decide_away": ("GET", "403 403 403 403 403 302 403"),
    "decide_answers": ("GET", "403 403 403 403 403 302 403"),
    "decide_ideas": ("GET", "403 403 403 403 403 302 403"),
    "decide_publish": ("GET", "403 403 403 403 403 302 403"),
    "decide_kept": ("GET", "403 403 403 403 403 200 403"),
    # For everybody again
    "recipes": ("GET", "200 200 200 200 200 200 200"),
    "recipe": ("GET", "200 200 200 200 200 200 200"),
    "stories": ("GET", "200 200 200 200 200 200 200"),
    "story": ("GET", "404 404 404 404 404 404 404"),
    "accessibility": ("GET", "200 200 200 200 200 200 200"),
    "gaps": ("GET", "200 200 200 200 200 200 200"),
    "paper": ("GET", "200 200 200 200 200 200 200"),
    "complain": ("GET", "200 200 200 200 200 200 200"),
    "complaint_come_back": ("GET", "200 200 200 200 200 200 200"),
    "complaint": ("GET", "302 302 302 302 302 302 302"),
    "complaint_take_back": ("POST", "302 302 302 302 302 302 302"),
    "complaints": ("GET", "200 200 200 200 200 200 200"),
    "concern_tell": ("GET", "200 200 200 200 200 200 200"),
    "concern_come_back": ("GET", "200 200 200 200 200 200 200"),
    "concern_mine": ("GET", "302 302 302 302 302 302 302"),
    "parts": ("GET", "404 404 404 404 404 404 404"),
    "door": ("POST", "404 404 404 404 404 404 404"),
    "leave_fast": ("POST", "302 302 302 302 302 302 302"),
    # Deciding together: everybody reads; what somebody answered is read by whoever answered
    "deciding": ("GET", "200 200 200 200 200 200 200"),
    "deciding_one": ("GET", "200 200 200 200 200 200 200"),
    "deciding_join": ("GET", "200 302 200 200 200 200 200"),
    "deciding_for_whom": ("POST", "302 302 302 302 302 302 302"),
    "deciding_say": ("GET", "200 200 200 200 200 200 200"),
    "deciding_said": ("GET", "200 200 200 200 200 200 200"),
    "deciding_map": ("GET", "404 404 404 404 404 404 404"),
    "deciding_map_saved": ("GET", "404 404 404 404 404 404 404"),
    "deciding_map_votes": ("GET", "404 404 404 404 404 404 404"),
    "deciding_map_statements": ("GET", "404 404 404 404 404 404 404"),
    "deciding_votes_pb": ("GET", "404 404 404 404 404 404 404"),
    "deciding_language": ("POST", "302 302 302 302 302 302 302"),
    "deciding_bring": ("GET", "302 200 302 302 302 302 302"),
    "deciding_weigh": ("GET", "302 302 302 302 302 302 302"),
    "deciding_vote": ("GET", "302 302 302 302 302 302 302"),
    "deciding_receipt": ("GET", "302 302 302 302 302 302 302"),
    "deciding_leave": ("POST", "302 302 302 302 302 302 302"),
    "deciding_board": ("GET", "200 200 200 200 200 200 200"),
    "deciding_board_saved": ("GET", "404 404 404 404 404 404 404"),
    "recount_saved": ("GET", "200 200 200 200 200 200 200"),
    "deciding_panel": ("GET", "404 404 404 404 404 404 404"),
    "deciding_panel_yes": ("GET", "404 404 404 404 404 404 404"),
    "deciding_panel_lots": ("GET", "404 404 404 404 404 404 404"),
    "deciding_panel_back": ("POST", "302 302 302 302 302 302 302"),
    "deciding_panel_no": ("POST", "302 404 302 302 302 302 302"),
    "deciding_mine": ("GET", "302 200 302 302 302 302 302"),
    "deciding_told": ("GET", "302 200 200 302 302 302 302"),
    "deciding_hear": ("POST", "302 422 422 302 302 302 302"),
    "how_we_read": ("GET", "200 200 200 200 200 200 200"),
    "deciding_again": ("GET", "404 404 404 404 404 404 404"),
    "deciding_otherwise": ("GET", "404 404 404 404 404 404 404"),
    "deciding_take_back": ("POST", "404 404 404 404 404 404 404"),
    "decided": ("GET", "200 200 200 200 200 200 200"),
    # A person's own plan: somebody without one is sent to where it is begun or opened
    "my_plan": ("GET", "302 200 200 302 302 302 302"),
    "begin_plan": ("GET", "200 200 200 200 200 200 200"),
    "come_back": ("GET", "200 200 200 200 200 200 200"),
    "slip": ("GET", "302 200 200 302 302 302 302"),
    "plan_words": ("GET", "302 200 200 302 302 302 302"),
    "plan_wish": ("GET", "302 200 200 302 302 302 302"),
    "plan_strike": ("POST", "302 302 302 302 302 302 302"),
    "plan_put_back": ("POST", "302 302 302 302 302 302 302"),
    "plan_can_offer": ("GET", "302 200 200 302 302 302 302"),
    "plan_own_help": ("GET", "302 200 200 302 302 302 302"),
    "plan_facts": ("GET", "302 200 200 302 302 302 302"),
    "plan_about_me": ("GET", "302 200 200 302 302 302 302"),
    "about_me_forget": ("POST", "302 302 302 302 302 302 302"),
    "plan_reach": ("GET", "302 200 200 302 302 302 302"),
    "plan_state": ("GET", "302 200 200 302 302 302 302"),
    "plan_erase": ("GET", "302 200 200 302 302 302 302"),
    "join_rounds": ("GET", "302 200 200 302 302 302 302"),
    "plan_next_door": ("GET", "302 200 200 302 302 302 302"),
    "next_door_answer": ("POST", "302 302 302 302 302 302 302"),
    "wish_next_door": ("GET", "302 200 302 302 302 302 302"),
    "wish_next_door_back": ("POST", "302 302 302 302 302 302 302"),
    "plan_helpers": ("GET", "302 200 200 302 302 302 302"),
    "plan_helper_words": ("POST", "302 302 302 302 302 302 302"),
    "plan_helper_stop": ("POST", "302 302 302 302 302 302 302"),
    "plan_suggestion": ("POST", "302 302 302 302 302 302 302"),
    "plan_beside": ("GET", "302 200 200 302 302 302 302"),
    "plan_dissent": ("POST", "302 302 302 302 302 302 302"),
    "plan_after": ("GET", "302 200 302 302 302 302 302"),
    "plan_costs": ("GET", "302 200 302 302 302 302 302"),
    "act_urgent": ("POST", "302 302 302 302 302 302 302"),
    # Whom a person named: only in a browser that their six words opened (see test_plan_authors_pages.py)
    "helping": ("GET", "302 302 302 302 302 302 302"),
    "helping_suggest": ("GET", "302 302 302 302 302 302 302"),
    "helping_take_back": ("POST", "302 302 302 302 302 302 302"),
    "plan_print": ("GET", "302 200 200 302 302 302 302"),
    "plan_large_print": ("GET", "302 200 200 302 302 302 302"),
    "who_looked": ("GET", "302 200 200 302 302 302 302"),
    "plan_apart": ("GET", "302 200 200 302 302 302 302"),
    "apart_from_giver": ("POST", "302 302 302 302 302 302 302"),
    "giving_apart": ("POST", "302 302 302 302 302 302 302"),
    "apart_end": ("POST", "302 302 302 302 302 302 302"),
    "my_data": ("GET", "302 200 200 302 302 302 302"),
    "my_data_ask": ("POST", "302 302 302 302 302 302 302"),
    "my_data_page": ("POST", "404 200 404 404 404 404 404"),
    "my_data_file": ("POST", "404 200 404 404 404 404 404"),
    "plan_readings": ("GET", "302 200 200 302 302 302 302"),
    "reading_ask": ("GET", "302 200 200 302 302 302 302"),
    "reading_day": ("GET", "302 200 302 302 302 302 302"),
    "reading_correct": ("GET", "302 200 302 302 302 302 302"),
    "reading_take_back": ("POST", "302 302 302 302 302 302 302"),
    "reading_put_back": ("POST", "302 302 302 302 302 302 302"),
    "reading_counting": ("POST", "302 302 302 302 302 302 302"),
    "plan_sharing": ("GET", "302 200 200 302 302 302 302"),
    "my_stories": ("GET", "302 200 200 302 302 302 302"),
    "tell_story": ("GET", "302 200 200 302 302 302 302"),
    "my_story": ("GET", "302 200 302 302 302 302 302"),
    "my_story_words": ("GET", "302 200 302 302 302 302 302"),
    "take_back_telling": ("POST", "302 302 302 302 302 302 302"),
    "plan_sharing_stop": ("GET", "302 200 200 302 302 302 302"),
    "suggest": ("POST", "302 302 302 302 302 302 302"),
    "choose": ("POST", "302 302 302 302 302 302 302"),
    "act_unveto": ("POST", "302 302 302 302 302 302 302"),
    "act_answer": ("POST", "302 302 302 302 302 302 302"),
    "act_veto": ("POST", "302 302 302 302 302 302 302"),
    "act_done": ("POST", "302 302 302 302 302 302 302"),
    "act_which": ("GET", "302 200 302 302 302 302 302"),
    "act_days": ("GET", "302 302 302 302 302 302 302"),
    "act_not_done": ("POST", "302 302 302 302 302 302 302"),
    "act_confirm": ("GET", "302 200 302 302 302 302 302"),
    "act_ask_again": ("POST", "302 302 302 302 302 302 302"),
    "act_stop": ("POST", "302 302 302 302 302 302 302"),
    "act_finish": ("POST", "302 302 302 302 302 302 302"),
    "plan_introduce": ("GET", "302 200 302 302 302 302 302"),
    "plan_record": ("GET", "302 200 302 302 302 302 302"),
    "plan_met": ("POST", "302 302 302 302 302 302 302"),
    "plan_give_back": ("POST", "302 302 302 302 302 302 302"),
    "plan_book_again": ("POST", "302 302 302 302 302 302 302"),
    "why": ("GET", "302 200 302 302 302 302 302"),
    "plan_calendar": ("POST", "302 200 200 302 302 302 302"),
    "my_round": ("GET", "302 200 200 302 302 302 302"),
    "before_round": ("GET", "302 200 200 302 302 302 302"),
    "before_round_back": ("POST", "302 302 302 302 302 302 302"),
    "challenge": ("POST", "302 302 302 302 302 302 302"),
    "ring_me": ("POST", "302 302 302 302 302 302 302"),
    # What a person gives: their own only, and what two pass on once both said yes
    "my_giving": ("GET", "302 200 200 302 302 302 302"),
    "giving_forget": ("GET", "302 302 302 302 302 302 302"),
    "giving_change": ("GET", "302 200 302 302 302 302 302"),
    "giving_costs": ("GET", "302 200 302 302 302 302 302"),
    "giving_pause": ("POST", "302 302 302 302 302 302 302"),
    "giving_resume": ("POST", "302 302 302 302 302 302 302"),
    "giving_number": ("POST", "302 422 302 302 302 302 302"),
    "giving_end": ("POST", "302 302 302 302 302 302 302"),
    "giving_yes": ("POST", "302 302 302 302 302 302 302"),
    "giving_not_now": ("POST", "302 302 302 302 302 302 302"),
    "giving_done": ("POST", "302 302 302 302 302 302 302"),
    "giving_back": ("POST", "302 302 302 302 302 302 302"),
    "giving_introduction": ("POST", "302 302 302 302 302 302 302"),
    "giving_introduction_reach": ("POST", "302 302 302 302 302 302 302"),
    "giving_pass_on": ("GET", "302 302 302 302 302 302 302"),
    "giving_take_back": ("POST", "302 302 302 302 302 302 302"),
    "giving_reach": ("POST", "302 302 302 302 302 302 302"),
    "act_pass_on": ("GET", "302 302 302 302 302 302 302"),
    "act_take_back": ("POST", "302 302 302 302 302 302 302"),
    "act_reach": ("POST", "302 302 302 302 302 302 302"),
    # Officers of this place
    "what_if_new": ("GET", "403 403 403 403 403 200 403"),
    "what_if_show": ("POST", "403 403 403 403 403 404 403"),
    "rounds": ("GET", "403 403 403 403 403 200 403"),
    "second_rounds": ("GET", "403 403 403 403 403 200 403"),
    "confirm_second_round": ("POST", "403 403 403 403 403 404 403"),
    "round_start": ("POST", "403 403 403 403 403 302 403"),
    "round": ("GET", "403 403 403 403 403 200 403"),
    "round_letters": ("GET", "403 403 403 403 403 200 403"),
    "rules_meanwhile": ("GET", "403 403 403 403 403 200 403"),
    "round_rules": ("GET", "403 403 403 403 403 200 403"),
    "more_places": ("GET", "403 403 403 403 403 200 403"),
    "round_again": ("GET", "403 403 403 403 403 200 403"),
    "round_manifest": ("GET", "403 403 403 403 403 200 403"),
    "confirm_round": ("POST", "403 403 403 403 403 302 403"),
    "next_case": ("POST", "403 403 403 403 403 302 403"),
    "case": ("GET", "403 403 403 403 403 200 403"),
    "override": ("POST", "403 403 403 403 403 422 403"),
    "alarm": ("GET", "403 403 403 403 403 200 403"),
    "complaints_to_answer": ("GET", "403 403 403 403 403 200 403"),
    "complaint_case": ("GET", "403 403 403 403 403 200 403"),
    "complaint_came": ("POST", "403 403 403 403 403 302 403"),
    "complaint_right": ("POST", "403 403 403 403 403 302 403"),
    "promises_late": ("GET", "403 403 403 403 403 200 403"),
    "promise_found": ("GET", "403 403 403 403 403 200 403"),
    "promise_right": ("POST", "403 403 403 403 403 302 403"),
    "data_requests": ("GET", "403 403 403 403 403 200 403"),
    "data_clock": ("POST", "403 403 403 403 403 302 403"),
    "others_words": ("GET", "403 403 403 403 403 200 403"),
    "readings_counted": ("GET", "403 403 403 403 403 200 403"),
    # The safeguarding lead and who stands in, who are none of these (see test_concern_pages.py)
    "concerns": ("GET", "403 403 403 403 403 403 403"),
    "concern": ("GET", "403 403 403 403 403 403 403"),
    "concern_in_hand": ("POST", "403 403 403 403 403 403 403"),
    "concern_about": ("GET", "403 403 403 403 403 403 403"),
    # The information governance lead, who is none of these (see test_look_pages.py)
    "looks_to_check": ("GET", "403 403 403 403 403 403 403"),
    "look_to_check": ("GET", "403 403 403 403 403 403 403"),
    # The desk: link workers and officers
    "days_to_keep": ("GET", "403 403 403 403 200 200 403"),
    "proxy_complaint": ("GET", "403 403 403 403 200 200 403"),
    "to_tell": ("GET", "403 403 403 403 200 200 403"),
    "tell": ("GET", "403 403 403 403 200 200 403"),
    "told": ("POST", "403 403 403 403 422 422 403"),
    "desk": ("GET", "403 403 403 403 200 200 403"),
    "proxy_plan": ("GET", "403 403 403 403 200 200 403"),
    "new_slip": ("POST", "403 403 403 403 302 302 403"),
    "proxy_offer": ("GET", "403 403 403 403 200 200 403"),
    "proxy_gift": ("GET", "403 403 403 403 200 200 403"),
    "vouch": ("GET", "403 403 403 403 200 200 403"),
    "stop_phrase": ("GET", "403 403 403 403 200 200 403"),
    # Those who walk beside people, and officers who give them small money
    "my_people": ("GET", "403 403 403 403 200 403 403"),
    "my_person": ("GET", "403 403 403 403 200 403 403"),
    "person_note": ("POST", "403 403 403 403 422 403 403"),
    "person_spend": ("POST", "403 403 403 403 422 403 403"),
    "person_beside": ("GET", "403 403 403 403 200 403 403"),
    "introduce_them": ("GET", "403 403 403 403 200 403 403"),
    "care_move": ("POST", "403 403 403 403 302 403 403"),
    "care_over": ("GET", "403 403 403 403 200 403 403"),
    "nudge": ("POST", "403 403 403 403 302 403 403"),
    "record_for_them": ("GET", "403 403 403 403 200 403 403"),
    "record_take": ("POST", "403 403 403 403 302 403 403"),
    "agree_for_them": ("GET", "403 403 403 403 200 403 403"),
    "micro_funds": ("GET", "403 403 403 403 403 200 403"),
    "roles": ("GET", "403 403 403 403 403 200 403"),
    "role_revoke": ("POST", "403 403 403 403 403 302 403"),
    "micro_fund_end": ("POST", "403 403 403 403 403 302 403"),
    # Spreadsheets: link workers and officers
    "sheets": ("GET", "403 403 403 403 200 200 403"),
    "kept_columns": ("GET", "403 403 403 403 200 200 403"),
    "forget_columns": ("POST", "403 403 403 403 302 302 403"),
    "sheet": ("GET", "403 403 403 403 200 200 403"),
    "sheet_columns": ("GET", "403 403 403 403 200 200 403"),
    "import_sheet": ("POST", "403 403 403 403 302 302 403"),
    "undo_sheet": ("POST", "403 403 403 403 302 302 403"),
    "drop_sheet": ("POST", "403 403 403 403 302 302 403"),
    "end_gone_rows": ("POST", "403 403 403 403 302 302 403"),
    "set_aside_file": ("GET", "403 403 403 403 200 200 403"),
    "sheet_row": ("GET", "403 403 403 403 200 200 403"),
    "row_out": ("POST", "403 403 403 403 302 302 403"),
    # For everybody
    "register": ("GET", "200 200 200 200 200 200 200"),
    "register_save": ("GET", "200 200 200 200 200 200 200"),
    "register_head": ("GET", "200 200 200 200 200 200 200"),
    # Those who keep an organisation's offers
    "my_offers": ("GET", "403 403 403 200 403 403 403"),
    "offer_places": ("POST", "403 403 403 422 403 403 403"),
    "offer_full": ("POST", "403 403 403 302 403 403 403"),
    "still_right": ("POST", "403 403 403 302 403 403 403"),
    "our_introduction": ("POST", "403 403 403 302 403 403 403"),
    "our_introduction_reach": ("POST", "403 403 403 302 403 403 403"),
    "our_introduction_over": ("GET", "403 403 403 200 403 403 403"),
    "our_quarter": ("GET", "403 403 403 404 403 403 403"),
    "act_given": ("POST", "403 403 403 302 403 403 403"),
    "act_cannot": ("GET", "403 403 403 200 403 403 403"),
    "act_not_now": ("POST", "403 403 403 302 403 403 403"),
    "act_ended": ("POST", "403 403 403 302 403 403 403"),
    # The desk again: offers that wait for a check
    "release_held": ("GET", "403 403 403 403 200 200 403"),
    "held_offer": ("GET", "403 403 403 403 200 200 403"),
    "held_check": ("POST", "403 403 403 403 422 422 403"),
    "held_reach": ("POST", "403 403 403 403 200 200 403"),
    "end_held": ("POST", "403 403 403 403 422 422 403"),
    # Days that differ: whoever gives it, and the desk
    "protect_giver": ("GET", "403 403 403 403 200 200 403"),
    "offer_when": ("GET", "403 403 403 200 200 200 403"),
    "offer_who_for": ("GET", "403 403 403 200 200 200 403"),
    "offer_days": ("GET", "403 403 403 200 200 200 403"),
    "offer_access": ("GET", "403 403 403 200 200 200 403"),
    "offer_next_door": ("GET", "403 403 403 200 403 200 403"),
    "offer_costs": ("GET", "403 403 403 200 200 200 403"),
    "offer_money_ends": ("POST", "403 403 403 422 422 422 403"),
    "add_day": ("POST", "403 403 403 422 422 422 403"),
    "take_day": ("POST", "403 403 403 302 302 302 403"),
    "bank_holidays": ("POST", "403 403 403 422 422 422 403"),
    # Writing stories: storytellers alone (see test_story_pages.py)
    "story_desk": ("GET", "403 403 403 403 403 403 403"),
    "story_offered": ("GET", "403 403 403 403 403 403 403"),
    "story_use": ("POST", "403 403 403 403 403 403 403"),
    "story_write": ("GET", "403 403 403 403 403 403 403"),
    "story_send": ("POST", "403 403 403 403 403 403 403"),
    "story_publish": ("POST", "403 403 403 403 403 403 403"),
    "story_drop": ("POST", "403 403 403 403 403 403 403"),
    # Visits that people make alone: their own, and for the desk those that are over their time
    "visits": ("GET", "403 403 403 200 200 200 403"),
    "visit_in": ("POST", "403 403 403 404 302 404 403"),
    "visit_longer": ("POST", "403 403 403 404 302 404 403"),
    "visit_out": ("POST", "403 403 403 404 302 404 403"),
    "visit_where": ("GET", "403 403 403 403 200 200 403"),
    "visit_safe": ("POST", "403 403 403 403 302 302 403"),
    # Bringing under-used things together: resource-weavers (see test_weaving_pages.py) and officers
    "weaving": ("GET", "403 403 403 403 403 200 403"),
    "weave_begin": ("POST", "403 403 403 403 403 422 403"),
    "weave": ("GET", "403 403 403 403 403 200 403"),
    "weave_change": ("POST", "403 403 403 403 403 422 403"),
    "weave_add": ("POST", "403 403 403 403 403 302 403"),
    "weave_drop": ("POST", "403 403 403 403 403 302 403"),
    "weave_ask": ("POST", "403 403 403 403 403 302 403"),
    "weave_list": ("POST", "403 403 403 403 403 302 403"),
    "weave_end": ("POST", "403 403 403 403 403 302 403"),
    "weave_tell": ("POST", "403 403 403 403 403 422 403"),
    "recipe_take_off": ("POST", "403 403 403 403 403 302 403"),
    # The whole system, and what nobody has yet: system-architects (see test_system_pages.py) and officers
    "office_system": ("GET", "403 403 403 403 403 200 403"),
    "weak_point": ("GET", "403 403 403 403 403 200 403"),
    "office_gaps": ("GET", "403 403 403 403 200 200 403"),
    "gap_met": ("POST", "403 403 403 403 403 302 403"),
    "gaps_file": ("GET", "403 403 403 403 200 200 403"),
    # Those who are asked, and the desk for them; who may book
    "stop_lift": ("POST", "403 403 403 302 302 302 403"),
    "asked_of_us": ("GET", "403 403 403 200 200 200 403"),
    "part_answer": ("POST", "403 403 403 302 302 302 403"),
    "part_leave": ("POST", "403 403 403 302 302 302 403"),
    "book": ("GET", "403 403 403 200 200 200 403"),
    "our_bookings": ("GET", "403 403 403 200 200 200 403"),
    "booking_release": ("POST", "403 403 403 302 302 302 403"),
    "booking_again": ("POST", "403 403 403 302 302 302 403"),
    # Entries that may be the same
    "likenesses": ("GET", "403 403 403 403 200 200 403"),
    "likeness": ("GET", "403 403 403 403 200 200 403"),
    "likeness_apart": ("POST", "403 403 403 403 422 422 403"),
    "likeness_undo": ("POST", "403 403 403 403 302 302 403"),
    # Keepers of an organisation's entries: anybody may ask, the desk vouches, the outbox is only in a demonstration
    "keeper_ask": ("GET", "200 200 200 200 200 200 200"),
    "keeper_open": ("GET", "200 200 200 200 200 200 200"),
    "keeper_link": ("GET", "302 302 302 302 302 302 302"),
    "keeper_close": ("POST", "403 403 403 302 403 403 403"),
    "keeper_end": ("POST", "403 403 403 302 403 403 403"),
    "entry_words": ("GET", "403 403 403 200 403 403 403"),
    "entry_end": ("GET", "403 403 403 200 403 403 403"),
    "offer_not_full": ("POST", "403 403 403 302 403 403 403"),
    "offer_talks_first": ("POST", "403 403 403 302 403 403 403"),
    "entry_undo": ("POST", "403 403 403 302 302 302 403"),
    "reminders": ("POST", "403 403 403 302 403 403 403"),
    "entries_save_table": ("GET", "403 403 403 200 403 403 403"),
    "entries_save": ("GET", "403 403 403 200 403 403 403"),
    "keepers": ("GET", "403 403 403 403 200 200 403"),
    "keeper_vouch": ("GET", "403 403 403 403 200 200 403"),
    "keeper_stop": ("POST", "403 403 403 403 302 302 403"),
    "text_read": ("POST", "403 403 403 403 302 302 403"),
    "outbox": ("GET", "404 404 404 404 404 404 404"),
    "phone": ("GET", "404 404 404 404 404 404 404"),
    # Texts in, without the secret
    "texts": ("POST", "404 404 404 404 404 404 404"),
    "place_texts": ("POST", "404 404 404 404 404 404 404"),
    # Places on other installations, without a signature
    "neighbour_requests": ("GET", "404 404 404 404 404 404 404"),
    "neighbour_request": ("GET", "404 404 404 404 404 404 404"),
    "place_neighbour_requests": ("GET", "401 401 401 401 401 401 401"),
    "place_neighbour_request": ("GET", "401 401 401 401 401 401 401"),
    "neighbour_head": ("GET", "404 404 404 404 404 404 404"),
    "place_neighbour_head": ("GET", "404 404 404 404 404 404 404"),
    # The desk: what places on other installations ask, and what people here asked there
    "neighbours_asked": ("GET", "403 403 403 403 200 200 403"),
    "neighbour_ask": ("GET", "403 403 403 403 200 200 403"),
    "asked_for_them": ("GET", "403 403 403 403 200 200 403"),
    # The desk: what people say is wrong, and who stands behind an entry
    "to_check": ("GET", "403 403 403 403 200 200 403"),
    "entry": ("GET", "403 403 403 403 200 200 403"),
    "entry_right": ("POST", "403 403 403 403 422 422 403"),
    "entry_mended": ("POST", "403 403 403 403 422 422 403"),
    "entry_over": ("POST", "403 403 403 403 422 422 403"),
    "entry_decide": ("POST", "403 403 403 403 422 422 403"),
    "entry_bodies": ("GET", "403 403 403 403 200 200 403"),
    "entry_body_away": ("POST", "403 403 403 403 302 302 403"),
    "version_empty": ("POST", "403 403 403 403 302 302 403"),
    # The feed of the installation's only place: here there are two, so each has its own
    "oruk_base": ("GET", "404 404 404 404 404 404 404"),
    "oruk": ("GET", "404 404 404 404 404 404 404"),
    "oruk_openapi": ("GET", "404 404 404 404 404 404 404"),
    "oruk_services": ("GET", "404 404 404 404 404 404 404"),
    "oruk_service": ("GET", "404 404 404 404 404 404 404"),
    "oruk_organizations": ("GET", "404 404 404 404 404 404 404"),
    "oruk_organization": ("GET", "404 404 404 404 404 404 404"),
    "oruk_at_locations": ("GET", "404 404 404 404 404 404 404"),
    "oruk_at_location": ("GET", "404 404 404 404 404 404 404"),
    "oruk_taxonomies": ("GET", "404 404 404 404 404 404 404"),
    "oruk_taxonomy": ("GET", "404 404 404 404 404 404 404"),
    "oruk_terms": ("GET", "404 404 404 404 404 404 404"),
    "oruk_term": ("GET", "404 404 404 404 404 404 404"),
    "oruk_nothing": ("GET", "404 404 404 404 404 404 404"),
    # The feed of a place, for everybody
    "place_oruk_base": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_openapi": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_services": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_service": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_organizations": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_organization": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_at_locations": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_at_location": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_taxonomies": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_taxonomy": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_terms": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_term": ("GET", "200 200 200 200 200 200 200"),
    "place_oruk_nothing": ("GET", "404 404 404 404 404 404 404"),
}
"""By address: how it is asked, and the answer to each of WHO."""

LOOKS = {
    (name, who): 1
    for name, readers in (
        ("case", ("officer",)),
        ("override", ("officer",)),
        ("complaint_case", ("officer",)),
        ("others_words", ("officer",)),
        ("visit_where", ("navigator", "officer")),
        ("tell", ("navigator", "officer")),
        ("told", ("navigator", "officer")),
        ("held_reach", ("navigator", "officer")),
        ("neighbour_ask", ("navigator", "officer")),
        ("asked_for_them", ("navigator", "officer")),
        ("my_people", ("navigator",)),
        ("person_note", ("navigator",)),
        ("person_spend", ("navigator",)),
        ("person_beside", ("navigator",)),
        ("introduce_them", ("navigator",)),
        ("care_over", ("navigator",)),
        ("agree_for_them", ("navigator",)),
        ("record_for_them", ("navigator",)),
    )
    for who in readers
}
"""Reads of a personal record by somebody else: each is kept once. All other cells keep none."""

AGREED = {("my_offers", "provider"), ("our_introduction_over", "provider")}
"""What a giver reads of an introduction: its two lines, which its person read first and agreed to send."""

SIGN_IN = "account_"


def addresses(patterns: Any = None) -> Iterator[str]:
    """The name of every address in the URLconf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


@pytest.fixture
def world(place: Any) -> World:
    return build(place)


@pytest.fixture
def of(world: World) -> dict[str, Any]:
    """What each address is asked about: the citizen's own things, and the first of the rest."""
    person = world.people[0]
    plan = Plan.objects.get(person=person)
    by = world.actor("navigator")
    act = answer_act(act=choose_offer(plan=plan, offer=world.offers["tea"], by=by), answer="yes", by=by)
    Offer.objects.filter(pk=world.offers["bench"].pk).update(
        status="held", giver=world.people[2], provider=None
    )
    ride = OfferDraft(title="A lift", kind="service", sphere="personal", giver=person, imported=True,
                      capacity=CapacityDraft("place", 1, 1))  # fmt: skip
    [given] = list_offers(place=world.place, drafts=[ride])
    consent = Consent.objects.create(
        place=world.place, person=person, what="my plan", with_whom="Tom", why="to help", given_at=plan.created_at,
        until=today(),
    )  # fmt: skip
    promise = make_promise(
        place=world.place, by_noun="desk", by_id=None, by_shown_as="The desk", to_noun="person", to_id=person.pk,
        about_noun="plan", about_id=plan.pk, what="Tell them.", trigger="a test", due=today(), kind="tell",
    )  # fmt: skip
    alarm = Alarm.objects.create(
        place=world.place, run=world.run, floor="no_bed", responsible_body="The council", people=1,
        answer_by=world.run.confirm_by,
    )  # fmt: skip
    first, second = sorted((world.offers["tea"], world.offers["repair"]), key=lambda offer: offer.pk)
    pair = Likeness.objects.create(place=world.place, first=first, second=second, score=80)
    me = Actor("the person", "citizen", None, person.pk)
    reading = give_reading(plan=plan, answers={"happy": 5}, by=me)
    assert reading is not None
    make_keeper_link(organisation=world.club, how="asked")
    keeper_link = KeeperLink.objects.get(place=world.place)
    helper, _ = name_helper(plan=plan, called="Meena", by=by)
    answered_by(world.place, person, me)
    return {
        "place_slug": world.place.slug,
        "grant_id": people.live_grants_of_role(world.place, "provider")[0].pk,
        "helper_id": helper.pk,
        "dissent_id": say_dissent(plan=plan, words="Tea", by=by).pk,
        "proposal_id": suggest_change(plan=plan, part="words", words="Tea", by=by).pk,
        "day": "2026-12-25",
        "code": "happy",
        "reading_id": reading.pk,
        "likeness_id": pair.pk,
        "number": world.run.number,
        "order": 1,
        "count": 1,
        "decision": 1,
        "alarm_id": alarm.pk,
        "case_id": coordination.cases_to_open(world.run)[0].allocation_id,
        "promise_id": promise.pk,
        "act_id": act.pk,
        "offer_id": world.offers["tea"].pk,
        "wish_id": Aspiration.objects.get(plan=plan).pk,
        "consent_id": consent.pk,
        "row_id": uuid.uuid4(),
        "batch_id": uuid.uuid4(),
        "brought": 1,
        "clause": 1,
        "language": "ur",
        "body": uuid.uuid4(),
        "who": "mel",
        **a_spreadsheet(world),
        "token": "no-such-token",
        "look": "no-such-look",
        "organisation_id": world.club.pk,
        "keeper_link_id": keeper_link.pk,
        "text_id": uuid.uuid4(),
        "held": world.offers["bench"].pk,
        **in_a_weave(world),
        **introduced(world, plan),
        "given": given.pk,
        "gift": "lift",
        "decided": decided(world),
        **said_and_asked(world),
        **past_its_day(world, plan),
        **in_a_story(world, plan),
        "body_id": add_body(
            offer=world.offers["tea"], organisation=world.club, part="assures", by=world.actor("officer")
        ).pk,
        **in_the_feed(world),
        "point_id": read_system(world.place).weak_points[0].id,
        "kind": "csv",
        "of": "newtown",
        **in_public(world),
        **next_door(world, plan),
    }


def next_door(world: World, plan: Plan) -> dict[str, Any]:
    """What a place on another installation asks here, and what the citizen asked there."""
    until, place = today() + dt.timedelta(days=30), world.place
    there = link_neighbour(
        place=place, slug="newtown", offers=True, takes=True, decided_by="The board", decision_ref="item 9", until=until,
        base="https://newtown.example", by=OPERATOR,
    )  # fmt: skip
    set_link_secret(neighbour=there, by=OPERATOR)
    asks = take_from_neighbour(
        neighbour=there, handle=uuid.uuid4(), facets=["repairs"], words="", until=until
    )
    wish, me = Aspiration.objects.get(plan=plan), Actor("the person", "citizen", None, plan.person_id)
    sent = ask_next_door(wish=wish, neighbour=there, said=Asking(until), by=me)
    return {"asked_id": asks.pk, "sent_id": sent.pk}


def in_public(world: World) -> dict[str, Any]:
    """A query to the club, the record of the algorithm, and a ward."""
    khan = Actor("Cllr Khan", "elected", uuid.uuid4())
    raise_query(place=world.place, body=world.club, question="When do you open?", by=khan)
    record, _ = publish_record(place=world.place)
    return {"version": record.version, "ward_code": places.areas(world.place)[0].code}


def past_its_day(world: World, plan: Plan) -> dict[str, Any]:
    """What the club promised the citizen and did not do by its day, and what puts it right."""
    with as_if(now() - dt.timedelta(days=9)):
        promise = make_promise(
            place=world.place, by_noun="organisation", by_id=world.club.pk, by_shown_as="The club", to_noun="person",
            to_id=plan.person_id, about_noun="plan", about_id=plan.pk, what="A chair", trigger="a test",
            due=today() + dt.timedelta(days=1),
        )  # fmt: skip
    officer = world.actor("officer")
    find_against_promise(promise=promise, finding="broken", words="The van broke down.", by=officer)
    remedy = agree_remedy(promise=promise, what="Two chairs", due=today(), by=officer)
    return {"promise_found": promise.pk, "promise_right": remedy.pk}


def introduced(world: World, plan: Plan) -> dict[str, Any]:
    """The citizen is introduced to the club, is to read two lines about another offer, and has small money to be spent."""
    walk, sing = (
        OfferDraft(title=title, kind="service", sphere="civic", provider=world.club, imported=True)
        for title in ("A walk", "A choir")
    )
    by, lines = world.actor("navigator"), ("Zofia walks slowly.", "")
    drafts = [
        draft_introduction(act=choose_offer(plan=plan, offer=offer, by=by), lines=lines, by=by)
        for offer in list_offers(place=world.place, drafts=[walk, sing], source="introductions")
    ]
    yes = Yes("none", today() + dt.timedelta(days=30), basis="spoken")
    asked = request_introduction(introduction=drafts[0], lines=lines, yes=yes, by=by)
    agreed = Agreed("The surgery", yes.until, "spoken")
    [grant] = people.live_grants_of_role(world.place, "navigator")
    fund = give_micro_fund(
        place=world.place, grant=grant, sphere="civic", each_pence=100, until=grant.until, by=world.actor("officer")
    )  # fmt: skip
    return {
        "introduction_id": asked.pk,
        "sharing_id": share_record(introduction=asked, agreed=agreed, by=by).pk,
        "asked_act": asked.act_id,
        "drafted": drafts[1],
        "person_id": plan.person_id,
        "fund_id": fund.pk,
    }


def in_a_weave(world: World) -> dict[str, Any]:
    """A hall of the club that can be booked, a booking of it, and a combination that it is asked to be part of."""
    every_day = tuple(
        Weekly(day, dt.time(0), dt.time(23, 59)) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    )
    hall = OfferDraft(
        title="The hall", key="hall", kind="resource", sphere="civic", provider=world.club, weekly=every_day, on_bank_holidays="runs",
        particulars={"mode": "booked", "unit": "hour", "amount": 40, "each": 2},
    )  # fmt: skip
    [offer] = list_offers(place=world.place, drafts=[hall], source="weave")
    officer = Actor("Mel", "officer", None, None, world.club.pk)
    weave = begin_weave(place=world.place, title="Tea", offers=[offer], by=officer)
    booking = book_slots(
        offer=offer, day=today() + dt.timedelta(days=2), first=20, last=22, by=officer, body=world.club
    )
    [part] = weaving.parts_of(weave)
    practice = Practice.objects.create(
        place=world.place, weave=weave, body=world.club, title="Tea", plan={"people": 4, "pounds": 0}, came=4,
        went_right="The tea.", ran_on=today(), told_at=now(),
    )  # fmt: skip
    return {
        "room": offer.pk,
        "weave_id": weave.pk,
        "part_id": part.pk,
        "booking_id": booking.pk,
        "practice_id": practice.pk,
    }


def a_spreadsheet(world: World) -> dict[str, Any]:
    """A list that is ready to import, and its columns as they are kept."""
    one = staged(world.place, as_csv(HEAD, TEA))
    return {
        "import_id": one.pk,
        "mapping_id": imports.mapping_called(world.place, one.name).pk,  # type: ignore[union-attr]
    }


def said_and_asked(world: World) -> dict[str, Any]:
    """A complaint; and what is held about the citizen, asked for, with words of somebody else that wait."""
    person = world.people[0]
    complaint, _ = complain(place=world.place, about="help", words="Nobody came", by=NOBODY)
    me = Actor("the person", "citizen", None, person.pk)
    asked = ask_for_data(person=person, others=[("support.PassedOn", uuid.uuid4(), "words")], by=me)
    return {
        "complaint_id": complaint.pk,
        "concern_id": uuid.uuid4(),
        "look_id": uuid.uuid4(),
        "visit_id": late_visit(world),
        "apart_id": uuid.uuid4(),
        "request_id": asked.pk,
        "words_id": data_requests.waiting_words(world.place)[0].pk,
        "clock": data_requests.open_clock_of(person)[0].pk,
    }


def in_a_story(world: World, plan: Plan) -> dict[str, Any]:
    """Words that the citizen offered, and a story that quotes them, with them to answer."""
    nia = Actor("Nia", "storyteller", uuid.uuid4(), None, world.club.pk)
    me = Actor("the person", "citizen", None, plan.person_id)
    terms = Terms("", "page", today() + dt.timedelta(days=9))
    telling = tell_for_story(plan=plan, words="I sleep again.", terms=terms, by=me)
    story = begin_story(tellings=[telling], by=nia, title="Sleep")
    send_story(story=story, by=nia)
    return {"telling_id": telling.pk, "story_id": story.pk, "quote_id": quotes_in(story)[0].pk}


def late_visit(world: World) -> uuid.UUID:
    """A visit of the navigator that is over its time."""
    with as_if(now() - dt.timedelta(days=1)), override_settings(SENDS_EMAIL=True):
        day = today(world.place.zone)
        visit = plan_visit(
            place=world.place, who="Tom", where="1 Long Road", day=day, from_time=dt.time(22), out_time=dt.time(1),
            second="Mel", reach="mel@example.org", by=world.actor("navigator"),
        )  # fmt: skip
    Visit.objects.filter(pk=visit.pk).update(
        begins=now() - dt.timedelta(hours=2), out_by=now() - dt.timedelta(hours=1)
    )
    return visit.pk


def decided(world: World) -> int:
    """The number of a decision that kept an entry as it is."""
    kept = decide_reported(
        offer=world.offers["tea"], decision="kept", reason="It is a kind page.", by=world.actor("officer")
    )
    return kept.number


def answered_by(place: Any, person: Any, me: Actor) -> None:
    """A question with what somebody answered to it, and a decision."""
    asked = ask(place)
    brought = bring(asked, "Lunch on Sundays too.")
    decide(asked, {brought: "yes"})
    membership = take_part(deliberation=asked, person=person, by=me)
    stage = stage_of_kind(asked, "gather")
    take_positions(stage=stage, membership=membership, answers={brought: 1}, by=me)


def in_the_feed(world: World) -> dict[str, Any]:
    """A service of the feed at a published place, and a taxonomy and term that every feed has."""
    offer = world.offers["tea"]
    Offer.objects.filter(pk=offer.pk).update(published_venue=True, address="1 High Street, Testham, TT1 1AA")
    record = service_record(Offer.objects.get(pk=offer.pk), Showing(dated=False))
    return {
        "at": world.place.slug,
        "rest": "elsewhere",
        "handle": uuid.uuid4(),
        "service_id": record["id"],
        "organization_id": record["organization_id"],
        "link_id": record["service_at_locations"][0]["id"],
        "taxonomy_id": terms.HELPS_ID,
        "term_id": terms.OUR_TERMS[0]["id"],
    }


def url_of(name: str, of: dict[str, Any]) -> str:
    """The address called `name`, about the things in `of`."""
    [(_, wanted)] = get_resolver().reverse_dict.getlist(name)[0][0][:1]
    named = {key: of[key] for key in wanted}
    if name in ("sheet_row", "row_out"):
        named["number"] = 2
    if name == "deciding_bring":
        named["kind"] = "statement"
    if name == "ward":
        named["code"] = of["ward_code"]
    if name in ("keeper_end", "keeper_stop"):
        named["link_id"] = of["keeper_link_id"]
    if name in ("protect_giver", "held_offer", "held_check", "held_reach", "end_held"):
        named["offer_id"] = of["held"]
    if name in ("promise_found", "promise_right"):
        named["promise_id"] = of[name]
    if name == "wish_next_door_back":
        named["asked_id"] = of["sent_id"]
    if name == "data_clock":
        named["promise_id"] = of["clock"]
    if name == "agree_for_them":
        named["introduction_id"] = of["drafted"].pk
    if name == "plan_introduce":
        named["act_id"] = of["drafted"].act_id
    if name == "plan_record":
        named["act_id"] = of["asked_act"]
    if name == "book":
        named["offer_id"] = of["room"]
    if name.startswith("giving_") and "offer_id" in named:
        named["offer_id"] = of["given"]
    return reverse(name, kwargs=named)


def told_unseen(world: World, who: str, answer: Any) -> list[str]:
    """Whose name, words or number a page says to somebody else who has no look at their record today."""
    body = b"" if answer.streaming else answer.content
    found = []
    for person, account in zip(world.people, ("citizen", "other", *[None] * 9), strict=False):
        told = [one for one in (person.called, person.contact) if one and one.encode() in body]
        seen = AccessRecord.objects.filter(
            person=person.pk, by_account=world.accounts[who].pk if who != "nobody" else None
        )
        if told and who != account and not seen.exists():
            found.append(f"it tells {', '.join(told)}, and nobody sees that it did")
    return found


def test_every_address_is_in_the_table() -> None:
    found = {name for name in addresses() if not name.startswith(SIGN_IN)}
    assert found - set(TABLE) == set(), "these addresses are not in the table: say who may open them"
    assert set(TABLE) - found == set(), "these rows of the table have no address any more"


@pytest.mark.once
def test_each_address_answers_each_visitor_as_the_table_says(world: World, of: dict[str, Any]) -> None:
    wrong = []
    browsers = {who: world.browser(who) for who in WHO}
    entries = register.head(world.place)
    for name, (method, row) in TABLE.items():
        url = url_of(name, of)
        for who, expected in zip(WHO, row.split(), strict=True):
            cache.clear()
            before = AccessRecord.objects.count()
            client = browsers[who] if name != "leave_fast" else world.browser(who)
            answer = client.get(url) if method == "GET" else client.post(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
            looks = AccessRecord.objects.count() - before
            if answer.status_code == 200 and (name, who) not in AGREED:
                wrong += [f"{name} for {who}: {words}" for words in told_unseen(world, who, answer)]
            if str(answer.status_code) != expected:
                wrong.append(f"{name} for {who}: {answer.status_code}, the table says {expected}")
            if looks != LOOKS.get((name, who), 0):
                wrong.append(
                    f"{name} for {who}: {looks} looks kept, the table says {LOOKS.get((name, who), 0)}"
                )
    assert wrong == []
    assert register.head(world.place) == entries, "an empty form without a key changed something"


def test_what_belongs_to_a_person_is_changed_by_nobody_else_even_with_a_good_form(
    world: World, of: dict[str, Any]
) -> None:
    forms = {
        "act_answer": {"answer": "not_now"},
        "act_veto": {},
        "act_done": {},
        "act_stop": {},
        "act_urgent": {},
        "act_finish": {},
        "plan_give_back": {},
        "plan_book_again": {},
        "act_confirm": {"changed": "yes"},
        "plan_strike": {},
        "plan_sharing_stop": {},
        "wish_next_door_back": {},
    }
    for who in ("nobody", "other", "provider", "navigator", "officer", "away"):
        client = world.browser(who)
        for name, form in forms.items():
            post(client, url_of(name, of), **form)
    act = HelpfulAct.objects.get(pk=of["act_id"])
    assert (act.state, act.urgent) == ("promised", False)
    assert Aspiration.objects.get(pk=of["wish_id"]).state == "open"
    assert not Consent.objects.exclude(withdrawn_at=None).exists()


def test_a_plan_opened_at_the_desk_by_its_six_words_is_one_look_a_page(
    world: World, of: dict[str, Any]
) -> None:
    """Each page that the table shows to the citizen and to nobody without a plan: so no new one can be forgotten."""
    pages = [name for name, (method, row) in TABLE.items() if method == "GET" and row.startswith("302 200 ")]
    assert {"my_plan", "plan_costs", "plan_after", "plan_readings", "who_looked", "why"} <= set(pages)
    desk, wrong = world.browser("navigator"), []
    opens = reverse("come_back", kwargs={"place_slug": world.place.slug})
    for name in pages:
        assert post(desk, opens, phrase=give_phrase(person=world.people[0])).status_code == 302
        before = AccessRecord.objects.count()
        answer = desk.get(url_of(name, of))
        looks = AccessRecord.objects.count() - before
        if looks != 1:
            wrong.append(f"{name}: {answer.status_code}, {looks} looks")
    assert wrong == []


def test_pages_that_ask_why_keep_one_look_each_time_they_are_shown(world: World, of: dict[str, Any]) -> None:
    Opening.objects.filter(run=world.run).delete()  # a case that is on no list asks as well
    for name, who in (("my_person", "navigator"), ("promise_found", "officer"), ("case", "officer")):
        client, url = world.browser(who), url_of(name, of)
        before = AccessRecord.objects.count()
        assert "Why do you open this?" in client.get(url).content.decode(), name
        assert post(client, url, purpose="check").status_code == 302
        assert AccessRecord.objects.count() == before, name
        for number in (1, 2):
            assert client.get(url).status_code == 200
            assert AccessRecord.objects.count() == before + number, name


def test_what_is_changed_by_post_cannot_be_changed_by_a_link(world: World, of: dict[str, Any]) -> None:
    officer = world.browser("officer")
    both = {"find", "offer_help"}
    for name, (method, _) in TABLE.items():
        if method == "POST" and name not in both:
            assert officer.get(url_of(name, of)).status_code in (302, 404, 405), name


def test_nothing_of_another_place_is_found_here(world: World, of: dict[str, Any]) -> None:
    """An officer of Elsewhere asks, in Elsewhere, for what is in Testham."""
    away = world.browser("away")
    there = {**of, "place_slug": world.elsewhere.slug}
    for name in ("round", "case", "alarm", "tell", "held_offer", "offer", "promise_found"):
        assert away.get(url_of(name, there)).status_code == 404, name
    assert AccessRecord.objects.count() == 0


def test_an_unknown_thing_is_not_found_and_not_an_error(world: World, of: dict[str, Any]) -> None:
    strange = {
        **of,
        "case_id": uuid.uuid4(),
        "alarm_id": uuid.uuid4(),
        "promise_id": uuid.uuid4(),
        "offer_id": uuid.uuid4(),
        "held": uuid.uuid4(),
    }
    officer = world.browser("officer")
    for name in ("case", "alarm", "tell", "held_offer", "offer"):
        assert officer.get(url_of(name, strange)).status_code == 404, name
