"""The office that is ready to send, and its mail server."""

from tests.send.conftest import by_mail, made, office, pem, send, server

__all__ = ["by_mail", "made", "office", "pem", "send", "server"]
