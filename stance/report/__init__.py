"""Reports that people read: report folders, and self-contained HTML pages from templates."""
