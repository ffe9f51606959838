"""Sandboxed Jinja for conditions, file names and templates. Below the rooms, so that plan and render share one dialect.

What a template may do is a closed list: plain values, a few filters, no attribute of any Python object. A value that
could not be read is an `Unreadable`: whoever prints it, compares it or loops over it is stopped with its Problems.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.model.problem import Origin, Problem

Path = tuple[str, ...]
"""A name with its attributes: ("党员", "姓名"); EACH stands for every element of a list, COUNT for its length,
TRUTH for whether there is anything."""

EACH = "*"
COUNT = "#"
TRUTH = "?"

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
_TEXT_METHODS = frozenset({"startswith", "endswith", "strip", "replace", "split", "upper", "lower", "join"})
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})


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
        allowed = _TEXT_METHODS if isinstance(obj, str) else _MAPPING_METHODS if isinstance(obj, dict) else ()
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
    environment.filters = jinjas | dict(filters)
    return environment


def _unwrapped(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter of Jinja's without what asks, at each call, whether this is an asynchronous template."""
    return getattr(made, "__wrapped__", made)


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
    parser = Parser(environment, source, state="variable")
    asked = parser.parse_expression()
    if not parser.stream.eos:
        raise jinja2.TemplateSyntaxError("条件后面还有别的字", parser.stream.current.lineno)
    asked.set_environment(environment)
    says_yes = nodes.Output([nodes.TemplateData("1")], lineno=1)
    template = lean(environment.from_string(nodes.Template([nodes.If(asked, [says_yes], [], [], lineno=1)], lineno=1)))
    return lambda facts: any(template.root_render_func(template.new_context(facts)))  # type: ignore[arg-type]


def lean(template: jinja2.Template) -> jinja2.Template:
    """Return a template that starts at once: Jinja would copy its globals one by one, through a ChainMap."""
    template.globals = dict(template.globals)
    return template


def uses(tree: nodes.Template) -> frozenset[Path]:
    """Return every path into the facts that a template may read.

    Where the tree does something that this analysis does not follow (a filter over a list of mappings), the path of
    the whole value is returned: more is then compared, never less.
    """
    found: set[Path] = set()
    _visit(tree, {"loop": None, "range": None, "namespace": None, "dict": None}, found)
    return frozenset(_without_covered(found))


Scope = dict[str, Path | None]
"""Local name → the path it stands for; None = a value of the template's own making."""


def _visit(node: nodes.Node, scope: Scope, found: set[Path]) -> None:
    path = _path(node, scope)
    if path is not None:
        found.add(path)
    elif type(node) in _VISITORS:
        _VISITORS[type(node)](node, scope, found)
    elif not isinstance(node, nodes.Name):
        _visit_all(node.iter_child_nodes(), scope, found)


def _visit_all(children: Iterable[nodes.Node], scope: Scope, found: set[Path]) -> None:
    for child in children:
        _visit(child, scope, found)


def _visit_for(node: Any, scope: Scope, found: set[Path]) -> None:
    listed = _elements(node.iter, scope, found)
    inner = dict(scope)
    if listed is None:
        _visit(node.iter, scope, found)
        inner.update({name.name: None for name in _names(node.target)})
    else:
        found.add((*listed, COUNT))
        inner.update({name.name: (*listed, EACH) for name in _names(node.target)})
    _visit_all([*([node.test] if node.test else []), *node.body, *node.else_], inner, found)


def _visit_condition(node: Any, scope: Scope, found: set[Path]) -> None:
    """`if x`, `a and b`, `not x`: of a plain name only its truth is used."""
    operands = {"test", "left", "right"} if not isinstance(node, nodes.Not) else {"node"}
    for child in node.iter_child_nodes(only=operands):
        path = _path(child, scope)
        if path is None:
            _visit(child, scope, found)
        else:
            found.add((*path, TRUTH))
    _visit_all(node.iter_child_nodes(exclude=operands), scope, found)


def _visit_filter(node: Any, scope: Scope, found: set[Path]) -> None:
    taken = _attribute(node) if node.name in {"map", "join", "sum"} else ()
    listed = _elements(node.node, scope, found) if node.name in {"length", "count"} or taken else None
    if listed is None:
        _visit_all(node.iter_child_nodes(), scope, found)
        return
    found.add((*listed, COUNT))
    if taken:
        found.add((*listed, EACH, *taken))
    _visit_all(node.iter_child_nodes(exclude={"node"}), scope, found)


def _elements(node: nodes.Node | None, scope: Scope, found: set[Path]) -> Path | None:
    """Return the path of the list whose elements an expression gives, some of them or in another order; None: of none.

    What its filters ask of each element is used, too.
    """
    if not isinstance(node, nodes.Filter):
        return None if node is None else _path(node, scope)
    asked = _asked(node)
    listed = None if asked is None else _elements(node.node, scope, found)
    if asked and listed is not None:
        found.add((*listed, COUNT))
        found.add((*listed, EACH, *asked))
        _visit_all(node.iter_child_nodes(exclude={"node"}), scope, found)
    return listed


