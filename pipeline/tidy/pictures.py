"""Pictures that stand in the text: none is wider or higher than the type area."""

from __future__ import annotations

from lxml import etree

_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_EMU = 635  # a twip


def fit(root: etree._Element, width: int, height: int) -> int:
    """Bring pictures into an area given in twips, their proportions kept; return how many were too large."""
    count = 0
    for inline in root.iter(_INLINE):
        extent = inline.find("{*}extent")
        if extent is None:
            continue
        cx, cy = (int(extent.get(side) or 0) for side in ("cx", "cy"))
        share = min(width * _EMU / cx if cx else 1, height * _EMU / cy if cy else 1)
        if share >= 1:
            continue
        count += 1
        for each in inline.iter("{*}extent", "{*}ext"):
            if (each.get("cx"), each.get("cy")) == (str(cx), str(cy)) and each is not extent:
                each.set("cx", str(int(cx * share)))
                each.set("cy", str(int(cy * share)))
        extent.set("cx", str(int(cx * share)))
        extent.set("cy", str(int(cy * share)))
    return count
