"""Addresses of deciding together. What somebody answers travels by POST, never here."""

from django.urls import URLPattern, path

from .views import (
    decided,
    deciding,
    deciding_board,
    deciding_bring,
    deciding_brought,
    deciding_language,
    deciding_map,
    deciding_say,
    deciding_text,
    deciding_told,
    deciding_vote,
)

urls: list[URLPattern] = [
    path("deciding/", deciding.deciding, name="deciding"),
    path("deciding/how-we-read/", deciding_brought.how_we_read, name="how_we_read"),
    path("deciding/mine/", deciding_told.deciding_told, name="deciding_told"),
    path("deciding/mine/hear", deciding_told.deciding_hear, name="deciding_hear"),
    path("deciding/<int:number>/", deciding.one, name="deciding_one"),
    path("deciding/<int:number>/take-part/", deciding.join, name="deciding_join"),
    path("deciding/<int:number>/say/", deciding_say.say, name="deciding_say"),
    path("deciding/<int:number>/said/", deciding_say.said, name="deciding_said"),
    path("deciding/<int:number>/map/", deciding_map.where_people_stand, name="deciding_map"),
    path("deciding/<int:number>/map.csv", deciding_map.map_saved, name="deciding_map_saved"),
    path("deciding/<int:number>/language/", deciding_language.choose_language, name="deciding_language"),
    path("deciding/<int:number>/bring/<slug:kind>/", deciding_bring.bring, name="deciding_bring"),
    path("deciding/<int:number>/text/", deciding_text.text, name="deciding_text"),
    path("deciding/<int:number>/text/<int:clause>/change/", deciding_text.propose, name="deciding_propose"),
    path("deciding/<int:number>/weigh/", deciding_vote.weigh, name="deciding_weigh"),
    path("deciding/<int:number>/vote/", deciding_vote.vote, name="deciding_vote"),
    path("deciding/<int:number>/receipt/", deciding_vote.receipt, name="deciding_receipt"),
    path("deciding/<int:number>/board/", deciding_board.board, name="deciding_board"),
    path("deciding/<int:number>/board.json", deciding_board.board_saved, name="deciding_board_saved"),
    path("recount.py", deciding_board.recount_saved, name="recount_saved"),
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
