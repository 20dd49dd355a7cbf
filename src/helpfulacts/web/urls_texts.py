"""Addresses of the desk for texts: an agreement that is to change, its changes, and its next text."""

from django.urls import URLPattern, path

from .views import office_agreements, office_changes

urls: list[URLPattern] = [
    path(
        "office/agreements/<int:number>/change", office_agreements.agreement_change, name="agreement_change"
    ),
    path("office/deciding/<int:number>/changes", office_changes.changes, name="deciding_changes"),
    path("office/deciding/<int:number>/changes/<int:brought>", office_changes.change, name="deciding_change"),
    path(
        "office/deciding/<int:number>/changes/<int:brought>/accept",
        office_changes.change_accept,
        name="change_accept",
    ),
    path("office/deciding/<int:number>/next-text", office_changes.next_text, name="next_text"),
]
