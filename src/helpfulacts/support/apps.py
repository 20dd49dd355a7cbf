from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "helpfulacts.support"
    label = "support"
