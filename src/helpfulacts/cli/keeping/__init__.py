"""Backups: what a database holds at one moment, out to a folder and back into an empty place.

`inventory` counts and checks, `manifest` writes down, `wrapping` closes the keys with a passphrase, `folders` keeps
files safe on a disk, `databases` copies out and in, `backup` and `restore` do it, `trial` tries what was restored.
"""
