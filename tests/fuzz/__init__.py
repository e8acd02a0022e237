"""Coverage-guided fuzzing, outside the suite: ``uv run --group fuzz python -m tests.fuzz TARGET --seconds 120``."""
