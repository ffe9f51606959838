"""pandoc, which reads what is no Word file: in a process of its own, with limits of time and memory, in its sandbox."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import WorkspaceError

# Emphasis by pandoc's own rules: CommonMark does not end ** between 。 and the next word. No extension that clerks do
# not know: @ $ ~ ^ stay what they are.
MARKDOWN = (
    "markdown_strict-raw_html-spaced_reference_links"
    "+pipe_tables+fenced_code_blocks+backtick_code_blocks+footnotes+intraword_underscores+space_in_atx_header"
)
_SECONDS = 5.0
_MEMORY = 288 * 1024 * 1024  # bytes
_HEAP = "-M224M"  # pandoc's own limit, below that
_LARGEST_TREE = 48 * 1024 * 1024  # bytes
_HEAP_EXHAUSTED = 251  # what pandoc's own limit ends it with


class TextTooLarge(Exception):  # noqa: N818 - it is the file that is
    """The file takes more time or memory than any speech."""


class UnreadableText(Exception):  # noqa: N818 - it is the file that is
    """pandoc cannot read the file."""


def tree(data: bytes, form: str) -> bytes:
    """Return a file's tree as JSON; `form` is pandoc's name of its format. Raises TextTooLarge, UnreadableText."""
    return _converted(data, form, "json")


def document(written: bytes) -> bytes:
    """Return a tree as a .docx. Raises TextTooLarge, UnreadableText."""
    return _converted(written, "json", "docx")


def _converted(data: bytes, form: str, wanted: str) -> bytes:
    import pypandoc  # noqa: PLC0415 - heavy: only who reads such a file loads it

    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        source, made = folder / "speech", folder / "made"
        source.write_bytes(data)
        command = [
            pypandoc.get_pandoc_path(), "+RTS", _HEAP, "-RTS", "--sandbox", "--quiet",
            "--from", form, "--to", wanted, "--output", str(made), str(source),
        ]  # fmt: skip
        try:
            confine.run(command, folder=folder, seconds=_SECONDS, memory=_MEMORY)
        except confine.Failed as fault:
            if fault.code is None or fault.code < 0 or fault.code == _HEAP_EXHAUSTED:
                raise TextTooLarge from fault
            raise UnreadableText from fault
        except WorkspaceError as fault:
            raise UnreadableText from fault
        if made.stat().st_size > _LARGEST_TREE:
            raise TextTooLarge
        return made.read_bytes()
