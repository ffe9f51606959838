from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.routing import Mount, Route

from pipeline import web
from pipeline.web import names
from pipeline.web.guard import AGAIN, POLICY, TICKET
from pipeline.web.keys import Keys
from pipeline.web.routes import ROUTES
from tests import thorough
from tests.web.conftest import ORIGIN, PORT, opened

HERE = Path(web.__file__).parent


def _addresses() -> list[tuple[str, str]]:
    """Return every method and address of the page, the static files left out."""
    found = []
    for route in ROUTES:
        if isinstance(route, Mount):
            assert route.path == "/static"
            continue
        assert isinstance(route, Route)
        path = re.sub(r"\{\w+:int\}", "1", route.path)
        found += [(method, path) for method in sorted(route.methods or ()) if method != "HEAD"]
    return found


ALL = _addresses()
KEPT = [each for each in ALL if each[1] not in {TICKET, AGAIN}]
WRITES = [each for each in ALL if each[0] != "GET"]


@pytest.fixture(scope="module")
def at_the_door(tmp_path_factory):
    """A browser that has not come in, for tests that are all turned away."""
    yield from opened(tmp_path_factory.mktemp("door") / "none")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A browser whose cookie is right; no workspace is open."""
    for browser in opened(tmp_path_factory.mktemp("guarded") / "none"):
        browser.come_in()
        yield browser


@pytest.mark.parametrize("address", ALL, ids=" ".join)
def test_no_other_host_is_answered(guarded, address):
    for host in ("evil.example", f"127.0.0.1:{PORT + 1}", f"evil.example:{PORT}", "127.0.0.1", ""):
        headers = {"host": host, "origin": ORIGIN, "x-gongwen": guarded.site.keys.token}
        assert guarded.client.request(*address, headers=headers).status_code == 421


@pytest.mark.parametrize("address", KEPT, ids=" ".join)
def test_nobody_comes_in_without_the_cookie(at_the_door, address):
    headers = {"origin": ORIGIN, "x-gongwen": at_the_door.site.keys.token}
    for cookie in (
        None,
        f"gongwen-{PORT}=",
        f"gongwen-{PORT}=x",
        f"gongwen={at_the_door.site.keys.session}",
        "\xff;;=,",
    ):
        sent = headers | ({} if cookie is None else {"cookie": cookie.encode("latin-1")})
        assert at_the_door.client.request(*address, headers=sent).status_code == 401


@pytest.mark.parametrize("address", WRITES, ids=" ".join)
def test_no_other_page_writes(guarded, address):
    token = {"x-gongwen": guarded.site.keys.launcher if address[1] == AGAIN else guarded.site.keys.token}
    for origin in (None, "null", "http://evil.example", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}"):
        sent = token | ({} if origin is None else {"origin": origin})
        assert guarded.client.request(*address, headers=sent).status_code == 403


@pytest.mark.parametrize("address", WRITES, ids=" ".join)
def test_nothing_is_written_without_the_secret_of_the_page(guarded, address):
    for token in ("", "x", guarded.site.keys.session):
        sent = {"origin": ORIGIN, "x-gongwen": token}
        assert guarded.client.request(*address, headers=sent).status_code == 403


@pytest.mark.parametrize("address", ALL, ids=" ".join)
def test_no_other_site_asks(guarded, address):
    for site in ("cross-site", "same-site"):
        sent = {"sec-fetch-site": site, "origin": ORIGIN, "x-gongwen": guarded.site.keys.token}
        assert guarded.client.request(*address, headers=sent).status_code == 403


@pytest.mark.parametrize(
    "address",
    thorough.each([each for each in ALL if each[1] not in {"/events", "/quit", "/close", "/folder"}], 3),
    ids=" ".join,
)
def test_every_answer_says_what_a_browser_may_do_with_it(lasting, address):
    page = lasting
    for headers in ({}, {"origin": ORIGIN, "x-gongwen": page.site.keys.token}):
        answer = page.client.request(*address, headers=headers, follow_redirects=False)

        policy = answer.headers["content-security-policy"]
        assert policy == POLICY or "sandbox" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize(
    "address", thorough.each([each for each in ALL if each[0] == "GET" and each[1] != "/events"], 3), ids=" ".join
)
def test_reading_changes_nothing(lasting, address):
    page = lasting

    def there() -> dict[str, bytes]:
        own = page.site.room.workspace
        kept = (path for path in own.rglob("*") if path.is_file() and ".gongwen" not in path.parts)
        return {path.as_posix(): path.read_bytes() for path in kept}

    page.until_quiet()
    before = there()
    page.client.request(*address, follow_redirects=False)

    page.until_quiet()
    assert there() == before


def test_a_ticket_is_good_once_and_for_a_minute():
    now = [0.0]
    keys = Keys(PORT, lambda: now[0])
    one, other = keys.ticket(), keys.ticket()

    assert not keys.spend("")
    assert not keys.spend(one + "x")
    assert keys.spend(one)
    assert not keys.spend(one)
    now[0] = 61.0
    assert not keys.spend(other)


def test_a_cookie_ends_after_a_day_of_nothing():
    now = [0.0]
    keys = Keys(PORT, lambda: now[0])
    cookie, token = keys.session, keys.token
    now[0] = 7 * 3600.0
    assert keys.knows(cookie)
    keys.act()
    now[0] += 8 * 3600.0 + 1

    assert not keys.knows(cookie)
    assert not keys.is_ours(token)


def test_what_asks_by_itself_is_no_act_of_a_person(page):
    page.site.keys._acted = -1e9 + page.site.keys.clock()  # long ago

    assert page.get("/part/job").status_code == 401


def test_a_cookie_is_kept_from_scripts_and_other_sites(stranger):
    answer = stranger.client.get(f"/open?t={stranger.site.keys.ticket()}", follow_redirects=False)

    said = answer.headers["set-cookie"].lower()
    assert said.startswith(f"gongwen-{PORT}=")
    assert "httponly" in said
    assert "samesite=strict" in said


def test_another_ticket_needs_the_secret_of_page_json(stranger):
    asked = {"origin": ORIGIN}
    assert stranger.client.post(AGAIN, headers=asked | {"x-gongwen": stranger.site.keys.token}).status_code == 403
    answer = stranger.client.post(AGAIN, headers=asked | {"x-gongwen": stranger.site.keys.launcher})

    assert stranger.site.keys.spend(answer.json()["ticket"])


@pytest.mark.parametrize(
    "name",
    ["", "/etc/x.xlsx", "../../x.xlsx", "..\\..\\x.xlsx", "a/../../b.xlsx", "C:\\x.xlsx", "a\0.xlsx", "CON.xlsx", "com1.xlsx",
     "nul .xlsx", ".gongwen/x.xlsx", "a/.b.xlsx", "~$a.xlsx", "a.xlsx.", "a.xlsx ", "a /b.xlsx", "a|b.xlsx", "1/2/3/4/5/6/7.xlsx",
     "名" * 80 + ".xlsx", "a\n.xlsx", "\\\\server\\x.xlsx", "./../x.xlsx"],
)  # fmt: skip
def test_such_a_name_is_refused(lasting, name):
    page = lasting
    before = sorted((page.site.room.workspace / "inputs").rglob("*"))

    assert page.put(name, b"x").status_code == 400
    assert sorted((page.site.room.workspace / "inputs").rglob("*")) == before


@pytest.mark.parametrize("name", ["名册.exe", "a.js", "a.xlsx.bat", "a", "a.svg", "a.zip", "a.lnk"])
def test_such_a_kind_is_refused(lasting, name):
    assert lasting.put(name, b"x").status_code == 415


def test_names_that_offices_use_are_taken():
    for name in (
        "名册.xlsx",
        "2026年 名册（定）.XLSX",
        "一支部/名册.xls",
        "1/2/3/4/5/名.docx",
        "活动.yaml",
        "com.xlsx",
        "a..b.xlsx",
    ):
        assert names.inside(name) is not None


@pytest.mark.parametrize(
    "path",
    ["", "inputs/活动/花名册.xlsx", "outputs/.gongwen/ledger.db", "outputs/../inputs/活动/花名册.xlsx", "/etc/passwd", "outputs", "outputs/活动",
     "outputs//活动/清单.xlsx", "outputs/活动/./清单.xlsx", "outputs/活动/陌生.docx", "gongwen.toml", "templates/会议通知.docx"],
)  # fmt: skip
def test_only_our_own_files_are_handed_out(lasting, path):
    page = lasting
    unknown = page.site.room.workspace / "outputs" / "活动" / "陌生.docx"
    unknown.write_bytes(b"PK")

    for address in ("/file", "/content"):
        assert page.client.get(address, params={"path": path}).status_code == 404
    assert page.post("/open-file", path=path).status_code == 422


def test_a_link_to_elsewhere_is_not_followed(page):
    workspace = page.site.room.workspace
    register = workspace / "outputs" / "活动" / "清单.xlsx"
    secret = workspace / "secret.xlsx"
    register.rename(secret)
    register.symlink_to(secret)

    assert page.client.get("/file", params={"path": "outputs/活动/清单.xlsx"}).status_code == 404


def test_a_folder_that_leads_out_of_inputs_takes_nothing(page, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (page.site.room.workspace / "inputs" / "外面").symlink_to(outside)

    assert page.put("外面/名册.xlsx", b"x").status_code == 400
    assert list(outside.iterdir()) == []


def test_a_file_is_handed_out_to_be_kept(lasting):
    answer = lasting.client.get("/file", params={"path": "outputs/活动/清单.xlsx"})

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''")


def test_too_large_a_file_is_refused_as_it_comes(page, monkeypatch):
    monkeypatch.setattr("pipeline.web.uploads.LARGEST", 1000)

    assert page.put("大.xlsx", b"x" * 1001).status_code == 413
    assert not list((page.site.room.workspace / "inputs").glob(".*"))


def test_pages_hold_no_script_and_no_style_of_their_own():
    for path in sorted((HERE / "pages").glob("*.html")):
        text = path.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=|javascript:", text), path.name
        assert not re.search(r"https?://|\ssrc=\"//", text), path.name
        assert "|safe" not in text, path.name


def test_nothing_is_loaded_from_elsewhere():
    for path in sorted((HERE / "static").iterdir()):
        if path.name == "htmx.min.js" or path.suffix == ".txt":
            continue
        assert not re.search(r"https?://(?!www\.w3\.org/)", path.read_text("utf-8")), path.name
    assert (HERE / "static" / "htmx.LICENSE.txt").read_text("utf-8").startswith("Zero-Clause BSD")


LACKING = {  # what came after Chromium 86
    "style": {
        r":has\(": 105, r":is\(|:where\(": 88, r"@layer": 99, r"@container|container-type": 105, r"aspect-ratio": 88,
        r"\binset:": 87, r"accent-color(?!:var\(--act\)\})": 93, r"color-mix\(|oklch\(|\blab\(": 111, r"[{;}]\s*&": 112,
        r"\d[ds]v[hwbi]\b|\dlv[hw]\b": 108, r"overflow(-[xy])?:\s*clip": 90, r"text-wrap": 114, r"subgrid": 117,
        r"@scope|@starting-style": 118, r"[;{](translate|rotate|scale):": 104, r"\(\s*(width|height)\s*[<>]": 104,
        r"margin-inline|padding-inline|inset-inline": 87, r"scrollbar-gutter|content-visibility:\s*hidden": 94,
    },
    "script": {
        r"\?\?=|\|\|=|&&=": 85, r"\.replaceAll\(": 85, r"\.at\(": 92, r"structuredClone": 98, r"popover|\.togglePopover": 114,
        r"\.findLast": 97, r"Object\.hasOwn|Object\.groupBy": 93, r"\.to(Sorted|Reversed|Spliced)\(|\.with\(": 110,
        r"randomUUID": 92, r"AbortSignal\.(timeout|any)": 103, r"\binert\b": 102, r"static\s*\{|#\w+\s+in\s": 91,
        r"Promise\.withResolvers|Array\.fromAsync": 119, r"startViewTransition": 111, r"\bawait\b": 89,
        r"WeakRef|Promise\.any|AggregateError": 85, r"\brequestSubmit\b.*\?\.|\.replaceChildren\(": 86,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "kind"), [("page.css", "style"), ("page.js", "script"), ("renew.js", "script"), ("bell.js", "script")]
)
def test_what_old_browsers_lack_is_not_used(file, kind):
    text = re.sub(
        r"/\*.*?\*/|^\s*//.*$", "", (HERE / "static" / file).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )

    assert {pattern: since for pattern, since in LACKING[kind].items() if re.search(pattern, text)} == {}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("style", "a:has(b){}"), ("style", ".x{inset:0}"), ("style", "a{color:red;&:hover{}}"), ("style", ".x{height:1dvh}"),
        ("style", "input{accent-color:red}"), ("style", "@media (width < 900px){}"), ("script", "a ??= b"),
        ("script", "list.at(-1)"), ("script", "structuredClone(x)"), ("script", "x = await y"),
    ],
)  # fmt: skip
def test_what_old_browsers_lack_would_be_seen(kind, text):
    assert any(re.search(pattern, text) for pattern in LACKING[kind])


def test_a_bug_says_its_name_and_no_more(page, monkeypatch):
    def broken(*_):
        raise ValueError("张三 13800000000")

    monkeypatch.setattr("pipeline.web.screens.board.tallies", broken)
    answer = page.get("/")

    assert answer.status_code == 500
    assert "13800000000" not in answer.text
    assert [type(fault) for fault in page.notes.bugs] == [ValueError]
