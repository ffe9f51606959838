"""What `frozen` makes is what a frozen dataclass is, but that only a type checker forbids to change it."""

import copy
import pickle
from dataclasses import dataclass, field, fields, replace

import pytest

from pipeline.model.frozen import frozen


@frozen
class Place:
    file: str
    line: int = 0
    notes: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class OfTheLibrary:
    file: str
    line: int = 0
    notes: tuple[str, ...] = field(default=(), compare=False)


@frozen(eq=False)
class Thing:
    name: str


@frozen(order=True)
class Day:
    year: int
    month: int = 0


@frozen
class Reckoned:
    number: int
    double: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", self.number * 2)


def test_it_is_compared_hashed_and_printed_by_its_fields() -> None:
    one, same, other = Place("名册", 3, ("甲",)), Place("名册", 3), Place("名册", 4)
    theirs = OfTheLibrary("名册", 3)
    assert one == same != other
    assert hash(one) == hash(same) == hash(theirs)
    assert repr(same) == repr(theirs).replace("OfTheLibrary", "Place")
    assert [each.name for each in fields(Place)] == [each.name for each in fields(OfTheLibrary)]
    assert replace(one, line=4) == other
    assert one != theirs


def test_it_has_no_room_for_other_attributes() -> None:
    place = Place("名册")
    with pytest.raises(AttributeError):
        place.sheet = "在册党员"  # type: ignore[attr-defined]
    assert not hasattr(place, "__dict__")


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_another_process_gets_all_its_values(protocol: int) -> None:
    for each in (Place("名册", 3, ("甲",)), Reckoned(4)):
        again = pickle.loads(pickle.dumps(each, protocol))
        assert [getattr(again, one.name) for one in fields(each)] == [getattr(each, one.name) for one in fields(each)]
        assert copy.deepcopy(each) == each
    assert len(pickle.dumps(Place("名册", 3))) < len(pickle.dumps(OfTheLibrary("名册", 3)))


def test_without_eq_it_is_itself_alone_and_with_order_it_can_be_sorted() -> None:
    assert Thing("甲") != Thing("甲")
    assert len({Thing("甲"), Thing("甲")}) == 2
    assert sorted([Day(2005, 7), Day(1999), Day(2005, 1)]) == [Day(1999), Day(2005, 1), Day(2005, 7)]
