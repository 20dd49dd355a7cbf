"""Django's own backend for PostgreSQL, which also speaks to a database that is partitioned by place (ADR 20)."""
