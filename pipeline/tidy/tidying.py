"""The bytes of a Word file → the bytes of the same words, set anew, with what was done and what was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model.finding import Finding, Weight
from pipeline.model.frozen import frozen
from pipeline.review import Document, Reviewer, Role, layout_of
from pipeline.stationery import Fonts
from pipeline.tidy import changes, file_kinds, heads, proof, told
from pipeline.tidy.changes import WordChange
from pipeline.tidy.file_kinds import FileKind
from pipeline.tidy.heads import Head
from pipeline.tidy.setter import Setter
from pipeline.tidy.told import Doubt, Told

_FONTS = Fonts()
_ROUNDS = 3  # what was set may be told better the next time


@frozen
class Asked:
    """What somebody asks of a file beside its setting.

    `roles`: what paragraphs are, by their numbers; `terms`: mend the words, and these phrases (None: leave them);
    `head`: the head that the paper is to have; `whatever`: even what is no paper of an office.
    """

    roles: Mapping[int, Role]
    terms: Mapping[str, str] | None = None
    head: Head | None = None
    whatever: bool = False


@frozen
class Tidied:
    """What came of a file. `data` is None where it was left as it is: `kind` or `before` says why.

    `tracked`: the same with the mended words as tracked changes, None where none were; `lines`: what each is.
    """

    data: bytes | None
    kind: FileKind | None = None
    before: tuple[Finding, ...] = ()
    after: tuple[Finding, ...] = ()
    done: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lines: tuple[Told, ...] = ()
    changes: tuple[WordChange, ...] = ()
    tracked: bytes | None = None

    @property
    def breaks_standard(self) -> bool:
        """Whether something is left that the standard itself asks for."""
        return any(finding.severity is Weight.STANDARD for finding in self.after)


_NOTHING_ASKED = Asked({})


def tidy_paper(data: bytes, asked: Asked = _NOTHING_ASKED, fonts: Fonts = _FONTS) -> Tidied:
    """Set a Word file anew. Raises docx_package.UnreadablePackage, proof.LostWords."""
    document = Document(layout_of(data))
    kind = file_kinds.kind_of(document)
    before = Reviewer().review(data)
    if kind and not (kind.can_be_set and asked.whatever):
        return Tidied(None, kind, before, before)
    result = Tidied(None, None, before, before)
    carried: Mapping[int, Role] = {}
    if asked.roles or any(finding.severity is Weight.STANDARD for finding in before):
        setter = Setter(data, document, asked.roles, fonts)
        made, carried = _settled(setter.made(), document, asked.roles, fonts)
        proof.compare(data, made, setter.typed)
        doubts = tuple(told.doubts(setter.lines, asked.roles))
        lines = tuple(told.told(setter.lines, doubts))
        result = Tidied(made, kind, before, before, tuple(setter.report()), tuple(setter.kept), doubts, lines)
    result = _headed(_mended(result, data, carried, asked, fonts), data, asked.head, fonts)
    return replace(result, after=Reviewer().review(result.data)) if result.data else result


def set_anew(data: bytes, fonts: Fonts = _FONTS) -> bytes:
    """Set a file whatever it is, clean or not, once. Raises docx_package.UnreadablePackage."""
    return Setter(data, Document(layout_of(data)), {}, fonts).made()


def _settled(
    made: bytes, document: Document, roles: Mapping[int, Role], fonts: Fonts
) -> tuple[bytes, Mapping[int, Role]]:
    """Set what was set until that changes nothing; return it, with the roles under the numbers that lines have now."""
    carried: Mapping[int, Role] = {}
    for _ in range(_ROUNDS):
        now = Document(layout_of(made))
        carried = _carried(roles, document, now)
        again = Setter(made, now, carried, fonts).made()
        if again == made:
            break
        made = again
    return made, carried


def _carried(roles: Mapping[int, Role], before: Document, after: Document) -> Mapping[int, Role]:
    """Return what was said of paragraphs by the numbers that they have now: blank ones are gone."""
    if not roles:
        return {}
    old, new = ([p.number for p in each.layout.paragraphs if p.shown] for each in (before, after))
    return {now: roles[was] for was, now in zip(old, new, strict=False) if was in roles}


def _mended(result: Tidied, data: bytes, roles: Mapping[int, Role], asked: Asked, fonts: Fonts) -> Tidied:
    """Mend the words, where that is asked for, of what was set; then set it once more. `data`: the source."""
    if asked.terms is None:
        return result
    mended = changes.mend(result.data or data, roles, asked.terms)
    result = replace(result, kept=(*result.kept, *mended.left))
    if not mended.changes:
        return result
    plain, tracked = mended.plain, mended.tracked
    if result.data is not None:
        plain, tracked = (_again(each, roles, fonts) for each in (plain, tracked))
    return replace(result, data=plain, tracked=tracked, changes=mended.changes)


def _again(data: bytes, roles: Mapping[int, Role], fonts: Fonts) -> bytes:
    document = Document(layout_of(data))
    setter = Setter(data, document, roles, fonts)
    made, _ = _settled(setter.made(), document, roles, fonts)
    proof.compare(data, made, setter.typed)
    return made


def _headed(result: Tidied, data: bytes, head: Head | None, fonts: Fonts) -> Tidied:
    """Give it the head that was asked for, and to its copy with tracked changes."""
    if head is None:
        return result
    made = heads.headed(result.data or data, head, fonts)
    if result.data is None and made.data == data:
        return replace(result, kept=(*result.kept, *made.kept))
    tracked = heads.headed(result.tracked, head, fonts).data if result.tracked else None
    kept = (*result.kept, *made.kept)
    return replace(result, data=made.data, tracked=tracked, done=(*result.done, *made.done), kept=kept)
