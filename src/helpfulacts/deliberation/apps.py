from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "helpfulacts.deliberation"
    label = "deliberation"
