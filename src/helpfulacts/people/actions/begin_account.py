"""Begin an account: a way to sign in, and nothing more."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from helpfulacts.core.errors import Refused

from ..models import Account


def begin_account(*, email: str, password: str | None = None) -> Account:
    """An account that an operator makes for somebody they know, so its address counts as verified.

    Without a password it cannot sign in by one. Raises Refused if the address is taken.
    """
    if Account.objects.filter(email=email.lower()).exists():
        raise Refused("There is already an account with that e-mail address. Sign in with it.", field="email")
    with transaction.atomic():
        account = Account.objects.create_user(email=email, password=password)
        EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account
