"""The command that opens the page."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.door import Exit, Workspace, app
from pipeline.cli.printing import say

if TYPE_CHECKING:
    from pipeline.produce import Report


class _Log:
    """Where the page notes runs and bugs: as the commands do."""

    def journal(self, workspace: Path) -> AbstractContextManager[Callable[[Report], None]]:
        """Give a function that notes a run."""
        from pipeline.cli.journal import journal  # noqa: PLC0415

        return journal(workspace)

    def bug(self, fault: Exception) -> None:
        """Note a bug."""
        from pipeline.cli.journal import log_bug  # noqa: PLC0415

        log_bug(fault)


@app.command(help="打开页面：放名册、改错、填会议、看、批准、发，都在浏览器里；只有这台电脑能看")
def serve(
    workspace: Workspace = Path(),
    port: Annotated[int, typer.Option("--port", help="端口；不写就用一个空着的", min=0, max=65535)] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="不打开浏览器，只说网址")] = False,
) -> int:
    """Serve the page until somebody ends it."""
    from pipeline.web import serve as serving  # noqa: PLC0415 - no other command needs any of it

    try:
        opened_here = serving(workspace, _Log(), say, port=port, browser=not no_open)
    except KeyboardInterrupt:
        opened_here = True
    if opened_here:
        say("页面已结束。做好的文件都在，下次会接着做。")
    return Exit.DONE
