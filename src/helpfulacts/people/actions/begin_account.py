"""Begin an account: a way to sign in, and nothing more."""

from __future__ import annotations

from helpfulacts.core.errors import Refused

from ..models import Account


def begin_account(*, email: str, password: str | None = None) -> Account:
    """A new account. Without a password it cannot sign in by one. Raises Refused if the address is taken."""
    if Account.objects.filter(email=email.lower()).exists():
        raise Refused("There is already an account with that e-mail address. Sign in with it.", field="email")
    return Account.objects.create_user(email=email, password=password)
