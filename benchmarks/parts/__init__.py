"""What the benchmarks share. Everything directly in `benchmarks/` is a benchmark; this folder is not."""
