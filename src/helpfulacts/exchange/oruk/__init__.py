"""Open Referral UK 3.0 (and its HSDS superset) coming in: `importing.import_source` is the way in."""
