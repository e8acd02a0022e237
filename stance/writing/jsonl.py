"""JSON Lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Sequence

from stance.records import Analysis
from stance.writing.format import Layout, Text
from stance.writing.record import record


class JsonLines(Text):
    """The records of design: an article with all its quotes a line."""

    def encode(self, analyses: Sequence[Analysis], layout: Layout) -> bytes:
        """The lines of `analyses` in UTF-8."""
        encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str)
        lines = "".join(encoder.encode(record(analysis, explain=layout.explain)) + "\n" for analysis in analyses)
        # a lone surrogate cannot be written in UTF-8; backslashreplace makes of it just the escape that JSON has for it
        return lines.encode("utf-8", "backslashreplace")
