"""Speed and memory against peers: CPU seconds and peak memory of child processes, as ratios within one run."""
