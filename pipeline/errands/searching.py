"""Who or what stands in which paper: the words of all papers, taken from the files as they lie there, edited or not.

`refresh` looks which files have changed (a fifth of a second for 20,000) and reads these alone; `search` asks the table
and reads no paper.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import unescape

from pipeline.desk import Desk, own_folder
from pipeline.ledger import Entry, PaperText, Words
from pipeline.model.frozen import frozen
from pipeline.model.work import PRINT_FOLDER

_FILE = "words.db"
_TOGETHER = 200  # papers that are taken over in one step
_LARGEST = 50_000_000  # bytes of a paper's text part, unpacked
_PARAGRAPH = re.compile(rb"</w:p>|<w:br [^>]*/>|<w:cr/>|</w:tr>")  # a bare w:br breaks a title or a name, which go on
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:tab/>|(\n)")
_SPREAD = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000\xa0]+(?=[\u3400-\u9fff])")  # 李　明
_ENTITIES = {"&quot;": '"', "&apos;": "'", "&#39;": "'"}
_BEFORE, _BEHIND = 20, 40  # characters shown round a word


@frozen
class Hit:
    """A paper that holds what was looked for; `excerpt`: where, "" if in its name alone; `start`: of the word in it."""

    path: str
    campaign: str
    branch: str
    kind: str
    excerpt: str
    start: int
    times: int  # that the first word stands in the text


def refresh(
    desk: Desk,
    *,
    on_progress: Callable[[int, int], None] = lambda *_: None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Take the words of the papers that have changed since; return how many these were. Stopped, it goes on later."""
    entries = [each for campaign in desk.ledger.campaigns() for each in desk.ledger.entries(campaign).values()]
    papers = {each.path: each for each in entries if each.path.endswith(".docx") and not _is_volume(each)}
    with Words(own_folder(desk.workspace) / _FILE) as words:
        known = words.known()
        there = {path: mark for path in papers if (mark := _mark(desk, path))}
        changed = [path for path, mark in there.items() if known.get(path) != mark]
        words.keep((), [path for path in known if path not in there])
        for first in range(0, len(changed), _TOGETHER):
            on_progress(first, len(changed))
            if stop():
                return first
            group = changed[first : first + _TOGETHER]
            words.keep([_taken(desk, papers[path], there[path]) for path in group])
    return len(changed)


def search(desk: Desk, words: str, *, most: int = 50, behind: int = 0, campaign: str = "") -> list[Hit]:
    """Return the papers whose name or text holds all of the words (apart by spaces). Reads no paper, writes nothing."""
    asked = words.split()
    if not asked:
        return []
    with Words(own_folder(desk.workspace) / _FILE, read_only=True) as known:
        return [_hit(each, asked) for each in known.find(asked, most, campaign=campaign, behind=behind)]


def _is_volume(entry: Entry) -> bool:
    """Whether it is bound of papers that are found by themselves."""
    return entry.path.startswith(f"outputs/{entry.campaign}/{PRINT_FOLDER}/")


def _mark(desk: Desk, path: str) -> tuple[int, int] | None:
    try:
        stat = (desk.workspace / path).stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _taken(desk: Desk, entry: Entry, mark: tuple[int, int]) -> PaperText:
    """Return a paper's words; one that cannot be read has none, and is found by its name."""
    try:
        with zipfile.ZipFile(desk.workspace / entry.path) as archive:
            part = archive.getinfo("word/document.xml")
            text = "\n".join(_paragraphs(archive.read(part))) if part.file_size <= _LARGEST else ""
    except (OSError, KeyError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        text = ""
    return PaperText(entry.path, entry.campaign, entry.branch, entry.kind, *mark, text)


def _paragraphs(part: bytes) -> Iterator[str]:
    for piece in _PARAGRAPH.split(part):
        words = b"".join(match[1] or b" " for match in _TEXT.finditer(piece))
        if text := unescape(words.decode("utf-8", "replace"), _ENTITIES).strip():
            yield _SPREAD.sub("", text)


def _hit(paper: PaperText, asked: Sequence[str]) -> Hit:
    text = paper.text.lower()
    found = next((word for word in asked if word.lower() in text), "")
    if not found:
        return Hit(paper.path, paper.campaign, paper.branch, paper.kind, "", 0, 0)
    at = text.index(found.lower())
    first = max(paper.text.rfind("\n", 0, at) + 1, at - _BEFORE)
    end = paper.text.find("\n", at)
    last = min(len(paper.text) if end < 0 else end, at + len(found) + _BEHIND)
    excerpt = paper.text[first:last]
    return Hit(paper.path, paper.campaign, paper.branch, paper.kind, excerpt, at - first, text.count(found.lower()))
