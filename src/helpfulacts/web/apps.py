from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "helpfulacts.web"
    label = "web"
