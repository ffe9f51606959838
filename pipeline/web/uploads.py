"""Files into inputs/, or to what came back: one raw PUT a file, written aside, put in place whole, never over another.

What lies in a file is judged where files are read, in the helper: here only its name, its ending and its size are.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline import disk
from pipeline.web import names
from pipeline.web.site import site_of

LARGEST = 50_000_000  # bytes of a file


async def put(request: Request) -> Response:
    """Take a file into inputs/."""
    return await taken(request, "inputs", names.ENDINGS, "请直接拷进 inputs 文件夹")


async def taken(request: Request, folder: str, endings: frozenset[str], instead: str) -> Response:
    """Take a file into a folder of the workspace; `instead`: what is done with one that is too large."""
    room = site_of(request).room
    name = names.inside(request.query_params.get("name", ""))
    if room is None:
        return _refused("还没有打开工作文件夹", 409)
    if name is None:
        return _refused("这个名字不能用", 400)
    if name.suffix.lower() not in endings:
        return _refused("这种文件用不上", 415)
    too_large = f"文件太大（超过 50 MB），{instead}"
    if int(request.headers.get("content-length") or 0) > LARGEST:
        return _refused(too_large, 413)
    home = room.workspace / folder
    target = home / name
    try:
        await run_in_threadpool(_prepare, target, home)
        return await _received(request, target, home, too_large)
    except _Outside:
        return _refused("这个名字不能用", 400)
    except ClientDisconnect:
        return _refused("没有传完", 400)
    except OSError as fault:
        return _refused(f"写不进 {folder}（{disk.in_words(fault)}）", 507)


class _Outside(Exception):  # noqa: N818 - a link leads out of inputs/
    """The place is not below the folder."""


def _prepare(target: Path, home: Path) -> None:
    if not target.parent.resolve().is_relative_to(home.resolve()):
        raise _Outside
    target.parent.mkdir(parents=True, exist_ok=True)


async def _received(request: Request, target: Path, home: Path, too_large: str) -> Response:
    aside = target.with_name(f".{secrets.token_hex(8)}{names.ASIDE}")
    count = 0
    try:
        with aside.open("xb") as file:  # small pieces, to the cache of the system
            async for piece in request.stream():
                count += len(piece)
                if count > LARGEST:
                    return _refused(too_large, 413)
                file.write(piece)
        placed = await run_in_threadpool(_placed, aside, target)
    finally:
        aside.unlink(missing_ok=True)
    if placed is None:
        return JSONResponse({"name": target.relative_to(home).as_posix(), "same": True})
    return JSONResponse({"name": placed.relative_to(home).as_posix(), "bytes": count})


def _placed(aside: Path, target: Path) -> Path | None:
    """Put a file in place under a name that is free; None where the same bytes lie there already."""
    data = aside.read_bytes()
    number = 1
    free = target
    while True:
        if free.is_file() and free.read_bytes() == data:
            return None
        try:
            os.link(aside, free)  # never over a file, and whole from the first moment
        except FileExistsError:
            number += 1
            free = target.with_name(f"{target.stem}（{number}）{target.suffix}")
        except OSError:  # a file system without links
            if free.exists():
                continue
            aside.replace(free)
            return free
        else:
            return free


def _refused(why: str, status: int) -> Response:
    return JSONResponse({"why": why}, status)


ROUTES = (Route("/put", put, methods=["PUT"]),)
