"""Linux (UOS, Kylin and others): the wheels and an install.sh in one tar.gz; a Python must be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline import disk
from pipeline.packing import package_tree, texts
from pipeline.packing.closure import Target


def made(folder: Path, wheels: Path, target: Target, handbook: bytes) -> Iterator[str]:
    """Write the archive; yield a line about it."""
    files = {f"wheels/{name}": data for name, data in package_tree.wheels_in(wheels).items()}
    build = package_tree.build(files)
    values = {"build": build, "python": target.python, "machine": target.machine}
    files["install.sh"] = _filled(texts.INSTALL, values)
    files["先读我.txt"] = _filled(texts.LINUX_README, values)
    files[texts.HANDBOOK] = handbook
    root = f"gongwen-{build}"
    path = folder / f"{root}-{target.system}.tar.gz"
    whole = {f"{root}/{name}": data for name, data in files.items()}
    disk.write(path, package_tree.tarred(whole, frozenset({f"{root}/install.sh"})))
    yield f"做好了：{path}，{path.stat().st_size / 1e6:.0f} MB，{len(files) - 3} 个安装文件"


def _filled(text: str, values: dict[str, str]) -> bytes:
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text.encode()
