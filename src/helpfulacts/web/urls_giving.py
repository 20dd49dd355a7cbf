"""Addresses of what somebody gives, and of the two who both said yes. What they pass on travels by POST, never here."""

from django.urls import URLPattern, path

from .views import giving, giving_acts, offer_costs, offer_help, our_introductions, plan_pass_on

urls: list[URLPattern] = [
    path("giving", giving.my_giving, name="my_giving"),
    path("giving/forget", giving.giving_forget, name="giving_forget"),
    path("giving/<uuid:offer_id>/costs", offer_costs.giving_costs, name="giving_costs"),
    path("giving/<uuid:offer_id>/change", giving.giving_change, name="giving_change"),
    path("giving/<uuid:offer_id>/pause", giving_acts.giving_pause, name="giving_pause"),
    path("giving/<uuid:offer_id>/resume", giving_acts.giving_resume, name="giving_resume"),
    path("giving/<uuid:offer_id>/number", giving.giving_number, name="giving_number"),
    path("giving/<uuid:offer_id>/end", giving_acts.giving_end, name="giving_end"),
    path("giving/acts/<uuid:act_id>/yes", giving_acts.giving_yes, name="giving_yes"),
    path("giving/acts/<uuid:act_id>/not-now", giving_acts.giving_not_now, name="giving_not_now"),
    path("giving/acts/<uuid:act_id>/done", giving_acts.giving_done, name="giving_done"),
    path("giving/acts/<uuid:act_id>/back", giving_acts.giving_back, name="giving_back"),
    path("giving/acts/<uuid:act_id>/pass-on", giving_acts.giving_pass_on, name="giving_pass_on"),
    path("giving/acts/<uuid:act_id>/take-back", giving_acts.giving_take_back, name="giving_take_back"),
    path("giving/acts/<uuid:act_id>/reach", giving_acts.giving_reach, name="giving_reach"),
    path(
        "giving/introductions/<uuid:introduction_id>",
        our_introductions.giving_introduction,
        name="giving_introduction",
    ),
    path(
        "giving/introductions/<uuid:introduction_id>/reach",
        our_introductions.giving_introduction_reach,
        name="giving_introduction_reach",
    ),
    path("plan/acts/<uuid:act_id>/pass-on", plan_pass_on.act_pass_on, name="act_pass_on"),
    path("plan/acts/<uuid:act_id>/take-back", plan_pass_on.act_take_back, name="act_take_back"),
    path("plan/acts/<uuid:act_id>/reach", plan_pass_on.act_reach, name="act_reach"),
    path("desk/offer", offer_help.proxy_offer, name="proxy_offer"),
    path("desk/offer/<slug:gift>", offer_help.proxy_gift, name="proxy_gift"),
]