def _asked(node: nodes.Filter) -> Path | None:
    """Return by what a filter picks or orders elements, () for nothing; None where it gives others, or none."""
    if node.name in {"selectattr", "rejectattr"} and node.args and isinstance(node.args[0], nodes.Const):
        return _steps(node.args[0].value)
    if node.name in {"unique", "sort"}:
        return _attribute(node) or None
    return () if node.name == "list" else None


def _attribute(node: nodes.Filter) -> Path:
    """Return the attribute that a filter takes of each element, () where it names none."""
    said = next((each.value for each in node.kwargs if each.key == "attribute"), None)
    return (_steps(said.value) or ()) if isinstance(said, nodes.Const) else ()


def _steps(attribute: object) -> Path | None:
    steps = attribute.split(".") if isinstance(attribute, str) else []
    return tuple(steps) if steps and all(step.isidentifier() for step in steps) else None


def _visit_assign(node: Any, scope: Scope, found: set[Path]) -> None:
    _visit(node.node, scope, found)
    if isinstance(node.target, nodes.Name):
        scope[node.target.name] = None  # its value has been counted as used whole


def _visit_block(node: Any, scope: Scope, found: set[Path]) -> None:
    """`{% set x %}…{% endset %}`: what stands in it is used, and x is of the template's own making."""
    _visit_all(node.iter_child_nodes(exclude={"target"}), scope, found)
    scope[node.target.name] = None


def _visit_with(node: Any, scope: Scope, found: set[Path]) -> None:
    _visit_all(node.values, scope, found)
    inner = scope | {name.name: None for target in node.targets for name in _names(target)}
    _visit_all(node.body, inner, found)


def _visit_macro(node: Any, scope: Scope, found: set[Path]) -> None:
    scope[node.name] = None
    inner = scope | {argument.name: None for argument in node.args}
    _visit_all([*node.defaults, *node.body], inner, found)


def _visit_step(node: Any, scope: Scope, found: set[Path]) -> None:
    _visit_all(node.iter_child_nodes(), scope, found)


_VISITORS: dict[type[nodes.Node], Callable[[Any, Scope, set[Path]], None]] = {
    nodes.For: _visit_for,
    nodes.If: _visit_condition,
    nodes.CondExpr: _visit_condition,
    nodes.And: _visit_condition,
    nodes.Or: _visit_condition,
    nodes.Not: _visit_condition,
    nodes.Filter: _visit_filter,
    nodes.Assign: _visit_assign,
    nodes.AssignBlock: _visit_block,
    nodes.With: _visit_with,
    nodes.Macro: _visit_macro,
    nodes.Getattr: _visit_step,
    nodes.Getitem: _visit_step,
}


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def path_of(node: nodes.Node) -> Path | None:
    """Return the path that an expression stands for where no name is local; None for what is computed."""
    return _path(node, {})


def _path(node: nodes.Node, scope: Scope) -> Path | None:
    """Return the path that a plain name, attribute or constant index stands for."""
    if isinstance(node, nodes.Name) and node.ctx == "load":
        return scope.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr):
        base = _path(node.node, scope)
        return None if base is None else (*base, node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base = _path(node.node, scope)
        step = node.arg.value if isinstance(node.arg.value, str) else EACH
        return None if base is None else (*base, step)
    return None


def _without_covered(paths: set[Path]) -> set[Path]:
    """Drop what lies below a path that is there itself: the whole value covers its parts."""
    return {path for path in paths if not any(path[:n] in paths for n in range(1, len(path)))}


def value_at(facts: Mapping[str, object], path: Path) -> object:
    """Return what stands at `path`; a list of values below EACH; None where there is nothing."""
    return _below(facts, path)


def _below(value: object, path: Path) -> object:
    if not path or isinstance(value, Unreadable):
        return value
    step, rest = path[0], path[1:]
    if step == EACH:
        return [_below(item, rest) for item in value] if isinstance(value, list) else None
    if step == TRUTH:
        return bool(value)
    if step == COUNT:
        return len(value) if isinstance(value, list | dict | str) else None
    return _below(value[step], rest) if isinstance(value, dict) and step in value else None


Known = Mapping[str, "Known | None"]
"""The names that a scope has: an entity's own names, or None for a plain value. OPEN: it may have others too."""

OPEN = "…"


def unknown(paths: Iterable[Path], known: Known) -> list[tuple[str, tuple[str, ...]]]:
    """Return each used name that no facts can have, dotted, with the names that its place does have."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(paths):
        here: Known | None = known
        for depth, step in enumerate(path):
            if step in {EACH, COUNT, TRUTH}:
                continue
            if here is None or (step not in here and OPEN in here):
                break
            if step not in here:
                name = ".".join(s for s in path[: depth + 1] if s != EACH)
                found[name] = tuple(k for k in here if k != OPEN)
                break
            here = here[step]
    return list(found.items())
