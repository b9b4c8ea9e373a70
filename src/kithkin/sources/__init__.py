"""The sources: one file per export, listed here and nowhere else."""
