"""The report in a browser: what it counts, filters, opens, withstands and costs."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lint.model import FileResult, Position, Report, Severity
from lint.report import html
from tests.browser.conftest import Made, made, missing
from tests.report import samples

WORDS = {"error": "error", "warning": "warning", "info": "note"}
HOSTILE = (
    "Mayor <script>window.pwned=1</script> opens port\n\n"
    "<img src=x onerror='window.pwned=2'> </script><script>window.pwned=3</script> ]]> --> </p></details></main>\n\n"
    "[a link](javascript:window.pwned=4) <a href='javascript:window.pwned=5'>press</a> <style>*{display:none}</style> @import url(https://evil.example/x.css);\n\n"
    "Experts say \u202egnp.exe\u202c is safe, \u200bit is said. <iframe src='https://evil.example/'></iframe> [mc4wp_form id=\"<b onclick=alert(1)>\"]\n\n"
    "<svg onload=window.pwned=6> &lt;script&gt; <base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>\n"
)


def shown(page: Any) -> int:
    """How many findings can be seen."""
    return int(page.evaluate("[...document.querySelectorAll('.card')].filter(c => getComputedStyle(c).display !== 'none').length"))


def counts(data: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((f["family"], WORDS[f["severity"]]) for f in data["findings"] if "silenced" not in f)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A folder of 500 short texts, each with other faults."""
    folder = tmp_path_factory.mktemp("many")
    for i in range(500):
        date = f"ROTTERDAM, {i % 28 + 1} July 2021 - " if i % 3 else ""
        leftover = '\n[mc4wp_form id=""]\n' if i % 4 == 0 else "\nSHARE THIS ARTICLE\n" if i % 4 == 1 else ""
        body = (
            f"The port number {i} reopened after a closure of {i + 2} days, Pieter de Vries, a spokesman for pier {i}, said. Experts believe more is to come."
        )
        (folder / f"{i:03}.txt").write_text(f"Port {i} reopens after storm\n\n{date}{body}\n{leftover}", "utf-8")
    return made(folder.parent / folder.name, ".", cwd=folder)


@pytest.mark.parametrize("run", ["seeds", "many"])
def test_the_overview_counts_what_the_json_counts(run: str, request: pytest.FixtureRequest, visit: Any) -> None:
    report: Made = request.getfixturevalue(run)
    seen = visit(report.address)
    rows = seen.page.evaluate(
        "[...document.querySelectorAll('.plot tr[data-family]')].map(r => [r.dataset.family, ...[...r.cells].slice(1, 4).map(c => c.textContent)])"
    )
    told = {(name, word): int(number.replace(",", "")) for name, *numbers in rows for word, number in zip(WORDS.values(), numbers)}
    expected = counts(report.data)
    assert {key: n for key, n in told.items() if n and key[0] != "all"} == dict(expected)
    assert [told["all", word] for word in WORDS.values()] == [report.data["summary"][level] for level in WORDS]
    assert seen.page.locator("section.text").count() == seen.page.locator("li.row").count() == report.data["summary"]["files"]
    assert seen.page.locator(".card").count() == sum(expected.values())
    at_first = sum(n for (_, word), n in expected.items() if word != "note")
    assert seen.page.locator("#state").text_content() == f"{at_first:,} of {sum(expected.values()):,} findings shown"
    assert (seen.requests, seen.faults) == ([report.address], [])


def test_filters_by_mouse(seeds: Made, visit: Any) -> None:
    page, expected = visit(seeds.address, viewport={"width": 1400, "height": 900}).page, counts(seeds.data)
    assert shown(page) == sum(n for (_, word), n in expected.items() if word != "note")
    page.locator("#show-s-note").check()
    assert shown(page) == sum(expected.values())
    page.locator("#show-f-attribution").uncheck()
    page.locator("#show-s-warning").uncheck()
    left = sum(n for (family, word), n in expected.items() if family != "attribution" and word != "warning")
    assert shown(page) == left
    assert page.locator("#state").text_content().startswith(f"{left} of ")
    seen = page.evaluate("[...document.querySelectorAll('mark.f-attribution')].map(m => getComputedStyle(m).backgroundColor)")
    assert set(seen) == {"rgba(0, 0, 0, 0)"}
    code = Counter(f["code"] for f in seeds.data["findings"] if f["severity"] == "error").most_common(1)[0][0]
    page.locator("#find").fill(code.lower())
    assert shown(page) == sum(f["code"] == code and f["severity"] != "warning" for f in seeds.data["findings"])


