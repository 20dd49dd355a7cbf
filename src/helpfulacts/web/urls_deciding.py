"""Addresses of deciding together. What somebody answers travels by POST, never here."""

from django.urls import URLPattern, path

from .views import (
    decided,
    deciding,
    deciding_board,
    deciding_bring,
    deciding_brought,
    deciding_panel,
    deciding_say,
    deciding_vote,
)

urls: list[URLPattern] = [
    path("deciding/", deciding.deciding, name="deciding"),
    path("deciding/how-we-read/", deciding_brought.how_we_read, name="how_we_read"),
    path("deciding/<int:number>/", deciding.one, name="deciding_one"),
    path("deciding/<int:number>/take-part/", deciding.join, name="deciding_join"),
    path("deciding/<int:number>/say/", deciding_say.say, name="deciding_say"),
    path("deciding/<int:number>/said/", deciding_say.said, name="deciding_said"),
    path("deciding/<int:number>/bring/<slug:kind>/", deciding_bring.bring, name="deciding_bring"),
    path("deciding/<int:number>/weigh/", deciding_vote.weigh, name="deciding_weigh"),
    path("deciding/<int:number>/vote/", deciding_vote.vote, name="deciding_vote"),
    path("deciding/<int:number>/receipt/", deciding_vote.receipt, name="deciding_receipt"),
    path("deciding/<int:number>/board/", deciding_board.board, name="deciding_board"),
    path("deciding/<int:number>/board.json", deciding_board.board_saved, name="deciding_board_saved"),
    path("recount.py", deciding_board.recount_saved, name="recount_saved"),
    path("deciding/<int:number>/panel/", deciding_panel.panel, name="deciding_panel"),
    path("deciding/<int:number>/panel/yes/", deciding_panel.panel_yes, name="deciding_panel_yes"),
    path("deciding/<int:number>/panel/back/", deciding_panel.panel_back, name="deciding_panel_back"),
    path("deciding/<int:number>/panel/no/", deciding_panel.panel_no, name="deciding_panel_no"),
    path("deciding/<int:number>/panel/draw.csv", deciding_panel.panel_lots, name="deciding_panel_lots"),
    path("deciding/<int:number>/mine/", deciding_say.my_part, name="deciding_mine"),
    path("deciding/<int:number>/leave/", deciding.leave_it, name="deciding_leave"),
    path("deciding/<int:number>/brought/<int:brought>/again/", deciding_brought.again, name="deciding_again"),
    path(
        "deciding/<int:number>/brought/<int:brought>/otherwise/",
        deciding_brought.otherwise,
        name="deciding_otherwise",
    ),
    path(
        "deciding/<int:number>/brought/<int:brought>/take-back/",
        deciding_brought.take_back,
        name="deciding_take_back",
    ),
    path("decided/<int:number>/", decided.decided, name="decided"),
]
