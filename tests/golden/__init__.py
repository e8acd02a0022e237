"""What the two example articles give, to the letter."""
