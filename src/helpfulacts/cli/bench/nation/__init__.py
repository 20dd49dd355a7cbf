"""Many synthetic places shared at once: how long on several workers, how long in one process, and what lines cost."""
