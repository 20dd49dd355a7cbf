"""What `helpfulacts report` can report: a module each, with HELP, `add_arguments(parser)` and `report(place, options)`."""
