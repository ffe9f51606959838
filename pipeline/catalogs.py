"""The workspace's catalog. Reading it costs a fifth of a second, so the ledger keeps what it says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline import contract, guidance, program
from pipeline.desk import Desk
from pipeline.inbox import kept_readings
from pipeline.model.errors import CatalogError
from pipeline.model.problem import Origin, Read
from pipeline.model.return_terms import Expected, FormSpace, Returns, ReturnWay, SpaceKind
from pipeline.model.work import Kind, Recipient, Scope, Timing
from pipeline.spool import plain_digest


def kinds(desk: Desk) -> Read[tuple[Kind, ...]]:
    """Return the catalog's entries. Raises CatalogError."""
    path = desk.templates / "catalog.yaml"
    try:
        data = path.read_bytes()
    except OSError as fault:
        again = guidance.Step("运行 gongwen init 取回模板", "从备份取回它")
        raise CatalogError(f"读不了 {path}。请{again}，或检查这个文件") from fault
    sheets = contract.declared(desk.workspace).value  # what is wrong with them, reading inputs/ says
    reader = f"{program.digest()} {plain_digest(sheets)}"

    def read() -> Read[tuple[Kind, ...]]:
        from pipeline import plan  # noqa: PLC0415 - heavy, and most often not needed

        return plan.read_catalog(data, sheets)

    with kept_readings.within(desk.memory.readings):
        return kept_readings.known(_FORM, data, reader, read)


def _closed(found: Read[tuple[Kind, ...]]) -> list[object]:
    return [asdict(kind) for kind in found.value]


def _opened(told: Any) -> Read[tuple[Kind, ...]]:
    return Read(tuple(_kind(**each) for each in told))


def _kind(
    *, scope: str, timing: str, recipient: str, returns: dict[str, Any] | None, origin: dict[str, Any], **plain: Any
) -> Kind:
    return Kind(
        scope=Scope(scope),
        timing=Timing(timing),
        recipient=Recipient(recipient),
        returns=_returns(**returns) if returns else None,
        origin=Origin(**origin),
        **plain,
    )


def _returns(*, expected: str, ways: list[str], spaces: list[dict[str, str]], **plain: Any) -> Returns:
    more: dict[str, Any] = {name: tuple(said) if isinstance(said, list) else said for name, said in plain.items()}
    return Returns(
        expected=Expected(expected),
        ways=tuple(map(ReturnWay, ways)),
        spaces=tuple(FormSpace(each["label"], each["name"], SpaceKind(each["kind"])) for each in spaces),
        **more,
    )


_FORM = kept_readings.Form("catalog", _closed, _opened, lambda found: not found.problems)
