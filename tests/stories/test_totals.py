"""What a sheet sums up itself is compared with what it sums up, and with nothing else."""

from __future__ import annotations

import pytest

from pipeline import produce
from pipeline.desk import opened
from tests.conftest import CAMPAIGN, Workspace
from tests.sheets import workbook

ROSTER = "姓名|所在党支部|入党时间\n张建国|一支部|1995.12\n李秀英|一支部|1996.11"
ISSUES = "党支部|具体问题|整改措施|责任人\n一支部|路没修|修路|甲\n一支部|灯不亮|换灯|乙\n一支部|水不通|接水|丙"
BRANCHES = "党支部名称|书记|党员数\n一支部|甲|2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{ROSTER}\n合计|2", []),
        (f"{ROSTER}\n合计|3", ["A4"]),
        (f"{ROSTER}\n合计|2\n=== 问题\n{ISSUES}\n合计|3条", []),
        (f"{ROSTER}\n=== 问题\n{ISSUES}\n合计|2", ["A5"]),
        (f"{ROSTER}\n=== 支部\n{BRANCHES}\n合计||2", []),
        ("一支部党员名册||\n姓名|入党时间|\n张建国|1995.12|\n合计|1人|\n二支部党员名册||\n姓名|入党时间|\n李秀英|1996.11|\n王海涛|1997.09|\n合计|2人|", []),
        ("一支部党员名册||\n姓名|入党时间|\n张建国|1995.12|\n合计|1人|\n二支部党员名册||\n姓名|入党时间|\n李秀英|1996.11|\n王海涛|1997.09|\n合计|4人|", ["A9"]),
    ],
)  # fmt: skip
def test_a_total_is_compared_with_what_it_sums_up(workspace: Workspace, text: str, said: list[str]) -> None:
    workspace.put("活动/活动.yaml", CAMPAIGN)
    (workspace.path / "inputs/活动/表.xlsx").write_bytes(workbook(text, name="表"))

    with opened(workspace.path) as desk:
        report = produce.produce(desk)

    assert [p.origin.cell for p in report.problems if p.code == "total.sheet"] == said
