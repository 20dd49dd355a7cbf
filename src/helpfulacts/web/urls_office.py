"""Addresses of the office pages: rounds, the desk, the public register, and what an organisation gives."""

from django.urls import URLPattern, path

from .views import (
    office_cases,
    office_desk,
    office_giver,
    office_held,
    office_register,
    office_rounds,
    office_tell,
)

urls: list[URLPattern] = [
    path("rounds", office_rounds.rounds, name="rounds"),
    path("rounds/start", office_rounds.round_start, name="round_start"),
    path("rounds/<int:number>", office_rounds.round_page, name="round"),
    path("rounds/<int:number>/letters", office_rounds.letters, name="round_letters"),
    path("rounds/<int:number>/rules", office_rounds.round_rules, name="round_rules"),
    path("rounds/<int:number>/more-places", office_rounds.more_places, name="more_places"),
    path("rounds/<int:number>/again", office_rounds.round_again, name="round_again"),
    path("rounds/<int:number>/manifest.json", office_rounds.round_manifest, name="round_manifest"),
    path("rounds/<int:number>/confirm", office_rounds.confirm_round, name="confirm_round"),
    path("rounds/<int:number>/next-case", office_cases.next_case, name="next_case"),
    path("rounds/<int:number>/cases/<uuid:case_id>", office_cases.case, name="case"),
    path("rounds/<int:number>/cases/<uuid:case_id>/change", office_cases.override, name="override"),
    path("to-tell", office_tell.to_tell, name="to_tell"),
    path("to-tell/<uuid:promise_id>", office_tell.tell, name="tell"),
    path("to-tell/<uuid:promise_id>/told", office_tell.told, name="told"),
    path("desk", office_desk.desk, name="desk"),
    path("desk/plan", office_desk.proxy_plan, name="proxy_plan"),
    path("desk/slip", office_desk.new_slip, name="new_slip"),
    path("desk/vouch", office_desk.vouch, name="vouch"),
    path("desk/stop-phrase", office_desk.stop_phrase, name="stop_phrase"),
    path("register", office_register.register, name="register"),
    path("register/save", office_register.register_save, name="register_save"),
    path("register/head", office_register.register_head, name="register_head"),
    path("our-offers", office_giver.my_offers, name="my_offers"),
    path("our-offers/<uuid:offer_id>/places", office_giver.offer_places, name="offer_places"),
    path("our-offers/<uuid:offer_id>/full", office_giver.offer_full, name="offer_full"),
    path("our-offers/<uuid:offer_id>/still-right", office_giver.still_right, name="still_right"),
    path("our-offers/acts/<uuid:act_id>/done", office_giver.act_given, name="act_given"),
    path("our-offers/acts/<uuid:act_id>/not-now", office_giver.act_not_now, name="act_not_now"),
    path("held-offers", office_held.held_offers, name="release_held"),
    path("held-offers/<uuid:offer_id>", office_held.held_offer, name="held_offer"),
    path("held-offers/<uuid:offer_id>/reach", office_held.held_reach, name="held_reach"),
    path("held-offers/<uuid:offer_id>/end", office_held.end_held, name="end_held"),
]
