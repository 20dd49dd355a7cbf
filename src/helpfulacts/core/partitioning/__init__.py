"""A PostgreSQL database in which each place has partitions of its own: docs/operate/partition.md, ADR 20.

`functions` are in the database and make the partitions of a place; `catalog` reads what the tables are; `statements`
writes the SQL that partitions them; `applying` says when that may be and does it; `standing` looks at how it is.
"""
