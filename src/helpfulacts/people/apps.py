from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "helpfulacts.people"
    label = "people"
