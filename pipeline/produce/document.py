"""One document: filled, checked, reviewed. What goes wrong in it stops it alone, and has an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import jinja2

from pipeline import render, review
from pipeline.expression import Stopped, UnknownName, Unreadable, leaves
from pipeline.model import codes
from pipeline.model.problem import Origin, Problem, nearest
from pipeline.model.work import Filled, Job
from pipeline.produce.foreign import Filler, GivenUp
from pipeline.render import Compiled, LostText, PaperMark, UnwritableText
from pipeline.shelf import Made

if TYPE_CHECKING:
    from pipeline.review import Reviewer


class Halt(Exception):  # noqa: N818 - it is the reason, not an error of the program
    """One document cannot be made."""

    def __init__(self, reasons: tuple[Problem, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


def made(compiled: Compiled, job: Job, filler: Filler, checker: Reviewer, mark: PaperMark | None = None) -> Made:
    """Fill a document, with its 表号 where it has one, and review it. Raises Halt."""
    document = filled(compiled, job, filler, mark)
    main = dict(document.parts).get(render.MAIN_PART, ()) if document.plain else ()
    return Made(document.data, review.packed_findings(checker.review_filled(document)), main)


def filled(compiled: Compiled, job: Job, filler: Filler, mark: PaperMark | None = None) -> Filled:
    """Fill one document. What goes wrong in it is a Problem with an address; raises Halt."""
    origin = Origin(f"templates/{job.kind.template}")
    try:
        return filler.fill(compiled, job.kind.use, job.facts, mark)
    except Stopped as stopped:
        raise Halt(stopped.problems) from stopped
    except UnknownName as unknown:
        guess = nearest(unknown.name, unknown.known)
        raise Halt((codes.TEMPLATE_UNKNOWN_NAME.at(origin, name=unknown.name, nearest=guess),)) from unknown
    except UnwritableText as text:
        raise Halt((codes.TEMPLATE_FAILED.at(origin, reason=f"“{text.name}”里有 Word 文件不能保存的字符"),)) from text
    except (GivenUp, LostText, jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as fault:
        raise Halt((codes.TEMPLATE_FAILED.at(origin, reason=_in_chinese(fault)),)) from fault


def _in_chinese(fault: Exception) -> str:
    """Return why a template failed, as a clerk can read it."""
    said = str(fault)
    if any(character > "\u2e80" for character in said):
        return said
    if isinstance(fault, jinja2.exceptions.SecurityError):
        return "用了不允许的写法"
    return "一处运算或函数用错了（比如把文字当作数来算）"


def doubtful(values: Iterator[object]) -> bool:
    """Whether a template may meet a value that could not be read."""
    return any(isinstance(each, Unreadable) for value in values for each in leaves(value))
