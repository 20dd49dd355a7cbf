from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path(
        "", include("helpfulacts.exchange.oruk_api.urls")
    ),  # before the pages: nothing of theirs lies below api/oruk
    path("", include("helpfulacts.exchange.neighbours.urls")),
    path("", include("helpfulacts.exchange.texts.urls")),
    path("", include("helpfulacts.web.urls")),
]
handler400 = "helpfulacts.web.views.errors.bad_request"
handler403 = "helpfulacts.web.views.errors.not_allowed"
handler404 = "helpfulacts.web.views.errors.not_found"
handler500 = "helpfulacts.web.views.errors.went_wrong"
