"""A template of the office's own put in the place of the one that lies there: checked first, the old one kept."""

from __future__ import annotations

from pipeline import disk
from pipeline.desk import Desk
from pipeline.errands import keeping, templates
from pipeline.errands.keeping import Writing
from pipeline.errands.templates import Checked
from pipeline.model.deeds import Act, Deed, Doer
from pipeline.model.errors import NotReadyError, UsageError
from pipeline.model.frozen import frozen

_ENDING = ".docx"


@frozen
class Exchanged:
    """What the check found, and the deed; None: the template is faulty, or lies there already, nothing was written."""

    checked: Checked
    deed: Deed | None


def exchange(desk: Desk, name: str, data: bytes, *, who: Doer | None = None, seen: str = "") -> Exchanged:
    """Put a template in place. `seen`: digest of the one that the person means to replace, "" = whichever lies there.

    Raises UsageError for a name that no template may have, NotReadyError where another has come meanwhile.
    """
    if not name.lower().endswith(_ENDING) or disk.safe_name(name) != name or name.startswith("."):
        raise UsageError(f"“{name}”不能作模板的名字，应当是一个 .docx 文件名")
    path = f"templates/{name}"
    where = keeping.inside(desk, path)
    before = keeping.digest(where.read_bytes()) if where.is_file() else ""
    if seen and seen != before:
        raise NotReadyError(f"{path} 刚刚又变了，没有换。请再看一遍")
    checked = templates.check_instead(desk.workspace, name, data)
    if checked.faulty or keeping.digest(data) == before:
        return Exchanged(checked, None)
    about = f"{name}{'' if before else '（新的）'}"
    return Exchanged(checked, keeping.change(desk, Act.TEMPLATE, about, [Writing(path, data, before)], who=who))
