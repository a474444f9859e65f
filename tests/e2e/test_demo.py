"""The demo as a newcomer sees it: nobody touches the keyboard, and the fault is seen, lit, explained and answered."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.audit.verify import verify
from knowledge_base.catalog import find_plant, load_plant
from tests.e2e.conftest import RunningDemo, start_demo, stop

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "test-results"
FIRST_TASK = load_plant(find_plant("pump-skid")).equipment[0].failure_mode("seal_leakage_fault").confirm_tasks[0]


@pytest.fixture(scope="module")
def browser(launch_options: dict[str, Any]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(**launch_options)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert problems == []


def until(page: Page, condition: str, seconds: float = 30.0) -> None:
    """Wait for a condition in the page. Not `wait_for_function`: the page's own policy forbids its eval."""
    end = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"not within {seconds:g} s: {condition}"
        page.wait_for_timeout(100)


@pytest.mark.slow
def test_a_fault_is_lit_explained_and_its_task_opened_without_a_hand_on_the_keyboard(
    demo: RunningDemo, page: Page
) -> None:
    page.goto(demo.url)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live", timeout=20_000)

    # The machine at fault is chosen, its guilty part is lit in the 3D scene itself, its task is open.
    expect(page.get_by_test_id("asset-P-102")).to_have_attribute("data-health", "alarm", timeout=90_000)
    expect(page.get_by_test_id("lit")).to_have_attribute("data-nodes", re.compile("mechanical_seal"), timeout=30_000)
    until(page, "window.__faultlens.litNodes().includes('mechanical_seal')")
    summary = page.evaluate("window.__faultlens.summary()")
    assert summary["selected"] == "P-102"
    assert summary["lit"][0][:2] == ["mechanical_seal", "guilty"]

    expect(page.get_by_test_id("open-task")).to_have_attribute("data-task-id", FIRST_TASK)
    expect(page.get_by_test_id("next-step")).to_be_visible()
    expect(page.get_by_test_id("headline")).to_contain_text("Mechanical seal leakage")

    page.wait_for_timeout(2500)  # the camera has come to rest
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / "demo.png")


@pytest.mark.slow
def test_a_step_that_is_ticked_off_stays_ticked_off_after_a_reload(demo: RunningDemo, page: Page) -> None:
    page.goto(demo.url)
    expect(page.get_by_test_id("open-task")).to_have_attribute("data-task-id", FIRST_TASK, timeout=90_000)
    page.wait_for_timeout(1000)  # a button that has just appeared under the finger takes no tap
    step = page.get_by_test_id("next-step")
    before = step.get_attribute("data-step-id")
    # Nobody is chosen yet: the button says so, and a touch of it sends nothing.
    expect(page.get_by_test_id("done")).to_have_text("Choose a person first")
    page.get_by_test_id("done").click(force=True)
    page.wait_for_timeout(1000)
    assert page.evaluate("window.__faultlens.summary().done") == 0
    step.get_by_role("button", name="A. Smith").click()
    step.get_by_role("button", name="Done").click()
    expect(step).not_to_have_attribute("data-step-id", str(before), timeout=10_000)
    page.reload()
    until(page, "window.__faultlens?.summary().done === 1")
    expect(page.get_by_test_id("next-step").get_by_role("button", name="A. Smith")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_test_id("step-" + str(before))).to_contain_text("Done by A. Smith")


@pytest.mark.slow
def test_no_machine_is_cut_off_beside_the_mark_of_a_simulation(demo: RunningDemo, page: Page) -> None:
    page.goto(demo.url)
    last = page.get_by_test_id("asset-P-103")
    expect(last).to_be_visible(timeout=20_000)
    cards = page.locator(".asset-list")
    for chosen in (False, True):  # a chosen machine brings the button that gives the choice back
        if chosen:
            last.click()
            expect(page.get_by_test_id("follow")).to_be_visible()
        hidden = cards.evaluate("list => list.scrollWidth - list.clientWidth")
        assert hidden <= 0, f"{hidden} px of the machines cannot be seen"


@pytest.mark.slow
def test_the_demo_shows_its_page_within_fifteen_seconds_and_stops_cleanly(pump_home: Path, page: Page) -> None:
    began = time.monotonic()
    running = start_demo(pump_home)
    page.goto(running.url)
    expect(page.get_by_test_id("asset-P-101")).to_be_visible(timeout=15_000)
    assert time.monotonic() - began < 15
    page.goto("about:blank")
    assert stop(running) == 0
    verdict = verify(max((pump_home / "audit" / "demo").glob("*.jsonl")))
    assert verdict.fault is None
    assert verdict.entries > 0
