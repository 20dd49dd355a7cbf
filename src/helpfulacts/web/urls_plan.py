"""Addresses of the plan. Words and phrases travel by POST; ids of acts and wishes say nothing about anybody."""

from django.urls import URLPattern, path

from .views import calendars, plan, plan_acts, plan_begin, plan_change, plan_person, plan_round, plan_wishes

urls: list[URLPattern] = [
    path("plan", plan.my_plan, name="my_plan"),
    path("plan/begin", plan_begin.begin_plan, name="begin_plan"),
    path("plan/come-back", plan_begin.come_back, name="come_back"),
    path("plan/slip", plan_begin.slip, name="slip"),
    path("plan/words", plan_change.plan_words, name="plan_words"),
    path("plan/wish", plan_wishes.plan_wish, name="plan_wish"),
    path("plan/wish/<uuid:wish_id>/strike", plan_wishes.plan_strike, name="plan_strike"),
    path("plan/wish/<uuid:wish_id>/put-back", plan_wishes.plan_put_back, name="plan_put_back"),
    path("plan/can-offer", plan_change.plan_can_offer, name="plan_can_offer"),
    path("plan/own-help", plan_change.plan_own_help, name="plan_own_help"),
    path("plan/facts", plan_person.plan_facts, name="plan_facts"),
    path("plan/reach", plan_person.plan_reach, name="plan_reach"),
    path("plan/state", plan_change.plan_state, name="plan_state"),
    path("plan/delete", plan_change.plan_erase, name="plan_erase"),
    path("plan/rounds", plan_change.plan_rounds, name="join_rounds"),
    path("plan/print", plan.plan_print, name="plan_print"),
    path("plan/large-print", plan.plan_large_print, name="plan_large_print"),
    path("plan/who-looked", plan.who_looked, name="who_looked"),
    path("plan/sharing", plan.plan_sharing, name="plan_sharing"),
    path("plan/sharing/<uuid:consent_id>/stop", plan.plan_sharing, name="plan_sharing_stop"),
    path("plan/suggest", plan_acts.suggest, name="suggest"),
    path("plan/choose/<uuid:offer_id>", plan_acts.choose, name="choose"),
    path("plan/never/<uuid:offer_id>/lift", plan_acts.act_unveto, name="act_unveto"),
    path("plan/acts/<uuid:act_id>/answer", plan_acts.act_answer, name="act_answer"),
    path("plan/acts/<uuid:act_id>/never", plan_acts.act_veto, name="act_veto"),
    path("plan/acts/<uuid:act_id>/done", plan_acts.act_done, name="act_done"),
    path("plan/acts/<uuid:act_id>/confirm", plan_acts.act_confirm, name="act_confirm"),
    path("plan/acts/<uuid:act_id>/ask-again", plan_acts.act_ask_again, name="act_ask_again"),
    path("plan/acts/<uuid:act_id>/stop", plan_acts.act_stop, name="act_stop"),
    path("plan/acts/<uuid:act_id>/finish", plan_acts.act_finish, name="act_finish"),
    path("plan/acts/<uuid:act_id>/why", plan_acts.why, name="why"),
    path("plan/calendar", calendars.plan_calendar, name="plan_calendar"),
    path("plan/round", plan_round.my_round, name="my_round"),
    path("plan/round/challenge", plan_round.challenge, name="challenge"),
    path("plan/ring-me", plan_round.ring_me, name="ring_me"),
]
