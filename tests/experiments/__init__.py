"""What was tried and is not part of the tool, kept so that it can be tried again when there are more data."""
