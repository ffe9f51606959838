"""领空白名册: the blank workbooks, into the campaign's folder; none is written over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.web.forms import Form, act, told
from pipeline.web.jobs import Job
from pipeline.web.site import Site

if TYPE_CHECKING:  # heavy: only the worker imports it
    from pipeline.desk import Desk


def _blank(site: Site, _: Request, __: Form) -> Response:
    def write(desk: Desk, job: Job) -> str:
        from pipeline.errands import blank_forms  # noqa: PLC0415

        job.step("正在写空白名册")
        written = blank_forms.write(desk.workspace, desk.workspace / "空白名册")
        return (
            f"写好了 {len(written)} 份，在工作文件夹的“空白名册”里：填好再拖进来。"
            if written
            else "已经领过了，在“空白名册”里。"
        )

    job = site.opened.worker.put(Job("领空白名册", write, merges="blank", changes=False))
    job.wait(5)
    return told(job.said or "正在写，写好放在工作文件夹的“空白名册”里。")


ROUTES = (Route("/blank", act(_blank), methods=["POST"]),)
