from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "helpfulacts.promises"
    label = "promises"
