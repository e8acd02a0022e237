"""Thousands of scored articles summed up: who stands where, and since when."""
