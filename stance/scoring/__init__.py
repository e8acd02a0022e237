"""Scoring many articles: batches of them through the pipeline, in this process or in others."""
