"""Where linked places ask: for the installation's own place, and for each by its name."""

from django.urls import path

from . import views

urlpatterns = [
    path("api/v1/neighbours/requests", views.requests, name="neighbour_requests"),
    path("api/v1/neighbours/requests/<uuid:handle>", views.asked, name="neighbour_request"),
    path("<slug:at>/api/v1/neighbours/requests", views.requests, name="place_neighbour_requests"),
    path("<slug:at>/api/v1/neighbours/requests/<uuid:handle>", views.asked, name="place_neighbour_request"),
    path("api/v1/neighbours/heads/<slug:of>", views.head, name="neighbour_head"),
    path("<slug:at>/api/v1/neighbours/heads/<slug:of>", views.head, name="place_neighbour_head"),
]
