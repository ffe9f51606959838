"""Sandboxed Jinja for conditions, file names and templates. Below the rooms, so that plan and render share one dialect.

What a template may do is a closed list: plain values, a few filters, no attribute of any Python object. A value that
could not be read is an `Unreadable`: whoever prints it, compares it or loops over it is stopped with its Problems.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.model.problem import Origin, Problem

_LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
LONGEST_RANGE = 10_000
_LONGEST_REPEAT = 100_000  # characters or elements that `*` may make: a page holds 616
_FILTERS = frozenset({
    *("abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby"),
    *("int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr"),
    *("replace", "reverse", "round", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim"),
    *("truncate", "unique", "upper", "wordcount"),
})  # fmt: skip
_NUMERALS = "零一二三四五六七八九"
TEXT_METHODS = frozenset({"startswith", "endswith", "strip", "replace", "split", "upper", "lower", "join"})
MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})


class Stopped(Exception):  # noqa: N818 - it is the reason why a document stops, not an error of the program
    """A document needs a value that could not be read."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


class UnknownName(jinja2.UndefinedError):
    """A template uses a name that its facts do not have."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


class Unreadable:
    """A value that stands in a file but could not be read: using it in any way raises Stopped."""

    __slots__ = ("known", "problems")

    def __init__(self, problems: tuple[Problem, ...], known: list[Any] | None = None) -> None:
        self.problems = problems
        self.known = known  # of a list that single rows are missing from: the others

    def _stop(self, *_: object) -> NoReturn:
        raise Stopped(self.problems)

    __str__ = __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __eq__ = __ne__ = __lt__ = __le__ = _stop
    __gt__ = __ge__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __int__ = __float__ = _stop
    __mod__ = __rmod__ = __truediv__ = __rtruediv__ = __neg__ = __call__ = __html__ = __index__ = _stop
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return "Unreadable"

    def __reduce__(self) -> tuple[type[Unreadable], tuple[tuple[Problem, ...], list[Any] | None]]:
        return Unreadable, (self.problems, self.known)


class Untold(str):
    """A number that nobody knows: it prints nothing, no comparison holds of it, what is reckoned with it is unknown."""

    __slots__ = ()

    def _never(self, _: object) -> bool:
        return False

    def _unknown(self, other: object) -> str:
        return other if isinstance(other, str) else self

    __lt__ = __le__ = __gt__ = __ge__ = _never
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __rmod__ = _unknown
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _unknown

    def __neg__(self) -> str:
        return self


class Entity(dict[str, object]):
    """The facts of one thing by their Chinese names; `whence` tells the cell or line of each."""

    __slots__ = ("whence",)

    def __init__(self, facts: Mapping[str, object], whence: Callable[[str], Origin | None] | None = None) -> None:
        super().__init__(facts)
        self.whence = whence

    def __reduce__(self) -> tuple[type[Entity], tuple[dict[str, object], Callable[[str], Origin | None] | None]]:
        return Entity, (dict(self), self.whence)


class _Unknown(jinja2.StrictUndefined):
    """StrictUndefined that remembers which name was unknown and which ones were there."""

    __slots__ = ()

    def _name_it(self, *_: Any, **__: Any) -> NoReturn:
        known = tuple(self._undefined_obj) if isinstance(self._undefined_obj, dict) else ()
        raise UnknownName(str(self._undefined_name), known)

    __iter__ = __str__ = __repr__ = __len__ = __eq__ = __ne__ = __bool__ = __hash__ = __contains__ = _name_it
    __getattr__ = __getitem__ = __call__ = __add__ = __radd__ = __lt__ = __gt__ = __html__ = _name_it


class Unfolded(CodeGenerator):
    """Computes nothing while it compiles: `{{ 9999999999|空 }}` must run where time and memory have limits."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        raise nodes.Impossible


