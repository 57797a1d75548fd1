"""Benchmarks: ratios against a named reference, measured side by side in one run."""
