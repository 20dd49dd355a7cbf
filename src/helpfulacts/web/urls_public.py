"""Addresses of the public pages. Words, postcodes and phrases travel by POST, never here."""

from django.urls import URLPattern, path

from .views import (
    calendars,
    find,
    home,
    moderation,
    my_list,
    offer,
    offer_help,
    offer_trust,
    parts,
    plain_words,
    safe,
    standing,
)

urls: list[URLPattern] = [
    path("", home.home, name="home"),
    path("find", find.find, name="find"),
    path("find/<slug:look>", find.found, name="found"),
    path("list", my_list.my_list, name="my_list"),
    path("list/print", my_list.print_list, name="print_list"),
    path("list/plan", my_list.list_to_plan, name="list_to_plan"),
    path("list/empty", my_list.empty, name="empty_list"),
    path("list/keep/<uuid:offer_id>", my_list.keep, name="keep"),
    path("list/off/<uuid:offer_id>", my_list.take_off, name="take_off"),
    path("offers/<uuid:offer_id>", offer.offer, name="offer"),
    path("offers/<uuid:offer_id>/calendar.ics", calendars.offer_calendar, name="offer_calendar"),
    path("offers/<uuid:offer_id>/ask", offer.ask_for_place, name="ask_for_place"),
    path("offers/<uuid:offer_id>/tried", offer.try_idea, name="try_idea"),
    path("offers/<uuid:offer_id>/history", offer_trust.history, name="offer_history"),
    path(
        "offers/<uuid:offer_id>/history/<int:number>/empty", offer_trust.version_empty, name="version_empty"
    ),
    path("offers/<uuid:offer_id>/wrong", offer_trust.wrong, name="offer_wrong"),
    path("what-was-hidden", moderation.decisions, name="decisions"),
    path("what-was-hidden/<int:decided>", moderation.decision, name="decision"),
    path("offer-help", offer_help.offer_help, name="offer_help"),
    path("offer-help/thank-you", offer_help.sent, name="offer_help_sent"),
    path("offer-help/paper", offer_help.offer_paper, name="offer_paper"),
    path("offer-help/<slug:gift>", offer_help.offer_gift, name="offer_gift"),
    path("plain-words", plain_words.plain_words, name="plain_words"),
    path("how-words-are-kept", standing.words_kept, name="words_kept"),
    path("how-places-are-shared", standing.how_shared, name="how_shared"),
    path("accessibility", standing.accessibility, name="accessibility"),
    path("gaps", standing.gaps, name="gaps"),
    path("paper", standing.paper, name="paper"),
    path("parts", parts.parts, name="parts"),
    path("door/<slug:who>", home.door, name="door"),
    path("leave", safe.leave_fast, name="leave_fast"),
]
