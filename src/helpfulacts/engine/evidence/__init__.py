"""Evidence: intervals, inequality, access, and what may be shown of small counts. Never imports Django."""
