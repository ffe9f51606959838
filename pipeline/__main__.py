"""python -m pipeline: the same as the command gongwen."""

from pipeline.cli import main

main()
