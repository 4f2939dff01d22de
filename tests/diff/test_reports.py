"""Reports say what was found: to a terminal, a reviewer, a program, GitHub and a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from python.declare import INTEGER, STRING, interface, required, spec
from sdkscribe.comparison import Compared, Question, compare_apis
from sdkscribe.diff.changes import Change
from sdkscribe.diff.compare import compare_surfaces
from sdkscribe.diff.report.findings import Finding, Side, judged
from sdkscribe.diff.report.github import github_commands
from sdkscribe.diff.report.highlighting import highlighted
from sdkscribe.diff.report.json_report import json_report
from sdkscribe.diff.report.markdown import markdown_report
from sdkscribe.diff.report.page import page_of
from sdkscribe.diff.report.text import text_lines
from sdkscribe.diff.spots import Lines
from sdkscribe.diff.surface import surface_of
from sdkscribe.diff.verdicts import AUDIENCES, TABLE, Policy
from sdkscribe.render import render_text
from sdkscribe.spec import Module, Spec

ROOT = Path(__file__).parents[2]
LEGACY, CURRENT = str(ROOT / "spec/legacy_sessions"), str(ROOT / "spec/client_secrets")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def compared(old: str = LEGACY, new: str = CURRENT, **more: Any) -> Compared:
    return compare_apis(Question(old=old, new=new, **more), say=lambda message: None)


@pytest.fixture(scope="module")
def road() -> Compared:
    """From the legacy sessions to client secrets."""
    return compared()


@pytest.fixture(scope="module")
def page(road: Compared) -> str:
    return render_text("diff/page.html.jinja", page_of(road.report, road.moves(), road.imports()))


def test_the_json_is_valid_by_its_published_schema(road: Compared) -> None:
    schema = json.loads((ROOT / "spec/changes.schema.json").read_text())
    judge: Any = Draft202012Validator(schema)
    report = json.loads(json.dumps(json_report(road.report)))
    assert [error.message for error in judge.iter_errors(report)] == []
    assert set(schema["$defs"]["kind"]["enum"]) == set(TABLE)


def test_what_changed_is_located_on_both_sides(road: Compared) -> None:
    found: dict[str, Finding] = {str(f.change.place): f for f in road.report.findings}
    moved = found["RealtimeSessionCreateRequest.output_modalities"]
    assert moved.old.spec is not None and moved.new.spec is not None
    for where, word in ((moved.old, "modalities"), (moved.new, "output_modalities")):
        assert where.spec is not None
        line = Path(where.spec.path).read_text().splitlines()[where.spec.line - 1]
        assert line.strip() == f"{word}:"
        assert where.declaration is not None
        assert where.declaration.path.endswith((".d.ts", ".d.mts"))
        assert where.declaration.line > 1


def test_a_path_is_located_where_its_last_step_is_declared(road: Compared) -> None:
    voice = next(
        f for f in road.report.findings
        if str(f.change.new) == "RealtimeSessionCreateRequest.audio.output.voice"
    )  # fmt: skip
    assert voice.new.spec is not None
    lines = Path(voice.new.spec.path).read_text().splitlines()
    above = "\n".join(lines[: voice.new.spec.line])
    assert above.endswith("voice:")
    assert re.findall(r"^  (\S+):$", above, re.MULTILINE)[-1] == "RealtimeAudioConfigOutput"


def test_every_open_finding_is_said_or_counted_on_the_terminal(road: Compared) -> None:
    lines = ["".join(span.text for span in line) for line in text_lines(road.report)]
    text = "\n".join(lines)
    counted = sum(int(n) for n in re.findall(r"(\d+) (?:described otherwise|types added)", text))
    marked = sum(line.startswith(("  ! ", "  ? ", "  · ")) for line in lines)
    assert marked + counted == len(road.report.open)
    assert lines[-1].endswith("version: major")


def test_the_guide_shows_the_call_before_and_after(road: Compared) -> None:
    guide = markdown_report(road.report, road.moves(), road.imports())
    before, after = guide.index("client.beta.realtime.sessions.create("), guide.index(
        "client.realtime.client_secrets.create("
    )
    assert before < after
    call = guide[after : guide.index("```", after)]
    assert '"type": "realtime",' in call
    assert '"output_modalities": ...,' in call
    assert "Gone, without a successor: `temperature`." in guide
    assert "from client_secrets.types.realtime import RealtimeSessionCreateResponse" in guide
    assert "| `answer.voice` | `answer.session.audio.output.voice` |" in guide
    order = ["What moved", "What to change in code", "What breaks", "What is gone", "What is new"]
    places = [guide.index(f"## {title}") for title in order]
    assert places == sorted(places)


def test_code_before_and_after_is_code(road: Compared) -> None:
    guide = markdown_report(road.report, road.moves(), road.imports())
    programs = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    assert len(programs) == 2
    for program in programs:
        compile(program, "guide", "exec")


def test_annotations_are_commands_of_one_line(road: Compared) -> None:
    commands = list(github_commands(road.report))
    assert all(re.match(r"::(error|warning|notice)( file=[^\n]*)?::[^\n]+$", c) for c in commands)
    errors = sum(command.startswith("::error") for command in commands)
    assert errors == road.report.counts["breaking"]
    assert commands[-1].startswith("::notice::")


def test_a_page_stands_alone_and_takes_nothing_for_markup(road: Compared, page: str) -> None:
    assert not re.search(r"<(?:link|img)\b|src=|@import|https?://(?!json)", page.split("<main>")[0])
    assert page.count("<article") == len(road.report.findings)
    hostile = replace(
        road.report.findings[-1],
        change=Change(
            kind="documentation-changed",
            new=road.report.findings[-1].change.place,
            after="</pre><script>alert(1)</script>",
        ),
    )
    made = render_text(
        "diff/page.html.jinja", page_of(replace(road.report, findings=(hostile,)), (), ())
    )
    assert "<script>alert" not in made
    assert "&lt;/pre&gt;&lt;script&gt;alert(1)" in made


def in_browser(page: str, script: str, width: int = 1300) -> str:
    """The page's title after a script has run in it, headless."""
    assert CHROMIUM is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--window-size={width},900"]
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page.replace("</body>", f"<script>{script}</script></body>"))
        ran = subprocess.run(
            [CHROMIUM, *options, "--dump-dom", path.as_uri()],
            capture_output=True,
            text=True,
            timeout=60,
        )
    (title,) = re.findall(r"<title>(.*?)</title>", ran.stdout)
    return str(title)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_the_filters_of_the_page_filter(page: str) -> None:
    """In a headless browser: all but the safe findings are switched off, then what is left is counted."""
    probe = """
    for (const value of ["breaking", "potential"])
      document.querySelector(`input[value=${value}]`).click();
    document.title = [...document.querySelectorAll("article")].filter((a) => !a.hidden)
      .map((a) => a.dataset.verdict).join(" ");
    """
    title = in_browser(page, probe)
    assert set(title.split()) == {"safe"}


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_documentation_is_shown_when_it_is_asked_for(road: Compared, page: str) -> None:
    documented = [f for f in road.report.findings if f.change.kind == "documentation-changed"]
    shown = 'document.title = document.getElementById("shown").textContent;'
    ask = "document.querySelector('input[name=documentation]').click();"
    everything = len(road.report.findings)
    assert in_browser(page, shown) == f"{everything - len(documented)} shown"
    assert in_browser(page, ask + shown) == f"{everything} shown"


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
@pytest.mark.parametrize("width", [480, 1300])
def test_a_page_is_no_wider_than_the_window(page: str, width: int) -> None:
    probe = (
        "const all = document.documentElement; document.title = all.scrollWidth - all.clientWidth;"
    )
    assert in_browser(page, probe, width) == "0"


