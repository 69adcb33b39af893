"""Why a file gave no text: raised by every reader of a format, told to people as it stands."""


class UnreadableError(Exception):
    """A file without usable text; the message goes on from its name: ``is empty``."""
