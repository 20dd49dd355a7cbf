"""Timing the sharing engine beside other methods: `instances` makes the places, `methods` the peers and ours,
`worker` runs one method in its own process, `report` runs them all and says what was found.
"""
