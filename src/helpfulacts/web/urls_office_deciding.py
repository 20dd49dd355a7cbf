"""Addresses of the desk of those who ask, count and decide: questions, papers, texts, and where a place stands."""

from django.urls import URLPattern, path

from .views import (
    office_agreements,
    office_changes,
    office_costs,
    office_decide,
    office_decide_draft,
    office_deciding,
    office_drafts,
    office_kept,
    office_moderation,
    office_panel,
    office_papers,
    office_rules_asked,
    office_translations,
    office_where_we_stand,
)

urls: list[URLPattern] = [
    path("office/where-we-stand/ask", office_where_we_stand.position_ask, name="position_ask"),
    path("office/where-we-stand/<int:number>", office_where_we_stand.position_desk, name="position_desk"),
    path(
        "office/where-we-stand/<int:number>/bodies/<uuid:body>",
        office_where_we_stand.position_enter,
        name="position_enter",
    ),
    path("office/deciding", office_deciding.office_deciding, name="office_deciding"),
    path("office/deciding/ask", office_deciding.deciding_ask, name="deciding_ask"),
    path("office/deciding/<int:number>", office_deciding.deciding_desk, name="deciding_desk"),
    path("office/deciding/<int:number>/costs", office_costs.deciding_costs, name="deciding_costs"),
    path("office/deciding/<int:number>/panel", office_panel.panel_desk, name="panel_desk"),
    path("office/deciding/<int:number>/rules", office_rules_asked.deciding_rules, name="deciding_rules"),
    path("office/deciding/<int:number>/publish", office_deciding.deciding_publish, name="deciding_publish"),
    path("office/deciding/<int:number>/end", office_deciding.deciding_end, name="deciding_end"),
    path("office/deciding/<int:number>/throw-away", office_drafts.deciding_away, name="deciding_away"),
    path("office/brought", office_moderation.brought_waiting, name="brought_waiting"),
    path("office/deciding/<int:number>/brought", office_moderation.brought_all, name="brought_all"),
    path(
        "office/deciding/<int:number>/brought/<int:brought>",
        office_moderation.brought_read,
        name="brought_read",
    ),
    path(
        "office/deciding/<int:number>/brought/<int:brought>/show",
        office_moderation.brought_show,
        name="brought_show",
    ),
    path(
        "office/deciding/<int:number>/brought/<int:brought>/join",
        office_moderation.brought_join,
        name="brought_join",
    ),
    path(
        "office/deciding/<int:number>/brought/<int:brought>/again",
        office_moderation.brought_again,
        name="brought_again",
    ),
    path(
        "office/deciding/<int:number>/brought/<int:brought>/languages",
        office_translations.brought_languages,
        name="brought_languages",
    ),
    path(
        "office/deciding/<int:number>/brought/<int:brought>/languages/<slug:language>/read",
        office_translations.translation_read,
        name="translation_read",
    ),
    path("office/papers", office_papers.papers_home, name="papers_home"),
    path("office/deciding/<int:number>/papers", office_papers.papers_of, name="papers_of"),
    path("office/deciding/<int:number>/slips", office_papers.slips_give, name="slips_give"),
    path("office/papers/<uuid:batch_id>", office_papers.paper_batch, name="paper_batch"),
    path("office/papers/<uuid:batch_id>/spoilt", office_papers.papers_spoilt, name="papers_spoilt"),
    path("office/papers/<uuid:batch_id>/close", office_papers.papers_close, name="papers_close"),
    path(
        "office/deciding/<int:number>/parts/<int:order>/close",
        office_decide.deciding_close,
        name="deciding_close",
    ),
    path(
        "office/deciding/<int:number>/parts/<int:order>/count",
        office_decide.deciding_count,
        name="deciding_count",
    ),
    path(
        "office/deciding/<int:number>/counts/<int:count>/check",
        office_decide.deciding_verify,
        name="deciding_verify",
    ),
    path("office/deciding/<int:number>/decide", office_decide.decide_new, name="decide_new"),
    path("office/decisions/<int:decision>", office_decide.decide_words, name="decide_words"),
    path("office/decisions/<int:decision>/throw-away", office_drafts.decide_away, name="decide_away"),
    path(
        "office/decisions/<int:decision>/answers", office_decide_draft.decide_answers, name="decide_answers"
    ),
    path("office/decisions/<int:decision>/ideas", office_decide_draft.decide_ideas, name="decide_ideas"),
    path(
        "office/decisions/<int:decision>/publish", office_decide_draft.decide_publish, name="decide_publish"
    ),
    path("office/decisions/<int:decision>/promises", office_kept.decide_kept, name="decide_kept"),
    path("office/agreements/begin", office_agreements.agreement_begin, name="agreement_begin"),
    path(
        "office/agreements/<int:number>/change", office_agreements.agreement_change, name="agreement_change"
    ),
    path("office/deciding/<int:number>/changes", office_changes.changes, name="deciding_changes"),
    path("office/deciding/<int:number>/changes/<int:brought>", office_changes.change, name="deciding_change"),
    path(
        "office/deciding/<int:number>/changes/<int:brought>/accept",
        office_changes.change_accept,
        name="change_accept",
    ),
    path("office/deciding/<int:number>/next-text", office_changes.next_text, name="next_text"),
]
