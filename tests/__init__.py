import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `helpfulacts` does, before numpy is there
