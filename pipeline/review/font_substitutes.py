"""Faces that a machine does not have → others of the same shape, for LibreOffice alone.

Offices name 仿宋_GB2312 or 方正小标宋简体; a machine without them would set everything in one face of Latin widths. A
private fontconfig file gives each missing face the nearest one that is there; what is installed is never replaced.
"""

from __future__ import annotations

import contextlib
import html
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import WorkspaceError
from pipeline.model.frozen import frozen

_SECONDS = 60.0  # a first look at many fonts
_REGISTERED = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Fonts"
_OWN_CONFIGURATION = "/etc/fonts/fonts.conf"
_FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")  # TeX's fonts are not among the system's
_SONG, _SERIF = ("AR PL UMing CN", "AR PL SungtiL GB"), ("Noto Serif CJK SC", "Source Han Serif SC")
_FANG = ("仿宋", "FangSong", "FandolFang R", *_SONG, *_SERIF)
_KAI = ("楷体", "KaiTi", "AR PL UKai CN", "AR PL KaitiM GB", "FandolKai", "LXGW WenKai", *_SERIF)
_HEI = ("黑体", "SimHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "FandolHei")
_TITLE = ("方正小标宋_GBK", "方正小标宋简体", *_SERIF, "FandolSong", *_SONG)
_FACES: Mapping[str, tuple[str, Sequence[str]]] = {  # family → names that a paper may have for it, and stand-ins
    "仿宋": ("仿宋_GB2312 仿宋 FangSong_GB2312 FangSong 方正仿宋_GBK 方正仿宋简体 华文仿宋 STFangsong", _FANG),
    "楷体": ("楷体_GB2312 楷体 KaiTi_GB2312 KaiTi 方正楷体_GBK 方正楷体简体 华文楷体 STKaiti", _KAI),
    "黑体": ("黑体 SimHei 方正黑体_GBK 方正黑体简体 华文黑体", _HEI),
    "宋体": ("宋体 SimSun 新宋体 NSimSun 华文宋体 宋体-ExtB SimSun-ExtB", ("SimSun", "宋体", *_SONG, *_SERIF)),
    "小标宋": ("方正小标宋简体 方正小标宋_GBK 小标宋 华文中宋 STZhongsong", _TITLE),
}
_BOLD = frozenset({"方正小标宋简体", "方正小标宋_GBK", "小标宋"})  # a stand-in for it has to be the heavy one


@frozen
class StandIns:
    """What LibreOffice's environment needs, and which families this machine has in no make."""

    environment: Mapping[str, str]
    missing: tuple[str, ...] = ()


def stand_ins(folder: Path) -> StandIns:
    """Write the fontconfig file into `folder`. Where there is no fontconfig (Windows), nothing is replaced."""
    installed = _listed(folder)
    if installed is None:
        return StandIns({}, missing_fonts(folder) or ())
    if _FANDOL.is_dir():
        installed |= {"FandolFang R", "FandolKai", "FandolHei", "FandolSong"}
    rules = [
        _rule(name, instead)
        for names, candidates in _FACES.values()
        for name in names.split()
        if name not in installed and (instead := [face for face in candidates if face in installed])
    ]
    path = folder / "fonts.conf"
    path.write_text(_FILE.format(before=html.escape(_before()), fandol=_FANDOL, rules="\n".join(rules)), "utf-8")
    return StandIns({"FONTCONFIG_FILE": str(path)}, _lacking(installed))


def missing_fonts(folder: Path) -> tuple[str, ...] | None:
    """Return the families that this machine has in no make; None if it does not say what it has."""
    listed = _listed(folder)
    if listed is not None:
        return _lacking(listed)
    registered = {family for value in _registered() for family in _families(value)}
    return _lacking(registered) if registered else None


def _lacking(installed: set[str]) -> tuple[str, ...]:
    return tuple(family for family, (names, _) in _FACES.items() if installed.isdisjoint(names.split()))


def _listed(folder: Path) -> set[str] | None:
    """Return the families that fontconfig knows, None where there is no fontconfig."""
    if shutil.which("fc-list") is None:
        return None
    try:
        listed = confine.run(["fc-list", ":", "family"], folder=folder, seconds=_SECONDS)
    except WorkspaceError:
        return None
    return {name.strip() for line in listed.splitlines() for name in line.split(",")} - {""}


def _registered() -> Iterator[str]:
    """Yield what Windows calls its faces, those of all users and this user's own."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(root, _REGISTERED) as key:
                for number in range(winreg.QueryInfoKey(key)[1]):
                    yield winreg.EnumValue(key, number)[0]
    yield from ()


def _families(value: str) -> Iterator[str]:
    """Yield the families in such a name: `SimSun & NSimSun (TrueType)`, `仿宋_GB2312 (TrueType)`."""
    for name in value.partition(" (")[0].split(" & "):
        yield name.strip()


def _before() -> str:
    return os.environ.get("FONTCONFIG_FILE") or _OWN_CONFIGURATION


def _rule(name: str, instead: Sequence[str]) -> str:
    families = "".join(f"<string>{html.escape(face)}</string>" for face in instead)
    bold = '<edit name="weight" mode="assign" binding="same"><const>bold</const></edit>' if name in _BOLD else ""
    return (
        f'<match target="pattern"><test name="family" compare="eq"><string>{html.escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="same">{families}</edit>{bold}</match>'
    )


_FILE = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">{before}</include>
<dir>{fandol}</dir>
{rules}
</fontconfig>
"""
