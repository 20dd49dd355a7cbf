from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "helpfulacts.places"
    label = "places"
