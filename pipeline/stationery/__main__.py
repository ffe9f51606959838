"""Write the templates: python -m pipeline.stationery DIR [--body 仿宋] [--elections]."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.stationery import ELECTION_PAPERS, PAPERS, templates
from pipeline.stationery.styles import Fonts


def main() -> None:
    """Write every template into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.stationery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--body", default=Fonts().body, help="the body face (default: %(default)s)")
    parser.add_argument("--elections", action="store_true", help="those of init --kind 换届 instead")
    options = parser.parse_args()
    papers = ELECTION_PAPERS if options.elections else PAPERS
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, data in templates(Fonts(body=options.body), papers).items():
        (options.folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
