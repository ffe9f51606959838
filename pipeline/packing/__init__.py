"""The packages for a clerk's machine: everything in one file, no network and no administrator needed there.

closure: which wheels a machine needs, and whether all are there · package_tree: wheels and files → one archive, the
same bytes from the same inputs · windows: an embedded Python beside the program, as a zip and an installer; signed:
whose programs that Python's are; icon: its icon · linux: wheels and install.sh. Needs the checkout and a network.
What it makes was started under Wine, on Windows by nobody yet; the page inside says so.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import UsageError
from pipeline.packing import closure, linux, signed, texts, windows
from pipeline.packing.closure import Target

_ROOT = Path(__file__).parent.parent.parent
_MINUTES = 15 * 60.0  # seconds for the downloads
_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")


def package(folder: Path, system: str, python: str) -> Iterator[str]:
    """Write a package for `system` into `folder`; yield a line about each step.

    `python`: for Windows the embeddable zip, "" to fetch one; for Linux the version that is there, "" for ours.
    Raises UsageError, WorkspaceError, DiskError.
    """
    lock = _ROOT / "requirements.lock"
    if not lock.is_file() or not (_ROOT / "pyproject.toml").is_file():
        raise UsageError("做安装包要用源代码：请在源代码的文件夹里运行 python -m pipeline package")
    if system not in closure.SYSTEMS:
        raise UsageError(f"--for 请写 {'、'.join(closure.SYSTEMS)} 之一")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        scratch = Path(name)
        embedded = None
        if system == closure.WINDOWS:
            if not python:
                yield "正在下载嵌入式 Python……"
                _pip("download", "--no-deps", "--no-binary=:all:", *_listed(scratch, windows.EMBED), "-d", name)
            yield "正在下载 Windows 的启动程序……"
            _pip("download", "--no-deps", "--only-binary=:all:", *_listed(scratch, windows.STARTERS), "-d", name)
            embedded = windows.embedded(scratch, Path(python) if python else None)
            python = embedded.version
            yield signed.checked(embedded.files)
        else:
            python = python or f"{sys.version_info.major}.{sys.version_info.minor}"
            if not re.fullmatch(r"3\.\d{1,2}", python):
                raise UsageError("--python 请写成 3.11 这样")
        target = Target(system, python)
        wheels = scratch / "wheels"
        yield "正在做程序本身的安装文件……"
        _pip("wheel", "--no-deps", "-w", str(wheels), str(_ROOT))
        yield f"正在下载 {system} 用的依赖（Python {python}）……"
        wanted = closure.wanted(lock.read_text("utf-8"), (_ROOT / "pyproject.toml").read_text("utf-8"), target)
        _pip(
            "download", "--only-binary=:all:", "--no-deps", *target.for_pip(), "-d", str(wheels),
            *_listed(scratch, wanted),
        )  # fmt: skip
        closure.verify(wheels, target)
        handbook = (_ROOT / "docs" / texts.HANDBOOK).read_bytes()
        if embedded:
            yield from windows.made(folder, wheels, embedded, windows.starters(scratch), handbook)
        else:
            yield from linux.made(folder, wheels, target, handbook)


def _pip(*words: str) -> None:
    confine.run([*_PIP, *words], folder=_ROOT, seconds=_MINUTES)


def _listed(scratch: Path, lines: str) -> tuple[str, str]:
    """Write a list for pip, whose hashes it then asks for."""
    path = scratch / "wanted.txt"
    path.write_text(lines, "utf-8")
    return "-r", str(path)
