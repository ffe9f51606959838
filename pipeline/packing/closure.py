"""Which wheels a machine needs: the lock's markers judged for it, and what the wheels themselves ask for, held to it.

pip judges markers by the machine that it runs on, also when it downloads for another: so no marker reaches it.
"""

from __future__ import annotations

import email
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename

from pipeline.model.errors import UsageError, WorkspaceError
from pipeline.model.frozen import frozen

WINDOWS = "windows-x64"
SYSTEMS = (WINDOWS, "linux-x64", "linux-aarch64")
_MACHINES = {WINDOWS: "AMD64", "linux-x64": "x86_64", "linux-aarch64": "aarch64"}
_GLIBCS = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")  # UOS 20 and Kylin V10 have 2.28
_LEGACY = {"linux-x64": ("manylinux2014", "manylinux2010", "manylinux1"), "linux-aarch64": ("manylinux2014",)}
_ENTRY = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)[ \t]*(?:;([^\\\n]*))?\\?((?:\n[ \t]+.*)*)", re.MULTILINE)
_WITH = "paper"  # the extra that goes along: 8 MB, and scans can be sorted
_HASH = re.compile(r"--hash=\S+")


@frozen
class Target:
    """The machine that a package is for: its system and its Python (3.13)."""

    system: str
    python: str

    def needs(self, marker: Marker | None, extra: str = "") -> bool:
        """Whether what stands under this marker is needed there."""
        windows = self.system == WINDOWS
        return marker is None or marker.evaluate(
            {
                "sys_platform": "win32" if windows else "linux",
                "platform_system": "Windows" if windows else "Linux",
                "os_name": "nt" if windows else "posix",
                "platform_machine": _MACHINES[self.system],
                "platform_release": "",
                "platform_version": "",
                "python_version": self.python,
                "python_full_version": f"{self.python}.0",
                "implementation_name": "cpython",
                "implementation_version": f"{self.python}.0",
                "platform_python_implementation": "CPython",
                "extra": extra,
            }
        )

    @property
    def machine(self) -> str:
        """What the machine calls itself (uname -m)."""
        return _MACHINES[self.system]

    def for_pip(self) -> list[str]:
        """Return the words that make pip choose wheels for this machine."""
        machine = _MACHINES[self.system]
        platforms = (
            ["win_amd64"]
            if self.system == WINDOWS
            else [
                *(f"manylinux_{glibc}_{machine}" for glibc in _GLIBCS),
                *(f"{name}_{machine}" for name in _LEGACY[self.system]),
            ]
        )
        words = [word for platform in platforms for word in ("--platform", platform)]
        return [*words, "--python-version", self.python, "--implementation", "cp"]


def wanted(lock: str, project: str, target: Target) -> str:
    """Return the part of the lock that the program needs there, with hashes and without markers. Raises UsageError."""
    entries = {
        canonicalize_name(match[1]): f"{match[1]}=={match[2]} {' '.join(_HASH.findall(match[4]))}"
        for match in _ENTRY.finditer(lock)
        if not match[3] or target.needs(Marker(match[3].strip()))
    }
    said = tomllib.loads(project)["project"]
    asked = [*said["dependencies"], *said.get("optional-dependencies", {}).get(_WITH, ())]
    needed = _names(map(Requirement, asked), target)
    if lacking := sorted(needed - set(entries)):
        raise UsageError(f"requirements.lock 里没有 {target.system} 要用的 {'、'.join(lacking)}，请先更新它")
    return "\n".join(entries[name] for name in sorted(needed)) + "\n"


def _names(asked: Iterable[Requirement], target: Target) -> set[NormalizedName]:
    """Return the names of all that is asked for there, as far as this machine knows what each of them asks for."""
    found: set[tuple[NormalizedName, str]] = set()
    waiting = [*asked]
    while waiting:
        each = waiting.pop()
        name = canonicalize_name(each.name)
        for extra in {"", *each.extras}:
            if (name, extra) in found:
                continue
            found.add((name, extra))
            try:
                below = [Requirement(text) for text in requires(name) or ()]
            except PackageNotFoundError:  # needed on the other system only: `verify` asks its wheel
                continue
            waiting += [one for one in below if target.needs(one.marker, extra)]
    return {name for name, _ in found}


def verify(wheels: Path, target: Target) -> None:
    """See that all that the wheels ask for on that machine is among them, in a right version. Raises WorkspaceError."""
    there = {path: parse_wheel_filename(path.name)[:2] for path in sorted(wheels.glob("*.whl"))}
    versions = dict(there.values())
    lacking = []
    for path, (name, _) in there.items():
        for each in _asked(path):
            version = versions.get(canonicalize_name(each.name))
            if target.needs(each.marker) and (
                version is None or not each.specifier.contains(version, prereleases=True)
            ):
                lacking.append(f"{each.name}{each.specifier}（{name} 要用）")
    if "gongwen" not in versions:
        lacking.append("gongwen")
    if lacking:
        raise WorkspaceError(
            f"安装包不完整，{target.system} 上还缺：{'、'.join(lacking)}。请更新 requirements.lock 再做"
        )


def _asked(wheel: Path) -> Iterator[Requirement]:
    try:
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
            metadata = email.message_from_bytes(archive.read(name))
    except (OSError, zipfile.BadZipFile, StopIteration) as fault:
        raise WorkspaceError(f"下载的 {wheel.name} 不完整，请再做一次") from fault
    yield from (Requirement(text) for text in metadata.get_all("Requires-Dist") or ())
