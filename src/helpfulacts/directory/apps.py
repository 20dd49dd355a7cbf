from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "helpfulacts.directory"
    label = "directory"
