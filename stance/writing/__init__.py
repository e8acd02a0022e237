"""Analyses into the output formats."""
