"""Many places at once: one place a task, on the processors of this machine or on a Dask cluster that exists."""
