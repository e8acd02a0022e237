"""The errors that the library raises. Each message names file, place and cure; commands print it as it is."""


class StanceError(Exception):
    """Anything a user can put right: the message says what and how."""


class InputError(StanceError):
    """An input that cannot be read or does not follow its format."""


class TableError(InputError):
    """A labelled table with bad rows; the message lists the first of them."""


class ModelError(StanceError):
    """A model folder that is missing, damaged, altered or made by another version."""
