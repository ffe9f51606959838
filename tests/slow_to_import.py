"""A module that takes its time to be imported, as any does on a busy machine."""

import time

time.sleep(1.5)


def answer() -> str:
    """Say something at once."""
    return "here"
