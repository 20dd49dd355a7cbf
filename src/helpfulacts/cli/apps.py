from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "helpfulacts.cli"
    label = "cli"
