"""Does a number mean what it says? The tasks that measure it, for the command and for `benchmarks/validity`."""
