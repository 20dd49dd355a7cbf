"""Close a way to sign in that leads to nobody any more: the address goes, and with it all that hangs on it."""

from __future__ import annotations

from django.db.models import ProtectedError

from ..models import Account, Person, RoleGrant


def close_account(account: Account) -> bool:
    """True where it is gone. Kept where somebody signs in with it elsewhere, or has or had a role: what was decided names them."""
    others = (
        Person.objects.filter(account=account).exists() or RoleGrant.objects.filter(account=account).exists()
    )
    if others or account.is_staff:
        return False
    try:
        account.delete()
    except ProtectedError:  # it confirmed or changed something, which is never edited
        return False
    return True
