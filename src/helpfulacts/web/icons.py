"""The icons: a 28-unit box, a round 2-unit line, no fill, always beside a word."""

from __future__ import annotations

PATHS = {
    "connection": '<rect x="2.5" y="9" width="13" height="10" rx="5"/><rect x="12.5" y="9" width="13" height="10" rx="5"/>',
    "idea": '<path d="M10.5 18.5a7 7 0 1 1 7 0V21h-7z"/><path d="M11.5 24.5h5"/>',
    "intervention": '<path d="M3 24h6v-5h6v-5h6V4"/><path d="M21 4l5 2.5L21 9"/>',
    "product": '<path d="M4 9.5 14 4l10 5.5v10L14 25 4 19.5z"/><path d="M4 9.5 14 15l10-5.5M14 15v10"/>',
    "resource": '<circle cx="9" cy="14" r="5"/><path d="M14 14h11v4m-4-4v3"/>',
    "service": '<path d="M5 12a9 9 0 0 1 16-4l2 2M23 4v6h-6"/><path d="M23 16a9 9 0 0 1-16 4l-2-2M5 24v-6h6"/>',
    "clock": '<circle cx="14" cy="14" r="10"/><path d="M14 8v6l4 3"/>',
    "search": '<circle cx="12" cy="12" r="7.5"/><path d="m18 18 6.5 6.5"/>',
    "give": '<path d="M4 17h5l4 3h6a2 2 0 0 0 0-4h-4"/><path d="M4 24h13l8-6a2 2 0 0 0-2.500-3L19 17"/><path d="M14 11.500 10.500 8a2.400 2.400 0 0 1 3.500-3.200A2.400 2.400 0 0 1 17.500 8z"/>',
    "talk": '<path d="M4 5h20v14H13l-6 5v-5H4z"/><path d="M9 10h10M9 14h6"/>',
    "page": '<path d="M6 4h12l5 5v16H6z"/><path d="m10 16 3.500 3.500L19 13"/>',
    "plan": '<path d="M7 4h14v20H7z"/><path d="M11 10h6M11 14h6M11 18h4"/>',
}