def test_filters_and_findings_by_keyboard(seeds: Made, visit: Any) -> None:
    page, expected = visit(seeds.address, viewport={"width": 1400, "height": 900}).page, counts(seeds.data)
    everything, at_first = sum(expected.values()), shown(page)
    page.keyboard.press("3")
    assert shown(page) == everything
    page.keyboard.press("1")
    assert shown(page) == everything - sum(n for (_, word), n in expected.items() if word == "error")
    page.keyboard.press("/")
    page.keyboard.type("dates")
    assert shown(page) == sum(n for (family, word), n in expected.items() if family == "dates" and word != "error")
    page.keyboard.press("Escape")
    assert shown(page) == at_first
    order = [f["fingerprint"] for f in seeds.data["findings"] if f["severity"] != "info"]
    for fingerprint in order[:3]:
        page.keyboard.press("j")
        assert page.evaluate("[location.hash, document.activeElement.parentElement.id, document.querySelector('.card.on').open]") == [
            f"#{fingerprint}",
            fingerprint,
            True,
        ]
    page.keyboard.press("k")
    assert page.evaluate("document.querySelector('.card.on').id") == order[1]
    page.keyboard.press("q")
    assert page.locator("#mark-quotes").is_checked()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_a_deep_link_opens_its_finding_even_a_filtered_one(seeds: Made, visit: Any) -> None:
    note = next(f for f in seeds.data["findings"] if f["severity"] == "info" and f["scope"] == "span")
    page = visit(f"{seeds.address}#{note['fingerprint']}").page
    card = page.locator(f"[id='{note['fingerprint']}']")
    assert card.evaluate("c => c.open && c.classList.contains('on')")
    assert note["code"] in card.text_content()
    box = card.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < page.viewport_size["height"]
    assert note["text"].split()[0] in page.locator("mark.on").text_content()


def test_a_mark_leads_to_its_finding(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address).page
    note = page.locator("mark.s-error > .n").first
    target = note.get_attribute("href")
    note.click()
    assert page.evaluate("'#' + document.querySelector('.card.on').id") == target


def test_the_keys_go_on_from_a_finding_that_was_opened_by_mouse(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address, viewport={"width": 1400, "height": 900}).page
    order = [f["fingerprint"] for f in seeds.data["findings"] if f["severity"] != "info"]
    page.locator(f"[id='{order[4]}'] > summary").click()
    assert page.evaluate("[document.querySelector('.card.on').id, document.querySelector('.card.on').open]") == [order[4], True]
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.card.on').id") == order[5]


def test_keys_lead_from_text_to_text(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address, viewport={"width": 1400, "height": 900}).page
    first = "[...document.querySelectorAll('section.text')].find(t => t.getBoundingClientRect().bottom > 120).id"
    for number in (1, 2, 3):
        page.keyboard.press("]")
        assert page.evaluate(first) == f"text-{number}"
    page.keyboard.press("[")
    assert page.evaluate(first) == "text-2"
    page.keyboard.press("j")
    assert page.evaluate("document.querySelector('.card.on').closest('section').id") == "text-2"


def test_it_can_be_read_and_filtered_without_a_script(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address, java_script_enabled=False, viewport={"width": 1400, "height": 900}).page
    assert page.locator("#find").is_hidden()
    card = page.locator(".card.f-dates.s-warning").first
    assert card.is_visible()
    page.locator("#show-f-dates").uncheck()
    assert card.is_hidden()
    card = page.locator(".card.s-error.f-boilerplate").first
    card.locator("summary").click()
    assert card.get_by_text("Do:").is_visible()


