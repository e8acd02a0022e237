"""The folded view of a text, its tokens and its sentences."""
