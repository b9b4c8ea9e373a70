"""Tests of everything; what must be so before anything is loaded stands here."""

import os

# As the command does: numpy's own threads, which wait for one another, would take the other workers' time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
