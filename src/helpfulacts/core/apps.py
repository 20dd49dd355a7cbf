from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def _install_triggers(**_: object) -> None:
    from .triggers import install

    install()


def _lift_triggers(**_: object) -> None:
    from .triggers import lift

    lift()


def _keep_partitions(**_: object) -> None:
    from .partitioning.applying import keep_up

    keep_up()


class CoreConfig(AppConfig):
    name = "helpfulacts.core"
    label = "core"

    def ready(self) -> None:
        pre_migrate.connect(_lift_triggers, sender=self, dispatch_uid="helpfulacts-lift")
        post_migrate.connect(_install_triggers, sender=self, dispatch_uid="helpfulacts-append-only")
        post_migrate.connect(_keep_partitions, sender=self, dispatch_uid="helpfulacts-partitions")
