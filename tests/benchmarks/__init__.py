"""What stance costs, measured by one command: ``uv run python -m tests.benchmarks [CORPUS]``."""
