"""Write the templates: python -m pipeline.stationery DIR [--body 仿宋]."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.stationery import templates
from pipeline.stationery.styles import Fonts


def main() -> None:
    """Write every template into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.stationery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--body", default=Fonts().body, help="the body face (default: %(default)s)")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, data in templates(Fonts(body=options.body)).items():
        (options.folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
