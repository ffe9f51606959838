"""装订 = "卷": what of a parcel leaves as one volume a phase, bound from the very bytes that were approved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import disk, render
from pipeline.model.frozen import frozen
from pipeline.model.work import Approved, BoundVolume
from pipeline.render import Bound, Unbindable
from pipeline.stationery import Fonts, paper_title, volume_contents

_FEWEST = 2  # a volume of one paper is that paper


@dataclass(slots=True)
class BoundFiles:
    """What leaves, by name; the volumes among it with their bytes; what could not be bound, in words."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    volumes: list[tuple[BoundVolume, bytes]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@frozen
class Binding:
    """How one branch's papers are bound; `phases`: the volume of each document, by its path."""

    owner: str  # the branch's short name
    phases: Mapping[str, str]
    body_font: str

    def bound(self, papers: Sequence[tuple[Approved, bytes]]) -> BoundFiles:
        """Return a parcel's files in the order of their first papers; what cannot be bound leaves as it is."""
        groups: dict[str, list[tuple[Approved, bytes]]] = {}
        for document, data in papers:
            phase = self.phases.get(document.document, "")
            groups.setdefault((phase and f"卷{phase}") or document.name, []).append((document, data))
        found = BoundFiles()
        for group in groups.values():
            if len(group) < _FEWEST or not self._bind(group, found):
                found.files += [(document.name, data) for document, data in group]
        return found

    def _bind(self, group: Sequence[tuple[Approved, bytes]], found: BoundFiles) -> bool:
        phase = self.phases[group[0][0].document]
        front = volume_contents(
            self.owner, phase, [paper_title(document.name) for document, _ in group], (), Fonts(self.body_font)
        )
        try:
            data = render.bind(
                [Bound(Path(document.path), data, kind=document.kind) for document, data in group], front
            )
        except Unbindable as fault:
            found.notes.append(f"{self.owner}：“{phase}”这一卷没有装订，其中的文件逐份发送（{fault}）")
            return False
        made = BoundVolume(
            _name(group[0][0].name, phase), hashlib.sha256(data).hexdigest(), tuple(each.name for each, _ in group)
        )
        found.files.append((made.name, data))
        found.volumes.append((made, data))
        return True


def _name(first: str, phase: str) -> str:
    """Return a volume's file name: it stands in the parcel where its first paper would."""
    return disk.safe_name(f"{first.partition('-')[0]}-{phase}卷.docx")
