"""Checks of a running installation: `machine` looks at its folder and settings, `database` at what it holds."""
