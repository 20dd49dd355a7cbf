"""FHIR R4: one introduction as a bundle, for whoever keeps a record for its person, and as far as they agreed."""
