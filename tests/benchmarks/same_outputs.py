"""Whether this checkout makes the same papers as another one: the sample, built by both, compared file by file.

    python -m tests.benchmarks.same_outputs <the other checkout> [a folder of further inputs]

Documents are compared byte by byte. Prints how many files are equal, and each that is not.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent.parent.parent


def main() -> int:
    """Build twice, compare, print; 1 where something differs."""
    other = Path(sys.argv[1]).resolve()
    inputs = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with tempfile.TemporaryDirectory() as folder:
        ours = _built(HERE, Path(folder) / "ours", inputs)
        theirs = _built(other, Path(folder) / "theirs", inputs)
    same = [path for path in ours if ours[path] == theirs.get(path)]
    differing = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
    documents = sum(path.endswith(".docx") for path in same)
    print(f"{len(ours)} files here, {len(theirs)} there; equal {len(same)} ({documents} documents)")
    for path in differing:
        print("differs" if path in ours and path in theirs else "only here" if path in ours else "only there", path)
    return int(any(path.endswith(".docx") for path in differing))


def _built(checkout: Path, workspace: Path, inputs: Path | None) -> dict[str, str]:
    """Return the digests of what a checkout makes of the sample."""
    for arguments in (["init", "--sample", str(workspace)], ["build", "--workspace", str(workspace)]):
        if arguments[0] == "build" and inputs is not None:
            shutil.copytree(inputs, workspace / "inputs", dirs_exist_ok=True)
        subprocess.run([sys.executable, "-m", "pipeline", *arguments], cwd=checkout, check=False, capture_output=True)
    outputs = workspace / "outputs"
    return {
        path.relative_to(outputs).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and ".gongwen" not in path.parts
    }


if __name__ == "__main__":
    sys.exit(main())
