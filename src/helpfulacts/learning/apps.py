from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "helpfulacts.learning"
    label = "learning"
