"""Where a gateway brings texts: for the installation's own place, and for each by its name."""

from django.urls import path

from . import views

urlpatterns = [
    path("api/v1/texts/", views.texts, name="texts"),
    path("<slug:at>/api/v1/texts/", views.texts, name="place_texts"),
]
