"""Addresses of the public pages. Words, postcodes and phrases travel by POST, never here."""

from django.urls import URLPattern, path

from .views import find, home, moderation, offer, offer_help, offer_trust, parts, plain_words, safe, standing

urls: list[URLPattern] = [
    path("", home.home, name="home"),
    path("find", find.find, name="find"),
    path("offers/<uuid:offer_id>", offer.offer, name="offer"),
    path("offers/<uuid:offer_id>/ask", offer.ask_for_place, name="ask_for_place"),
    path("offers/<uuid:offer_id>/tried", offer.try_idea, name="try_idea"),
    path("offers/<uuid:offer_id>/history", offer_trust.history, name="offer_history"),
    path("offers/<uuid:offer_id>/wrong", offer_trust.wrong, name="offer_wrong"),
    path("what-was-hidden", moderation.decisions, name="decisions"),
    path("what-was-hidden/<int:decided>", moderation.decision, name="decision"),
    path("offer-help", offer_help.offer_help, name="offer_help"),
    path("offer-help/thank-you", offer_help.sent, name="offer_help_sent"),
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