def test_a_page_leads_to_what_may_break(road: Compared, page: str) -> None:
    links = re.findall(r'<li><a href="#([^"]+)">', page)
    assert links
    for title in links:
        assert page.count(f'<section id="{title}">') == 1


def test_words_that_the_other_side_does_not_have_are_marked() -> None:
    old, new = highlighted("kind: 'a' | 'b'", "kind: 'a' | 'c' | 'b'")
    assert "".join(piece.text for piece in old) == "kind: 'a' | 'b'"
    assert [piece.text for piece in old if piece.is_other] == []
    assert "".join(piece.text for piece in new if piece.is_other).strip("' |") == "c"
    assert not any(piece.is_other for side in highlighted("", "new") for piece in side)
    assert not any(piece.is_other for side in highlighted("string", "number[]") for piece in side)


def test_an_audience_sees_only_what_concerns_it() -> None:
    report = compared(audience="wire").report
    assert {audience for f in report.findings for audience in f.verdicts} == {
        "wire request",
        "wire response",
    }


def test_an_accepted_change_passes_the_gate_and_a_stale_one_is_said(tmp_path: Path) -> None:
    report = compared().report
    breaking = [f for f in report.findings if f.verdict == "breaking"]
    assert report.fails("breaking")
    entries = [f'[[accept]]\nchange = "{f.fingerprint}"\nreason = "seen"\n' for f in breaking]
    accepted = tmp_path / "accept.toml"
    accepted.write_text("\n".join([*entries, '[[accept]]\nchange = "0"\nreason = "old"\n']))
    after = compared(accept=accepted).report
    assert not after.fails("breaking")
    assert after.bump == "minor"
    assert after.stale == ("0",)
    assert sum(f.accepted == "seen" for f in after.findings) == len(breaking)
    assert "does not occur" in "".join(github_commands(after))


def test_what_a_literal_in_an_answer_counts_as_is_a_setting(tmp_path: Path) -> None:
    shutil.copytree(CURRENT, tmp_path / "new")
    changed = tmp_path / "new/resources/realtime/realtime.yaml"
    text = changed.read_text()
    assert "- whisper-1\n" in text
    changed.write_text(re.sub(r"( +)- whisper-1\n", r"\g<0>\1- whisper-2\n", text))
    for policy in ("safe", "potential", "breaking"):
        report = compared(CURRENT, str(tmp_path / "new"), response_literals=policy).report
        (finding,) = report.findings
        assert finding.change.kind == "literals-added"
        assert finding.verdict == policy


def test_a_move_is_judged_as_a_move_and_not_as_the_removal_that_it_also_is() -> None:
    def made(module: str) -> Spec:
        fields = (required("name", STRING), required("size", INTEGER))
        return spec(Module(path=module, types=(interface(module, "Thing", *fields),)))

    old, new = surface_of(made("resources/things")), surface_of(made("resources/things/things"))
    nowhere = Lines(declarations={}, specs={})
    report = judged(
        compare_surfaces(old, new),
        Side(surface=old, lines=nowhere),
        Side(surface=new, lines=nowhere),
        policy=Policy(),
        audiences=AUDIENCES,
    )
    (finding,) = report.findings
    assert finding.change.kind == "type-moved"
    assert [part.change.kind for part in finding.parts] == ["type-removed", "type-added"]
    assert finding.verdict == "potential"
