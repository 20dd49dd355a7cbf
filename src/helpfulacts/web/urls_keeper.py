"""Addresses of those who keep an organisation's entries by a mailed link, of the desk that sends it, and of the outbox."""

from django.urls import URLPattern, path

from .views import demonstration_post, keeper_entry, keeper_link, office_giver, office_keepers

urls: list[URLPattern] = [
    path("offers/<uuid:offer_id>/yours", keeper_link.keeper_ask, name="keeper_ask"),
    path("keep", keeper_link.keeper_open, name="keeper_open"),
    path("keep/close", keeper_link.keeper_close, name="keeper_close"),
    path("keep/links/<uuid:link_id>/end", keeper_link.keeper_end, name="keeper_end"),
    path("keep/<str:token>", keeper_link.keeper_link, name="keeper_link"),
    path("our-offers/<uuid:offer_id>/words", keeper_entry.entry_words, name="entry_words"),
    path("our-offers/<uuid:offer_id>/end", keeper_entry.entry_end, name="entry_end"),
    path("our-offers/<uuid:offer_id>/talk", office_giver.offer_talks_first, name="offer_talks_first"),
    path("our-offers/<uuid:offer_id>/not-full", keeper_entry.offer_not_full, name="offer_not_full"),
    path("our-offers/undo", keeper_entry.entry_undo, name="entry_undo"),
    path("our-offers/reminders", keeper_entry.reminders, name="reminders"),
    path("our-offers/save", keeper_entry.entries_save, name="entries_save"),
    path("our-offers/save.csv", keeper_entry.entries_save_table, name="entries_save_table"),
    path("keepers", office_keepers.office_keepers, name="keepers"),
    path("keepers/<uuid:organisation_id>", office_keepers.keeper_vouch, name="keeper_vouch"),
    path("keepers/links/<uuid:link_id>/stop", office_keepers.keeper_stop, name="keeper_stop"),
    path("keepers/texts/<uuid:text_id>/read", office_keepers.text_read, name="text_read"),
    path("outbox", demonstration_post.outbox, name="outbox"),
    path("phone", demonstration_post.phone, name="phone"),
]
