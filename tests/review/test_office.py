"""The converter: many files in one call, each result looked at, what hangs is killed with its children."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import confine
from pipeline.cli.door import Exit
from pipeline.model.errors import WorkspaceError
from pipeline.review import font_substitutes, office
from tests.conftest import Workspace
from tests.review.wordfile import p, wordfile

posix = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")
Script = Callable[[str], Path]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Put a program called soffice in front of all others; its arguments are noted in calls.txt."""

    def put(body: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/calls.txt"\n{body}\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return tmp_path / "calls.txt"

    return put


MAKES_ALL = """
while [ "$1" != --outdir ]; do shift; done
out=$2; shift; shift
for each in "$@"; do printf '%%PDF-1.7\\n%%%%EOF' > "$out/$(basename "$each" .docx).pdf"; done
"""


def papers(folder: Path, count: int) -> list[Path]:
    made = [folder / f"第{at}份.docx" for at in range(count)]
    for path in made:
        path.write_bytes(wordfile(p(path.stem)))
    return made


@posix
def test_many_files_are_one_call(tmp_path: Path, script: Script) -> None:
    calls = script(MAKES_ALL)
    told: list[int] = []

    with office.opened() as writer:
        made = [(each.source, each.fault) for each in writer.pdfs(papers(tmp_path, 5), told.append)]

    assert made == [(path, "") for path in papers(tmp_path, 5)]
    assert len(calls.read_text().splitlines()) == 1
    assert told[-1] == 5


@posix
def test_success_without_a_file_is_no_success(tmp_path: Path, script: Script) -> None:
    script("exit 0")

    with office.opened() as writer:
        (made,) = writer.pdfs(papers(tmp_path, 1))

    assert made.file is None
    assert "打不开" in made.fault


@posix
def test_what_is_no_word_file_is_never_shown_to_it(tmp_path: Path, script: Script) -> None:
    calls = script(MAKES_ALL)
    (tmp_path / "假.docx").write_text("只是文本")

    with office.opened() as writer:
        (made,) = writer.pdfs([tmp_path / "假.docx"])

    assert "不是 .docx" in made.fault
    assert not calls.exists()


@posix
def test_a_file_that_breaks_the_call_costs_no_other_its_pdf(tmp_path: Path, script: Script) -> None:
    script(f'case "$*" in *0001.docx*) exit 1;; esac\n{MAKES_ALL}')

    with office.opened() as writer:
        made = list(writer.pdfs(papers(tmp_path, 3)))
        there = [each.file is not None and each.file.exists() for each in made]

    assert there == [True, False, True]


@posix
def test_what_hangs_is_killed_with_what_it_started(tmp_path: Path) -> None:
    child = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', sys.argv[1]]); time.sleep(60)"
    grandchild = f"import os, time; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(60)"

    with pytest.raises(WorkspaceError, match="还没有做完"):
        confine.run([sys.executable, "-c", child, grandchild], folder=tmp_path, seconds=3)

    assert gone(int((tmp_path / "pid").read_text()))


@posix
def test_what_works_too_long_is_stopped_before_what_waits(tmp_path: Path) -> None:
    begun = time.monotonic()

    with pytest.raises(confine.Failed):
        confine.run([sys.executable, "-c", "while 1: pass"], folder=tmp_path, seconds=60, memory=1 << 29, busy=1)

    assert time.monotonic() - begun < 50


def gone(process: int) -> bool:
    for _ in range(50):
        try:
            os.kill(process, 0)
            if "Z" in Path(f"/proc/{process}/stat").read_text().split()[2]:
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


def test_without_libreoffice_it_says_what_to_install_and_nothing_else_breaks(
    campaign: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(campaign.path))
    monkeypatch.setattr(office, "_PLACES", ())
    campaign.build()

    code, _, said = campaign.run("review", "--rendered", "outputs")
    plain, _, _ = campaign.run("review", "outputs/活动/一支部")

    assert code == Exit.ENVIRONMENT
    assert "apt install libreoffice-writer" in said
    assert plain == Exit.DONE


@posix
def test_only_faces_that_are_missing_get_a_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fc-list"
    program.write_text("#!/bin/sh\necho 'SimHei,黑体'; echo 'Noto Serif CJK SC'; echo 'AR PL UKai CN'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(font_substitutes, "_FANDOL", tmp_path / "none")

    made = font_substitutes.stand_ins(tmp_path)

    rules = Path(made.environment["FONTCONFIG_FILE"]).read_text("utf-8")
    assert "黑体" not in made.missing
    assert "<string>黑体</string></test>" not in rules
    assert "<string>楷体_GB2312</string></test>" in rules
    assert "<string>方正小标宋简体</string></test>" in rules


class Registry:
    """winreg, with the faces that a test names: of all users, and of this user (None: no such key)."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = 1, 2

    def __init__(self, machine: list[str], user: list[str] | None) -> None:
        self.faces = {1: machine, 2: user}

    def OpenKey(self, root: int, name: str) -> contextlib.nullcontext[list[str]]:  # noqa: N802
        assert name == r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
        faces = self.faces[root]
        if faces is None:
            raise FileNotFoundError(2, "no such key")
        return contextlib.nullcontext(faces)

    def QueryInfoKey(self, key: list[str]) -> tuple[int, int, int]:  # noqa: N802
        return 0, len(key), 0

    def EnumValue(self, key: list[str], number: int) -> tuple[str, str, int]:  # noqa: N802
        return key[number], "face.ttf", 1


@pytest.mark.parametrize(
    ("machine", "user", "missing"),
    [
        (["SimSun & NSimSun (TrueType)", "SimHei (TrueType)", "FangSong (TrueType)"], None, ("楷体", "小标宋")),
        (
            ["宋体 & 新宋体 (TrueType)", "黑体 (TrueType)"],
            ["方正小标宋简体 (TrueType)", "仿宋_GB2312 (TrueType)"],
            ("楷体",),
        ),
        (["Arial (TrueType)"], [], ("仿宋", "楷体", "黑体", "宋体", "小标宋")),
        ([], None, None),
    ],
)
def test_on_windows_the_registry_says_which_faces_are_there(
    machine: list[str],
    user: list[str] | None,
    missing: tuple[str, ...] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "winreg", Registry(machine, user))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "platform", "win32")

    assert font_substitutes.missing_fonts(tmp_path) == missing
    assert font_substitutes.stand_ins(tmp_path).missing == (missing or ())
