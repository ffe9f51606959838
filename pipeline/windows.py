"""The offline package for a clerk's Windows machine: wheels, a start file, templates. Needs the checkout and a network.

Nobody has started it on Windows yet; the page inside says so.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement

from pipeline import confine, disk
from pipeline.model.errors import UsageError

_ROOT = Path(__file__).parent.parent
_MINUTES = 15 * 60.0  # seconds for the downloads
_START = """\
@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist .venv\\Scripts\\gongwen.exe (
  echo 第一次使用，正在安装，请等一两分钟……
  py -{python} -m venv .venv || goto nopython
  .venv\\Scripts\\python -m pip install --no-index --find-links wheels gongwen || goto failed
)
if not exist 工作\\inputs .venv\\Scripts\\gongwen init 工作
start "" explorer 工作\\inputs
start "" explorer 工作\\outputs
.venv\\Scripts\\gongwen watch --workspace 工作
pause
exit /b 0
:nopython
echo 这台电脑上没有 Python {python}。请先安装 Python {python}（64 位），再双击 启动.bat。
pause
exit /b 3
:failed
echo 安装没有成功。请把上面的文字抄给维护人员。
pause
exit /b 3
"""
_README = """\
公文（gongwen）离线安装包

1. 电脑上要有 Python {python}（64 位）。没有的话请先装好。
2. 把整个文件夹放到一个固定的位置，如 D:\\gongwen，不要放在桌面的压缩包里直接运行。
3. 双击 启动.bat。第一次会自动安装，以后直接开始监视，并打开 inputs 和 outputs 两个文件夹。
4. 要停下来，关掉黑色的窗口，或在窗口里按 Ctrl-C。

说明：这个安装包还没有人在 Windows 上试过；遇到问题请把窗口里的文字抄给维护人员。
"""


def package(folder: Path, python: str) -> Iterator[str]:
    """Write the package into `folder`; yield a line about each step. Raises UsageError, WorkspaceError, DiskError."""
    lock = _ROOT / "requirements.lock"
    if not lock.is_file() or not (_ROOT / "pyproject.toml").is_file():
        raise UsageError("做安装包要用源代码：请在源代码的文件夹里运行 python -m pipeline package")
    if not re.fullmatch(r"3\.\d{1,2}", python):
        raise UsageError("--python 请写成 3.12 这样")
    wheels = (folder / "wheels").absolute()
    wheels.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    yield "正在做程序本身的安装文件……"
    confine.run([*pip, "wheel", "--no-deps", "-w", str(wheels), str(_ROOT)], folder=_ROOT, seconds=_MINUTES)
    yield "正在下载 Windows 用的依赖……"
    with tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "runtime.txt"
        wanted.write_text(_runtime_lock(lock.read_text("utf-8"), python), "utf-8")
        target = ["--platform", "win_amd64", "--python-version", python, "--implementation", "cp"]
        confine.run(
            [*pip, "download", "--only-binary=:all:", "--no-deps", *target, "-d", str(wheels), "-r", str(wanted)],
            folder=_ROOT,
            seconds=_MINUTES,
        )
    disk.write(folder / "启动.bat", _START.format(python=python).replace("\n", "\r\n").encode())
    disk.write(folder / "先读我.txt", _README.format(python=python).replace("\n", "\r\n").encode("utf-8-sig"))
    count = len(list(wheels.glob("*.whl")))
    size = sum(path.stat().st_size for path in wheels.glob("*.whl")) / 1_000_000
    yield f"做好了：{folder}，{count} 个安装文件，共 {size:.0f} MB。这个安装包还没有人在 Windows 上试过。"


def _runtime_lock(lock: str, python: str) -> str:
    """Return the part of the lock that the program needs when it runs, with its hashes."""
    entries = {
        re.sub(r"[-_.]+", "-", match[1]).lower(): match[0]
        for match in re.finditer(r"^([A-Za-z0-9_.-]+)==.*(?:\n[ \t]+.*)*", lock, re.MULTILINE)
    }
    project = (_ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    names = re.findall(r'"([A-Za-z0-9-]+)', listed[1]) if listed else []
    needed = sorted(_closure(names, python) & set(entries))
    return "\n".join(re.sub(r"^\s+#.*\n?", "", entries[name], flags=re.MULTILINE).rstrip() for name in needed) + "\n"


def _closure(names: list[str], python: str) -> set[str]:
    """Return the names with all that they require on Windows."""
    machine = {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64",
        "python_version": python, "python_full_version": f"{python}.0", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        found.add(name)
        try:
            below = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # needed on Windows only: it is in the lock all the same
            continue
        waiting += [each.name for each in below if each.marker is None or each.marker.evaluate(machine)]
    return found
