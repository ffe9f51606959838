"""What commands cost: CPU of all processes, with bytecode there, on the sample; then a paper beside docxtpl's.

python -m tests.benchmarks.speed [members]      with members: end_to_end with so many, beside docxtpl, in the same run
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

_TIMES = 3
_WANTED = {
    "check": 0.9,
    "status": 0.9,
    "approve": 0.9,
    "build": 0.9,
    "--help": 0.3,
    "vocabulary": 0.5,
    "why outputs/示例-先进性教育/全镇/02-动员讲话.docx": 0.5,
}
"""Commands and the seconds that they may take at most."""


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "pyc")
        home = Path(folder) / "home"

        def run(*words: str) -> float:
            before = _spent()
            command = [sys.executable, "-m", "pipeline", *words]
            subprocess.run(command, env=environment, capture_output=True, check=False)
            return _spent() - before

        run("init", "--sample", str(home))
        print(f"{'first build':14}{run('build', '--workspace', str(home)):6.2f} s")
        for words, wanted in _WANTED.items():
            listed = (*words.split(), "--workspace", str(home))
            least = min(run(*listed) for _ in range(_TIMES))
            print(f"{words:14.14}{least:6.2f} s   wanted {wanted} s")
        facts = next(home.glob("inputs/*/活动.yaml"))
        facts.write_bytes(facts.read_bytes() + "\n# 改过\n".encode())
        print(f"{'check, changed':14}{min(run('check', '--workspace', str(home)) for _ in range(_TIMES)):6.2f} s")
        made = len(list(home.glob("outputs/*/*/*.docx")))
        print(f"{made} documents and volumes; CPU of all processes, the least of {_TIMES}")
    if len(sys.argv) > 1:
        subprocess.run([sys.executable, "-m", "tests.benchmarks.end_to_end", sys.argv[1], "120"], check=True)


if __name__ == "__main__":
    main()
