"""An office that has sent forms which it expects back."""

from __future__ import annotations

from tests.send.conftest import made, office

__all__ = ["made", "office"]
