"""Every address of the pages. Addresses begin with the place, and never hold personal data."""

from django.urls import include, path

from .urls_deciding import urls as deciding
from .urls_giving import urls as giving
from .urls_keeper import urls as keeper
from .urls_office import urls as office
from .urls_office_deciding import urls as office_deciding
from .urls_plan import urls as plan
from .urls_public import urls as public
from .views import home

urlpatterns = [
    path("", home.places_here, name="places"),
    path(
        "<slug:place_slug>/",
        include([*public, *deciding, *plan, *giving, *office, *office_deciding, *keeper]),
    ),
]
