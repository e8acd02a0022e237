"""Files, tables and streams into articles."""
