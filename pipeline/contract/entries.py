"""A YAML file of templates/ that holds a list of entries, each with its line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline import yamlguard
from pipeline.contract import yaml_faults
from pipeline.model.problem import Code, Origin, Read


def read_entries(data: bytes, file: str, code: Code, first: str) -> Read[tuple[tuple[Any, int], ...]]:
    """Return the entries with their lines; `first`: the key that each begins with."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy: a file as it was shipped, or kept, is not parsed
    from ruamel.yaml.comments import CommentedSeq  # noqa: PLC0415
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415

    if len(data) > yamlguard.LARGEST:
        return Read((), (code.at(Origin(file), reason=f"文件太大，{yamlguard.TOO_LARGE}"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Read((), (code.at(Origin(file), reason=yaml_faults.OF_ENCODING),))
    try:
        for _ in yamlguard.guarded(YAML(typ="safe", pure=True).parse(text)):
            pass
        entries = YAML(typ="rt").load(text)
    except yamlguard.RefusedYaml as why:
        return Read((), (code.at(Origin(file, line=why.line), reason=f"{why.reason}，{why.cure}"),))
    except (YAMLError, ValueError, RecursionError) as fault:
        line, reason = yaml_faults.told(text, fault)
        return Read((), (code.at(Origin(file, line=line), reason=reason),))
    if not isinstance(entries, CommentedSeq):
        return Read((), (code.at(Origin(file, line=1), reason=f"应当是一列以“- {first}:”开头的条目"),))
    return Read(tuple((entry, entries.lc.item(index)[0] + 1) for index, entry in enumerate(entries)))


def line_of(mapping: object, key: str, otherwise: int) -> int:
    """Return the line of a key."""
    lines = getattr(mapping, "lc", None)  # of what was read from YAML
    return (
        int(lines.key(key)[0]) + 1
        if lines is not None and isinstance(mapping, Mapping) and key in mapping
        else otherwise
    )
