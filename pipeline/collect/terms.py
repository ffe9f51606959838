"""What the catalog says of a kind that comes back (回收), applied to what was read of a return."""

from __future__ import annotations

from dataclasses import replace

from pipeline.collect import ticks
from pipeline.collect.comparing import Comparison, bare
from pipeline.model.return_terms import Differs, Returns, SpaceKind
from pipeline.model.returned import ReturnedDifference, ReturnedField, ReturnedText

_NEW_ROW = "新增的行"


def applied(found: Comparison, terms: Returns, version: str) -> ReturnedText:
    """Return what a return says: spaces under the names that the catalog gives them, what it lets pass let pass."""
    passed = {bare(label) for label in terms.open}
    fields = [replace(f, value=f.whole) if f.whole and bare(f.name) in passed else f for f in found.fields]
    differences = []
    for each in found.differences:
        if each.what is Differs.CHANGED and bare(each.name) in passed:
            fields.append(ReturnedField(each.name, each.now, each.place, each.row))
        elif each.what is Differs.ADDED and terms.more_rows:
            fields.append(ReturnedField(_NEW_ROW, each.now, each.place))
        elif not (_is_lost_row(each) and terms.fewer_rows):
            differences.append(each)
    if fields:
        filled = {bare(each.name) for each in fields}
        differences += [
            ReturnedDifference(Differs.REQUIRED, label, "", "", "")
            for label in terms.required
            if bare(label) not in filled and bare(_label(label, terms)) not in filled
        ]
    doubts: list[ReturnedDifference] = []
    named = tuple(_named(each, terms, doubts) for each in fields)
    return ReturnedText(version, named, (*differences, *doubts))


def _is_lost_row(each: ReturnedDifference) -> bool:
    return each.what is Differs.LOST and bool(each.row) and not each.place


def _label(name: str, terms: Returns) -> str:
    """Return the printed label of a space that the catalog has given another name."""
    return next((space.label for space in terms.spaces if bare(space.name) == bare(name)), name)


def _named(field: ReturnedField, terms: Returns, doubts: list[ReturnedDifference]) -> ReturnedField:
    """Return a field as the catalog has it; note what it cannot be."""
    space = next((each for each in terms.spaces if bare(each.label) == bare(field.name)), None)
    if space is None:
        return field
    field = replace(field, name=space.name or field.name)
    if space.kind is SpaceKind.CHOICE:
        choices = ticks.chosen(field.value)
        if len(choices) == 1:
            return replace(field, value=choices[0])
        doubts.append(ReturnedDifference(Differs.BOXES, field.name, "", field.value, field.place, field.row))
    return field
