"""The text by which a document's used values are compared: byte by byte what the JSON encoder makes of them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipeline import render
from pipeline.expression import Unreadable, Untold
from pipeline.model import codes
from pipeline.model.problem import Origin
from pipeline.render.compiled import Compiled
from pipeline.render.seal import Prefix

_PATHS = (("党员", "姓名"), ("党员们", "*", "姓名"), ("支部", '简"称%s'), ("意见们", "#"), ("a", "100%"))
_PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_VALUES = st.recursive(_PLAIN, lambda each: st.lists(each) | st.dictionaries(st.text(), each), max_leaves=6)


def _compiled() -> Compiled:
    return Compiled("digest", _PATHS, Prefix(b"", b"", 0, frozenset()), (), {})


@given(st.lists(_VALUES, min_size=len(_PATHS), max_size=len(_PATHS)))
def test_it_is_what_json_makes_of_pairs(values: list[object]) -> None:
    pairs = list(zip(_PATHS, values, strict=True))
    assert render.serialised(_compiled(), pairs) == json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))


def test_what_cannot_be_read_is_told_by_its_places() -> None:
    unread = Unreadable((codes.FILE_UNWRITABLE.at(Origin("名册.xlsx", "在册党员", "F5"), reason="…"),))
    values: list[object] = [unread, [unread, "张三"], Untold(""), ["张三", 3], 2**70]
    said = json.loads(render.serialised(_compiled(), list(zip(_PATHS, values, strict=True))))
    place = {"?": [str(Origin("名册.xlsx", "在册党员", "F5"))]}
    assert [value for _, value in said] == [place, [place, "张三"], "", ["张三", 3], 2**70]
