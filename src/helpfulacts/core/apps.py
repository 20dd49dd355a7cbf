from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install_triggers(**_: object) -> None:
    from .triggers import install

    install()


class CoreConfig(AppConfig):
    name = "helpfulacts.core"
    label = "core"

    def ready(self) -> None:
        post_migrate.connect(_install_triggers, dispatch_uid="helpfulacts-append-only")
