"""Addresses of the API, twice: `/api/oruk/` for the installation's own place, `/<place>/api/oruk/` for each."""

from django.urls import URLPattern, path

from . import views


def _addresses(before: str, name: str) -> list[URLPattern]:
    return [
        path(before[:-1], views.about, name=f"{name}_base"),
        path(before, views.about, name=name),
        path(f"{before}openapi.json", views.openapi, name=f"{name}_openapi"),
        path(f"{before}services", views.services, name=f"{name}_services"),
        path(f"{before}services/<str:service_id>", views.service, name=f"{name}_service"),
        path(f"{before}organizations", views.organizations, name=f"{name}_organizations"),
        path(f"{before}organizations/<str:organization_id>", views.organization, name=f"{name}_organization"),
        path(f"{before}service_at_locations", views.service_at_locations, name=f"{name}_at_locations"),
        path(
            f"{before}service_at_locations/<str:link_id>",
            views.service_at_location,
            name=f"{name}_at_location",
        ),
        path(f"{before}taxonomies", views.taxonomies, name=f"{name}_taxonomies"),
        path(f"{before}taxonomies/<str:taxonomy_id>", views.taxonomy, name=f"{name}_taxonomy"),
        path(f"{before}taxonomy_terms", views.taxonomy_terms, name=f"{name}_terms"),
        path(f"{before}taxonomy_terms/<str:term_id>", views.taxonomy_term, name=f"{name}_term"),
        path(f"{before}<path:rest>", views.nothing, name=f"{name}_nothing"),
    ]


urlpatterns = [*_addresses("api/oruk/", "oruk"), *_addresses("<slug:at>/api/oruk/", "place_oruk")]
