"""Finding, measured: `measures` what a list is worth, `rows` generated offers, `peers` other people's engines on the same
rows, `quality` the labelled sentences, `serving` requests a second, `worker` one of these in its own process, `report`
all of them with the goals beside them.
"""
