"""What is no .docx, as .docx to be set: old Word files and .odt by LibreOffice, Markdown and web pages by pandoc.

Where LibreOffice is missing pandoc reads .odt too, without its looks. What pandoc makes is held to what the file says
by readers of our own; a character that is missing means that nothing is set.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline import confine
from pipeline.errands import review as reviewing
from pipeline.errands.review import ReviewSource
from pipeline.inbox import pandoc, yamlfile
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.review import office

SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm", ".odt"})
_FORMS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".odt": "odt"}
_LARGEST_TEXT, _LARGEST = 4 << 20, 64 << 20  # bytes; of an .odt also unpacked
_SECONDS = 20.0
_TOO_MUCH = "读它要的时间或内存大得不正常，可能文件有问题"


class _Refused(Exception):  # noqa: N818 - it is the file that is
    """The file cannot be read; the message is Chinese."""


@frozen
class Readable:
    """Where a file is read, and what of it no reader of it sees and was left out."""

    source: ReviewSource
    left_out: tuple[str, ...] = ()


@contextlib.contextmanager
def readable(paths: Sequence[Path]) -> Iterator[list[Readable]]:
    """Give where each file is read, in the order asked; what was made for that goes at the end."""
    marked = [path for path in paths if path.suffix.lower() in SUFFIXES]
    with contextlib.ExitStack() as stack:
        others = stack.enter_context(reviewing.readable([path for path in paths if path not in marked]))
        found = {source.path: Readable(source) for source in others}
        if marked:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gongwen-")))
            found |= {path: _converted(path, folder / f"{at}.docx") for at, path in enumerate(marked)}
        yield [found[path] for path in paths]


def _converted(path: Path, target: Path) -> Readable:
    """Return a file as a .docx at `target`."""
    try:
        data = path.read_bytes()
        made, left_out = _made(data, _FORMS[path.suffix.lower()])
    except FileNotFoundError:
        return Readable(ReviewSource(path, path, "没有这个文件"))
    except OSError:
        return Readable(ReviewSource(path, path, "读不了；如果它正在别的程序中打开，请先关闭"))
    except _Refused as fault:
        return Readable(ReviewSource(path, path, str(fault)))
    except (pandoc.TextTooLarge, confine.Died):
        return Readable(ReviewSource(path, path, _TOO_MUCH))
    except pandoc.UnreadableText:
        return Readable(ReviewSource(path, path, "文件不完整或已损坏"))
    target.write_bytes(made)
    return Readable(
        ReviewSource(path, target), tuple(f"{what} {count} 处没有排进来" for what, count in left_out.items() if count)
    )


def _made(data: bytes, form: str) -> tuple[bytes, Counter[str]]:
    if form == "odt":
        _look_into(data)
        made = _by_office(data)
        if made is not None:
            return made, Counter()
        return _by_pandoc(data, form, "odt")
    if len(data) > _LARGEST_TEXT:
        raise _Refused("文字太多（超过 4 MB），请分成几个文件")
    text = yamlfile.decoded(data)
    if text is None or "\x00" in text[0]:
        raise _Refused("认不出文字的编码，请另存为 UTF-8 再排")
    words, gone = confine.shared().call(f"{__name__}:prepared", text[0], form, seconds=_SECONDS)
    reader = f"{pandoc.MARKDOWN}+strikeout" if form == "markdown" else "html"
    made, left_out = _by_pandoc(words.encode("utf-8", "replace"), form, reader)
    return made, gone + left_out


def prepared(text: str, form: str) -> tuple[str, Counter[str]]:
    """Return a text for pandoc, and what was taken out of it. Runs in the helper."""
    from pipeline.inbox import markdown  # noqa: PLC0415 - the parent needs none of it

    return markdown.prepared(text, struck=True) if form == "markdown" else markdown.without_hidden(text)


def _by_pandoc(data: bytes, form: str, reader: str) -> tuple[bytes, Counter[str]]:
    shaped = _call("shaped", pandoc.tree(data, reader), data, form)
    if isinstance(shaped, str):
        raise _Refused(shaped)
    made = _call("ruled", pandoc.document(shaped.tree))
    if fault := _call("check", made, shaped.words):
        raise _Refused(fault)
    return made, shaped.left_out


def _by_office(data: bytes) -> bytes | None:
    """Return what LibreOffice makes of an .odt, None where it is missing or a character of the file is."""
    try:
        made = office.as_docx(data, "odt")
    except WorkspaceError:
        return None
    return None if _call("check_odt", made, data) else made


def _call(function: str, *arguments: object) -> Any:
    return confine.shared().call(f"pipeline.tidy.marked:{function}", *arguments, seconds=_SECONDS)


def _look_into(data: bytes) -> None:
    """Look at a container before anybody unpacks it. Raises _Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            content = archive.getinfo("content.xml").file_size
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as fault:
        raise _Refused("文件不完整或已损坏，或者不是 .odt") from fault
    if size > _LARGEST or content > _LARGEST_TEXT:
        raise _Refused("解开以后大得不正常，不敢打开")
