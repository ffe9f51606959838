"""`doctor --pack`: what a maintainer needs to see, and nothing of what the papers are about.

Nothing is cut out of what there is: each file of the pack is put together of what can hold no name and no number of
anybody: codes, counts, versions, our own modules and lines, names of settings, names of files that we ship.
"""

from __future__ import annotations

import importlib.metadata
import io
import json
import locale
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline import config, disk
from pipeline.desk import SENT, own_folder
from pipeline.errands import updating
from pipeline.errands.doctor import MachineCheck
from pipeline.ledger import Ledger, SentBook
from pipeline.model.errors import PipelineError, UsageError

_ABOUT = """\
这个文件给维护人员看程序出了什么问题。里面只有：程序和电脑的版本、检查结果、各种错误的代码和个数、
文件的种类和大小、日志里的代码和程序位置。没有姓名、电话、证件号、单位和文件的名字，也没有任何文件的内容。
"""
_LINE = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ (?:(?P<run>run(?: \w+=\d+)+)|(?P<code>[a-z-]+\.[a-z.-]+) .*"
    r" (?P<place>-|[A-Z]{0,3}\d+) (?P<severity>error|warning|notice)|(?P<bug>bug) .*)",
    re.ASCII,
)
_FRAME = re.compile(
    r'.*File ".*[\\/](?P<file>(?:pipeline|site-packages|python3\.\d+)[\\/][\w./\\-]+)", '
    r"line (?P<line>\d+), in (?P<name>[\w<>]+)",
    re.ASCII,
)
_FAULT = re.compile(r"\s*(?P<fault>[A-Z]\w*(?:Error|Exception|Warning|Died|Failed|Interrupt))\s*", re.ASCII)
_LONGEST_LOG = 400_000  # characters from its end
_MOST_RUNS = 50
_KNOWN = frozenset(  # ends of file names that are told; any other may be part of a name
    f".{end}"
    for end in (
        "xlsx", "xls", "xlsm", "xlsb", "et", "ods", "csv", "txt", "md", "docx", "doc", "wps", "rtf", "yaml", "yml",
        "toml", "zip", "pdf", "html", "jpg", "png",
    )
)  # fmt: skip
_NAMED = frozenset({"方式", "加密", "轮询", "仿宋"})  # settings that take one of a few words


def pack(
    target: Path, workspace: Path, version: str, findings: Iterable[MachineCheck], figures: Mapping[str, object]
) -> Path:
    """Write the pack, never over a file, and return where; `figures`: what a look came to, in counts.

    Raises UsageError, DiskError.
    """
    if target.is_dir():
        target = disk.free(target / "公文-问题.zip")
    if target.exists():
        raise UsageError(f"{target} 已经有了，没有覆盖。请换一个名字")
    parts: dict[str, object] = {
        "program.json": _program(version),
        "doctor.json": [{"subject": f.subject, "health": f.health, "found": f.open} for f in findings],
        "figures.json": figures,
        "files.json": _files(workspace),
        "templates.json": dict(_templates(workspace)),
        "settings.json": list(_settings(workspace)),
        "records.json": dict(_records(workspace)),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("先读我.txt", _ABOUT)
        archive.writestr("log.txt", "\n".join(_log(workspace)))
        for name, part in parts.items():
            archive.writestr(name, json.dumps(part, ensure_ascii=False, indent=1))
    disk.write(target, made.getvalue())
    return target


def _program(version: str) -> dict[str, object]:
    libraries = sorted(f"{each.name} {each.version}" for each in importlib.metadata.distributions())
    return {
        "version": version,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "encodings": [sys.getfilesystemencoding(), locale.getpreferredencoding(do_setlocale=False)],
        "libraries": libraries,
    }


def _files(workspace: Path) -> dict[str, dict[str, list[int]]]:
    """Return of what lies in each folder, by the kind of file: how many, bytes of all, of the largest."""
    found: dict[str, dict[str, list[int]]] = {}
    for top in ("inputs", "templates", "outputs"):
        kinds: dict[str, list[int]] = {}
        for path in (workspace / top).rglob("*"):
            if path.is_file():
                suffix = path.suffix.lower()
                kinds.setdefault(suffix if suffix in _KNOWN else "other", []).append(path.stat().st_size)
        found[top] = {kind: [len(sizes), sum(sizes), max(sizes)] for kind, sizes in kinds.items()}
    return found


def _templates(workspace: Path) -> Iterator[tuple[str, str]]:
    """Yield how each file that we ship stands; an office's own are not named."""
    try:
        for each in updating.compare(workspace, differences=False):
            yield each.name, each.standing
    except PipelineError as fault:
        yield "fault", type(fault).__name__


def _settings(workspace: Path) -> Iterator[dict[str, object]]:
    """Yield which settings are stated where; of their values only numbers, yes and no, and words out of a few."""
    try:
        for each in config.stated(workspace):
            plain = isinstance(each.value, bool | int | float) or each.key in _NAMED
            own = "workspace" if each.file == config.FILE else "office"
            yield {"section": each.section, "key": each.key, "value": each.value if plain else "…", "from": own}
    except PipelineError as fault:
        yield {"fault": type(fault).__name__}


def _records(workspace: Path) -> Iterator[tuple[str, object]]:
    """Yield what the ledger says of its runs, and how many parcels had which fate."""
    home = own_folder(workspace)
    try:
        if (home / "ledger.db").is_file():
            with Ledger(home / "ledger.db", read_only=True, share_allowed=True) as ledger:
                yield "damage", bool(ledger.damage())
                runs = ledger.runs(_MOST_RUNS)
                yield "runs", [[run.number, run.started, run.ended, run.engine, dict(run.counts)] for run in runs]
        if (home / SENT).is_file():
            with SentBook(home / SENT, read_only=True) as book:
                yield "parcels", Counter(f"{each.way} {each.fate}" for each in book.everything())
    except PipelineError as fault:
        yield "fault", type(fault).__name__


def _log(workspace: Path) -> Iterator[str]:
    """Yield what the log says, put together anew: codes, places, lines of code; whatever else stands there is not."""
    for path in sorted(own_folder(workspace).glob("gongwen.log*")):
        try:
            text = path.read_text("utf-8", "replace")[-_LONGEST_LOG:]
        except OSError:
            continue
        for line in text.splitlines():
            if told := _LINE.fullmatch(line):
                parts = (told[name] for name in ("at", "run", "code", "place", "severity", "bug"))
                yield " ".join(filter(None, parts))
            if frame := _FRAME.match(line):
                yield f"  {frame['file']}:{frame['line']} {frame['name']}"
            elif fault := _FAULT.fullmatch(line):
                yield f"  {fault['fault']}"
