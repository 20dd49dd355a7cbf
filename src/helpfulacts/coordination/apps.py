from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "helpfulacts.coordination"
    label = "coordination"
