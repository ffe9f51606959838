"""Who signed the programs of the embeddable Python, as far as a machine without a network can tell.

That a file is what its signature says, and whose name stands in that, osslsigncode tells. That the name is really
theirs (the chain up to Microsoft's root) and when it was signed is not checked; python3xx.zip carries no signature.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline import confine
from pipeline.model.errors import WorkspaceError

_SIGNERS = ("Python Software Foundation", "Microsoft Corporation")
_PROGRAMS = (".exe", ".dll", ".pyd")
_DIGESTS = re.compile(
    r"^Current message digest *: ([0-9A-F]+)\s+Calculated message digest *: ([0-9A-F]+)", re.MULTILINE
)
_SUBJECT = re.compile(r"Signer #0:\s+Subject: (.*)")
_SECONDS = 60.0  # for one file


def checked(files: Mapping[str, bytes]) -> str:
    """Return what was checked, in words. Raises WorkspaceError where a program is not as it was signed."""
    if shutil.which("osslsigncode") is None:
        return "没有 osslsigncode，嵌入式 Python 的签名没有核对（Debian：sudo apt install osslsigncode）"
    programs = {name: data for name, data in files.items() if name.endswith(_PROGRAMS)}
    with tempfile.TemporaryDirectory(prefix="gongwen-") as folder:
        wrong = [name for name, data in programs.items() if not _is_signed(Path(folder) / name, data)]
    if wrong:
        raise WorkspaceError(f"嵌入式 Python 里的 {'、'.join(wrong)} 和签名对不上，没有做安装包。请换一个下载来源")
    return f"嵌入式 Python 的 {len(programs)} 个程序文件和签名相符（证书链没有核对，标准库的 zip 没有签名）"


def _is_signed(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    words = ["sh", "-c", 'osslsigncode verify -in "$0" 2>&1 || true', str(path)]  # it fails for want of the chain alone
    said = confine.run(words, folder=path.parent, seconds=_SECONDS)
    digests, subject = _DIGESTS.search(said), _SUBJECT.search(said)
    if digests is None or subject is None:
        return False
    return digests[1] == digests[2] and any(f"/O={signer}/" in subject[1] for signer in _SIGNERS)
