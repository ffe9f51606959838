"""An office that is ready to send: three branches with addresses, papers made and approved, a mail server that listens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline import dispatch, produce
from pipeline.desk import opened
from tests.conftest import CAMPAIGN, FIVE, MEETING, Workspace, put_templates
from tests.send.server import PASSWORD, USER, Server, certificate
from tests.sheets import workbook

BRANCHES = """\
党支部名称|简称|书记|联系人|联系电话|邮箱
中共吕寨镇一村支部委员会|一支部|牛书记|牛书记|13800000001|one@example.cn
中共吕寨镇二村支部委员会|二支部|马书记|马书记|13800000002|two@example.cn
中共吕寨镇三村支部委员会|三支部|羊书记|羊书记|13800000003|three@example.cn
"""
ROSTER = """\
姓名|所在党支部|性别|出生日期|人员类别|入党时间|身份证号|联系电话
张三丰|一支部|男|1975-03-12|正式党员|1998-07-01|110101197503120004|13900000011
李四光|一支部|女|1980-05-06|正式党员|2005-07-01||13900000012
王五味|二支部|男|1969-01-02|正式党员|1990-07-01|110101196901020004|13900000021
高明|三支部|男|1970-01-02|正式党员|1990-07-01||13900000031
"""

SPEECHES = "支部安排:\n" + "".join(f"  {name}: {{讲话稿: 讲话.md}}\n" for name in ("一支部", "二支部", "三支部"))


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's certificate and key."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with everything made and approved: copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "office"
    put_templates(folder, *FIVE)
    home = folder / "inputs" / "活动"
    home.mkdir(parents=True)
    (home / "活动.yaml").write_text(CAMPAIGN + MEETING + SPEECHES, "utf-8")
    (home / "讲话.md").write_text("# 抓好学习\n\n每月集中学习两次。\n\n# 抓好整改\n\n边学边改。\n", "utf-8")
    (home / "花名册.xlsx").write_bytes(workbook(ROSTER))
    (home / "党支部名册.xlsx").write_bytes(workbook(BRANCHES))
    with opened(folder) as desk:
        assert not produce.produce(desk).failed
        dispatch.approve(desk, dispatch.Choice(everything=True))
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workspace:
    """A workspace with everything made and approved."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, capsys)


@pytest.fixture
def server(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that wants STARTTLS and a password; ours trusts its certificate and knows the password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("GONGWEN_SMTP_PASSWORD", PASSWORD)
    with Server(pem) as running:
        yield running


@pytest.fixture
def by_mail(office: Workspace, server: Server) -> Workspace:
    """The office, set up to send through the server."""
    mail_settings(office, server.port)
    return office


def mail_settings(office: Workspace, port: int, more: str = "", security: str = "STARTTLS", top: str = "") -> None:
    """Write gongwen.toml."""
    (office.path / "gongwen.toml").write_text(
        f'[发送]\n方式 = "邮件"\n{top}\n[发送.邮件]\n主机 = "127.0.0.1"\n端口 = {port}\n加密 = "{security}"\n用户 = "{USER}"\n'
        f'发件人 = "镇党委组织办公室 <{USER}>"\n每分钟封数 = 6000\n等待秒数 = 5\n{more}\n',
        "utf-8",
    )


@pytest.fixture
def send(office: Workspace) -> Callable[..., dispatch.DispatchReport]:
    """Send without waiting: pauses are kept in `send.pauses`."""

    def run(**order: Any) -> dispatch.DispatchReport:
        with opened(office.path) as desk:
            return dispatch.dispatch(desk, dispatch.SendOrder(**order), sleep=run.pauses.append)  # type: ignore[attr-defined]

    run.pauses = []  # type: ignore[attr-defined]
    return run


def fates(report: dispatch.DispatchReport) -> dict[str, str]:
    """Return what became of each branch's parcel."""
    return {outcome.branch: str(outcome.fate) for outcome in report.outcomes}