class Sandbox(ImmutableSandboxedEnvironment):
    """Nothing but values: no attribute of an object beyond a short list of methods, no runaway sizes."""

    code_generator_class = Unfolded
    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look facts up at once, and what a loop and a namespace tell; all else goes the sandbox's careful way."""
        kind = type(obj)
        if kind is Entity or kind is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        elif (kind is jinja2.runtime.LoopContext or kind is jinja2.utils.Namespace) and attribute[:1] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the listed methods of str and dict, a loop's own attributes and those of a namespace."""
        if isinstance(obj, jinja2.runtime.LoopContext | jinja2.utils.Namespace):
            return not attr.startswith("_")
        allowed = TEXT_METHODS if isinstance(obj, str) else MAPPING_METHODS if isinstance(obj, dict) else ()
        return attr in allowed and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator_: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Multiply within bounds; no powers, no %-formatting."""
        if operator_ == "*":
            sizes = [len(x) if isinstance(x, Sequence) else abs(x) for x in (left, right)]
            if any(isinstance(x, Sequence) for x in (left, right)) and sizes[0] * sizes[1] > _LONGEST_REPEAT:
                raise SecurityError("重复的次数太多")
            return operator.mul(left, right)
        if operator_ == "%" and not isinstance(left, str):
            return operator.mod(left, right)
        raise SecurityError(f"模板里不能用 {operator_}")


def numeral(number: int) -> str:
    """Return 1-99 as papers number their headings: 一, 十, 十二, 二十; beyond that, Arabic digits."""
    tens, ones = divmod(int(number), 10)
    if not 0 <= tens < len(_NUMERALS):
        return str(number)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def insist(value: object) -> None:
    """Raise Stopped for a value that could not be read, UnknownName for a name that is not there."""
    if isinstance(value, Unreadable):
        raise Stopped(value.problems)
    if isinstance(value, _Unknown):
        value._name_it()  # noqa: SLF001


def _written(value: object) -> Markup:
    """Return a value as XML text: escaped, line breaks and tabs as Word writes them."""
    insist(value)
    text = escape(str(value))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # a parser would do the same, without a word
    if "\n" in text:
        text = text.replace("\n", _LINE_BREAK)
    return text.replace("\t", _TAB) if "\t" in text else text


def ranged(*bounds: int) -> range:
    """Return a range that no loop over it hangs on."""
    found = range(*bounds)
    if len(found) > LONGEST_RANGE:
        raise SecurityError(f"range 最多 {LONGEST_RANGE} 个")
    return found


def _environment(
    *, escaping: bool, filters: Mapping[str, Callable[..., object]], kind: type[Sandbox] = Sandbox
) -> Sandbox:
    environment = kind(
        autoescape=escaping,
        undefined=_Unknown,
        finalize=_written if escaping else None,
        keep_trailing_newline=True,
        optimized=False,
    )
    environment.globals = {k: v for k, v in environment.globals.items() if k in {"namespace", "dict"}}
    environment.globals["range"] = ranged
    jinjas = {name: _unwrapped(made) for name, made in environment.filters.items() if name in _FILTERS}
    environment.filters = jinjas | {name: made(jinjas[name]) for name, made in _PLAINER.items()} | dict(filters)
    return environment


def _unwrapped(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of Jinja's without what asks, at each call, whether this is an asynchronous template."""
    return getattr(made, "__wrapped__", made)