def test_hostile_text_is_inert(visit: Any, tmp_path: Path) -> None:
    (tmp_path / "<img src=x onerror=window.pwned=7>.txt").write_text(HOSTILE, "utf-8")
    (tmp_path / "plain.txt").write_text(HOSTILE.replace("port", "harbour"), "utf-8")
    report = made(tmp_path, ".", cwd=tmp_path)
    seen = visit(report.address)
    for box in ("#mark-quotes", "#mark-sources", "#show-s-note"):
        if not seen.page.locator(box).is_visible():
            seen.page.locator(".bar summary").click()
        seen.page.locator(box).check()
    assert seen.page.evaluate("window.pwned") is None
    assert seen.page.locator("img, iframe, base, link, object, form").count() == 0
    assert seen.page.locator("script").count() == seen.page.locator("style").count() == 1
    assert seen.page.evaluate("[...document.querySelectorAll('a')].every(a => a.getAttribute('href').startsWith('#'))")
    prose = seen.page.evaluate(
        "(() => { const p = document.querySelector('.prose').cloneNode(true); p.querySelectorAll('.n').forEach(n => n.remove()); return p.textContent; })()"
    )
    assert "<script>window.pwned=3</script> ]]> -->" in prose
    assert "\\u202egnp.exe\\u202c" in prose
    assert (seen.requests, seen.faults) == ([report.address], [])
    assert seen.page.locator(".card").count() == report.data["summary"]["error"] + report.data["summary"]["warning"] + report.data["summary"]["info"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1400])
def test_it_fits_and_has_no_serious_barrier(seeds: Made, visit: Any, width: int, scheme: str) -> None:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("the package axe-playwright-python is not installed: pip install 'newslint[browser]'")
    page = visit(seeds.address, viewport={"width": width, "height": 900}, color_scheme=scheme).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(
        "for (const e of document.querySelectorAll('details')) e.open = true; for (const b of document.querySelectorAll('[type=checkbox]')) b.checked = true"
    )
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_light_or_dark_by_the_button_is_kept(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address, color_scheme="light", viewport={"width": 1400, "height": 900}).page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").click()
    dark = page.evaluate(paper)
    page.reload()
    assert page.evaluate(paper) == dark != light


def test_on_paper_every_finding_that_is_shown_stands_open(seeds: Made, visit: Any) -> None:
    page = visit(seeds.address).page
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".card.s-error p").first.is_visible()


def crowd(files: int, each: int) -> Report:
    """A report of `files` texts with `each` findings of many rules, half of them notes."""
    line = "A spokesman for the port said on Monday that the terminal would soon reopen for all ships.\n"
    text, width = line * each, len(line)
    rules = samples.RULES
    findings = []
    for n in range(files):
        for i in range(each):
            rule = rules[(n + i) % len(rules)]
            start = i * width + 2 * (i % 30)
            place, end = Position(i + 1, 2 * (i % 30) + 1, start), Position(i + 1, 2 * (i % 30) + 31, start + 30)
            findings.append(samples.finding(
                f"{n:04}.txt", text[start : start + 30], code=rule.code, name=rule.name, family=rule.family, why=rule.why, do=rule.do,
                severity=Severity.INFO if i % 2 else Severity.WARNING, start=place, end=end, fingerprint=f"{n:08x}{i:08x}",
            ))  # fmt: skip
    return Report(tuple(FileResult(f"{n:04}.txt", True, text=text) for n in range(files)), tuple(findings), (), rules=rules)


@pytest.mark.parametrize(("files", "each"), [(500, 20), (1, 10_000)])
def test_ten_thousand_findings_stay_usable(visit: Any, tmp_path: Path, files: int, each: int) -> None:
    target, blank = tmp_path / "many.html", tmp_path / "blank.html"
    target.write_text("".join(html.render(crowd(files, each))), "utf-8")
    blank.write_text("<!doctype html><title>blank</title>", "utf-8")
    page = visit(blank.as_uri(), viewport={"width": 1400, "height": 900}).page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the browser's own work, whatever else the machine does

    def spent(act: str | None) -> float:
        before = work()
        if act is None:
            page.goto(target.as_uri())
        else:
            page.evaluate(f"() => {{ {act}; document.body.offsetHeight; }}")
        return work() - before

    def work() -> float:
        return float(next(m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"))

    opened = spent(None)
    assert page.locator("#state").text_content() == "5,000 of 10,000 findings shown"
    took = {
        "level": spent("document.getElementById('show-s-note').click()"),
        "family": spent("document.getElementById('show-f-dates').click()"),
        "rule": spent("const f = document.getElementById('find'); f.value = 'AT0'; f.dispatchEvent(new Event('input'))"),
    }
    print(f"{files} files: opened in {opened:.2f} s, filtered in {', '.join(f'{k} {v * 1000:.0f} ms' for k, v in took.items())}")
    slack = 2  # the aims are 2 s and 100 ms; a core that is shared does each step more slowly
    assert opened < 2 * slack
    assert max(took.values()) < 0.1 * slack
