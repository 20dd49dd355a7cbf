from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "helpfulacts.accountability"
    label = "accountability"