def _picking(library: Callable[..., Iterator[Any]], *, wanted: bool) -> Callable[..., Iterator[Any]]:
    """Return Jinja's selectattr or rejectattr: where one name is compared with one value, in a fifth of its time.

    A table with a line for each member picks from all rows for each line; Jinja asks for every row what "equalto" is.
    """

    @jinja2.pass_context
    def picked(context: jinja2.runtime.Context, value: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        if kwargs or len(args) != 3 or args[1] not in _EQUAL or not _is_plain(args[0]):  # noqa: PLR2004
            return library(context, value, *args, **kwargs)
        name, _, other = args
        held = _held(context.environment, value, name.split("."))
        return (item for item, each in held if bool(each == other) is wanted)

    return picked


def _mapping(library: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Return Jinja's map: where it takes one name of each element, in half of its time."""

    @jinja2.pass_context
    def mapped(context: jinja2.runtime.Context, value: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        if args or list(kwargs) != ["attribute"] or not _is_plain(kwargs["attribute"]):
            return library(context, value, *args, **kwargs)
        return (each for _, each in _held(context.environment, value, kwargs["attribute"].split(".")))

    return mapped


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and all(map(str.isidentifier, name.split(".")))


def _held(environment: jinja2.Environment, value: Any, steps: Sequence[str]) -> Iterator[tuple[Any, Any]]:
    """Yield each element of a list, and what stands in it under a dotted name."""
    for item in value or ():
        held = item
        for step in steps:
            kind = type(held)
            known = (kind is Entity or kind is dict) and step in held
            held = held[step] if known else environment.getitem(held, step)
        yield item, held


_EQUAL = frozenset({"equalto", "eq", "=="})
_PLAINER: Mapping[str, Callable[[Callable[..., Iterator[Any]]], Callable[..., Iterator[Any]]]] = {
    "selectattr": partial(_picking, wanted=True),
    "rejectattr": partial(_picking, wanted=False),
    "map": _mapping,
}
"""What takes the place of filters of Jinja's, made of these: the same elements, the same faults."""


def for_templates(filters: Mapping[str, Callable[..., object]], kind: type[Sandbox] = Sandbox) -> jinja2.Environment:
    """Return the environment that fills documents: what it prints is WordprocessingML text."""
    return _environment(escaping=True, filters=filters, kind=kind)


def for_plain_parts(filters: Mapping[str, Callable[..., object]], kind: type[Sandbox] = Sandbox) -> jinja2.Environment:
    """Return the environment of a document's properties: XML text without Word's line breaks."""
    environment = _environment(escaping=True, filters=filters, kind=kind)
    environment.finalize = None
    return environment


def leaves(value: object) -> Iterator[object]:
    """Yield every value among facts that is neither a mapping nor a list, in their order."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def for_names(filters: Mapping[str, Callable[..., object]]) -> jinja2.Environment:
    """Return the environment of catalog.yaml: conditions and file names, plain text."""
    return _environment(escaping=False, filters=filters)


def condition(environment: jinja2.Environment, source: str) -> Callable[[Mapping[str, object]], bool]:
    """Return a condition, compiled. Raises jinja2.TemplateSyntaxError; called, Stopped or UnknownName."""
    asked = parsed(environment, source)
    check_words(environment, asked)
    asked.set_environment(environment)
    says_yes = nodes.Output([nodes.TemplateData("1")], lineno=1)
    template = lean(environment.from_string(nodes.Template([nodes.If(asked, [says_yes], [], [], lineno=1)], lineno=1)))
    return lambda facts: any(template.root_render_func(template.new_context(facts)))  # type: ignore[arg-type]


def parsed(environment: jinja2.Environment, source: str) -> nodes.Expr:
    """Return what a condition asks. Raises jinja2.TemplateSyntaxError, also where it would hold whatever the facts."""
    parser = Parser(environment, source, state="variable")
    try:
        asked = parser.parse_expression()
    except jinja2.TemplateSyntaxError as fault:
        if "end of template" in (fault.message or ""):
            raise jinja2.TemplateSyntaxError("没有写完，或者括号没有成对", fault.lineno) from fault
        raise
    if parser.stream.current.type == "assign":
        raise jinja2.TemplateSyntaxError("判断相等要写两个等号 ==", parser.stream.current.lineno)
    if not parser.stream.eos:
        raise jinja2.TemplateSyntaxError("条件后面还有别的字", parser.stream.current.lineno)
    _check_judged(asked)
    if any(choice.expr2 is None for choice in nodes.Not(asked).find_all(nodes.CondExpr)):
        raise jinja2.TemplateSyntaxError("写了 if 没有写 else；两个条件都要满足的，中间写 and", asked.lineno)
    return asked


def check_words(environment: jinja2.Environment, *asked: nodes.Node | None) -> None:
    """Raise jinja2.TemplateSyntaxError at a filter or test that there is not: Jinja says so when it is used."""
    parents = nodes.Template([nodes.Output([each for each in asked if isinstance(each, nodes.Expr)])])
    for filtered in parents.find_all(nodes.Filter):
        if filtered.name not in environment.filters:
            raise jinja2.TemplateSyntaxError(f"No filter named {filtered.name!r}.", filtered.lineno)
    for tested in parents.find_all(nodes.Test):
        if tested.name not in environment.tests:
            raise jinja2.TemplateSyntaxError(f"No test named {tested.name!r}.", tested.lineno)


def check_conditions(tree: nodes.Template) -> None:
    """Raise jinja2.TemplateSyntaxError at a condition of a template that would hold whatever the facts."""
    asked = [each.test for each in tree.find_all(nodes.If)] + [each.test for each in tree.find_all(nodes.For)]
    for test in (*asked, *(each.test for each in tree.find_all(nodes.CondExpr))):
        if isinstance(test, nodes.Expr):
            _check_judged(test)


def _check_judged(asked: nodes.Expr) -> None:
    for part in _judged(asked):
        if isinstance(part, nodes.List | nodes.Tuple | nodes.Dict) or _is_said(part):
            words = f"“{part.value}”" if isinstance(part, nodes.Const) else "一列东西"
            reason = f'{words}单独放着总是成立：和什么比要写全，如 党员.性别 == "女" or 党员.性别 == "男"'
            raise jinja2.TemplateSyntaxError(reason, part.lineno)


def _judged(asked: nodes.Expr) -> Iterator[nodes.Expr]:
    """Yield what a condition takes for true or false as it stands."""
    match asked:
        case nodes.And() | nodes.Or():
            yield from _judged(asked.left)
            yield from _judged(asked.right)
        case nodes.Not():
            yield from _judged(asked.node)
        case _:
            yield asked


def _is_said(part: nodes.Expr) -> bool:
    return isinstance(part, nodes.Const) and not isinstance(part.value, bool) and part.value not in {"", None}


_WORDINGS = (
    (r"unexpected end of template|Unexpected end of template", "有 if 或 for 没有用 endif、endfor 结束"),
    (r"unknown tag '(\w+)'", "不认识的标记 {}"),
    (r"No filter named '(.+?)'", "没有叫“{}”的过滤器"),
    (r"No test named '(.+?)'", "没有叫“{}”的判断"),
    (r"unexpected char '(.+?)'", "有不该出现的字符“{}”"),
    (r"got '='", "判断相等要写两个等号 =="),
    (r"expected name or number", "点后面没有名字"),
    (r"Expected an expression, got|[Ee]xpected token .*got 'end of", "没有写完"),
    (r"[Ee]xpected token 'in', got '(.+?)'", "for 后面要写“名字 in 一列”，这里是“{}”"),
    (r"[Ee]xpected token 'end of .*', got '(.+?)'", "多了“{}”"),
    (r"[Ee]xpected token '(.+?)', got '(.+?)'", "该写“{}”的地方写了“{}”"),
    (r"unexpected '(.+?)'", "多了“{}”"),
)


def in_chinese(wrong: jinja2.TemplateSyntaxError) -> str:
    """Return Jinja's message in Chinese; what has no wording yet is quoted."""
    message = wrong.message or ""
    for pattern, wording in _WORDINGS:
        if match := re.search(pattern, message):
            return wording.format(*match.groups())
    return f"语法不对（{message}）" if message.isascii() else message


def lean(template: jinja2.Template) -> jinja2.Template:
    """Return a template that starts at once: Jinja would copy its globals one by one, through a ChainMap."""
    template.globals = dict(template.globals)
    return template
