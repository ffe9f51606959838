"""Why a file is left as it is."""


class Refused(Exception):  # noqa: N818 - it is the change that is refused
    """A change that cannot be made in place; the message is Chinese and says what to do instead."""
