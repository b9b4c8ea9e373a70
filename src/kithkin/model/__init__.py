"""The vocabulary: tables, sources, measures, annotators, pages, engines, errors. It knows nothing else."""
