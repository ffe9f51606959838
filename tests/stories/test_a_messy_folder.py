"""A clerk's own folder, as the branches have sent it: ten files in as many layouts."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest

from pipeline import inbox
from pipeline.inbox import Memory
from tests.conftest import ROOT, Workspace

CLERK = ROOT.parent / "shared" / "cases" / "clerk"


@pytest.mark.skipif(not CLERK.is_dir(), reason="the clerk's folder is not here")
def test_everybody_in_a_messy_folder_is_a_member_once_and_of_the_right_branch(workspace: Workspace) -> None:
    home = workspace.path / "inputs/学习教育"
    shutil.copytree(CLERK / "mess", home)
    shutil.copy(CLERK / "messy-campaign-final/inputs/新活动/活动.yaml", home)

    (intake,) = inbox.read_inputs(workspace.path, Memory()).campaigns

    assert intake.complete
    assert {each.branch.name: len(each.members) for each in intake.dossiers} == {
        "双桥乡石桥村党支部": 19,
        "双桥乡杨家湾村党支部": 16,
        "双桥乡机关党支部": 22,
        "双桥乡卫生院党支部": 12,
        "双桥乡中心小学党支部": 10,
        "双桥乡非公企业联合党支部": 14,
    }
    files = {
        each.branch.name: {member.source.file.rpartition("/")[2] for member in each.members if member.source}
        for each in intake.dossiers
    }
    assert files["双桥乡中心小学党支部"] == {"中心小学党员名册.docx"}
    assert files["双桥乡非公企业联合党支部"] == {"非公企业联合支部.xlsx"}
    everybody = Counter((each.branch.name, str(member.name)) for each in intake.dossiers for member in each.members)
    assert set(everybody.values()) == {1}
    assert {
        each.branch.short or each.branch.name: [str(leader.name) for leader in each.leaders] for each in intake.dossiers
    } == {
        "双桥乡石桥村党支部": ["周立新"],
        "双桥乡杨家湾村党支部": ["胡志强"],
        "双桥乡机关党支部": ["丁玉芳"],
        "双桥乡卫生院党支部": ["周立新"],
        "双桥乡中心小学党支部": ["丁玉芳"],
        "双桥乡非公企业联合党支部": ["卢海涛"],
    }
    kinds = Counter(str(member.status) for member in intake.dossiers[-1].members)
    assert kinds == {"正式党员": 9, "预备党员": 2, "": 3}
    assert sum(member.mobile is True for member in intake.dossiers[-1].members) == 3
