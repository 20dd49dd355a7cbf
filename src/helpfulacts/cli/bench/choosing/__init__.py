"""`helpfulacts bench choosing`: what counting takes, part by part, beside what a reference was recorded to take.

A part is a function from the folder of data to a list of `rows.Row`; it is run in a process of its own. To time more,
write another and name it in `worker.PARTS`.
"""
