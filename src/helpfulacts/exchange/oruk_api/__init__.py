"""Open Referral UK 3.0, out: one small API a place, for everybody, that only reads."""
