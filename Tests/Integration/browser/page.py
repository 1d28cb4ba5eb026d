"""One report in the browser, in the words of the tests."""

import time
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Notes what a page should never do, from before its first script on.
WATCH = """
window.complaints = [];
const note = (event) => complaints.push(String(
  event.violatedDirective || event.message || event.reason || event.type));
addEventListener('error', note, true);
addEventListener('unhandledrejection', note);
document.addEventListener('securitypolicyviolation', note);
"""

# What stands on each row in sight, by its accessible parts.
ROWS = """
return [...document.querySelectorAll('#tree .row')].map((row) => ({
  id: Number(row.dataset.row), level: Number(row.getAttribute('aria-level')),
  name: row.querySelector('.name').textContent, kind: row.querySelector('.class').textContent,
  elements: row.querySelector('.elements').textContent,
  state: row.querySelector('.state').textContent, label: row.getAttribute('aria-label'),
  expanded: row.getAttribute('aria-expanded'), selected: row.getAttribute('aria-selected'),
  position: Number(row.getAttribute('aria-posinset')), size: Number(row.getAttribute('aria-setsize')),
  tabindex: row.tabIndex, lit: row.classList.contains('is-lit'),
  top: parseFloat(row.style.top),
})).sort((a, b) => a.top - b.top);
"""

# Scrolls through the tree and gathers every row on the way.
ALL_ROWS = """
const done = arguments[0];
const tree = document.getElementById('tree');
const found = new Map();
const gather = () => {
  for (const row of tree.querySelectorAll('.row')) {
    found.set(parseFloat(row.style.top), [
      Number(row.getAttribute('aria-level')), row.querySelector('.name').textContent,
      row.classList.contains('is-alias'), row.querySelector('.elements').textContent,
      row.querySelector('.state').textContent, row.classList.contains('leaf'),
      row.querySelector('.class').textContent]);
  }
};
const step = () => {
  gather();
  if (tree.scrollTop + tree.clientHeight >= tree.scrollHeight - 1) {
    done([...found].sort(([a], [b]) => a - b).map(([, row]) => row));
    return;
  }
  tree.scrollTop += tree.clientHeight - 60;
  requestAnimationFrame(() => requestAnimationFrame(step));
};
tree.scrollTop = 0;
requestAnimationFrame(() => requestAnimationFrame(step));
"""

# The contrast of every text in sight with what lies behind it, where that is too little.
FAINT_TEXT = """
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => [r, g, b].map((value) => value / 255)
  .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.99) return colour;
  }
  return [255, 255, 255];
};
const faint = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const parent = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !parent.checkVisibility()) continue;
  if (parent.closest('script, style, noscript, .visually-hidden, .skip')) continue;
  const style = getComputedStyle(parent);
  const ink = channels(parent.closest('svg') ? style.fill : style.color);
  const [light, dark] = [luminance(ink), luminance(behind(parent))].sort((a, b) => b - a);
  const contrast = (light + 0.05) / (dark + 0.05);
  if (contrast < 4.5) faint.push([walker.currentNode.textContent.trim().slice(0, 40), contrast]);
}
return faint;
"""


# Names made, sorted, written and read: about a fifth of a second.
YARDSTICK = """
const names = Array.from({length: 300000}, (_, index) => `layers.${index}.weight`);
names.sort();
return JSON.parse(JSON.stringify(names)).length;
"""


class Page:
    """A report that is open."""

    def __init__(self, driver, reports):
        self.driver = driver
        self.reports = reports
        self.watcher = None

    def open(self, path: Path | str, width: int = 1280, height: int = 900, dark: bool = False):
        """Opens a page, or the page of a config's plan."""
        if str(path).endswith(".yaml"):
            path = self.reports.html(str(path))
        if self.watcher is None:
            script = {"source": WATCH}
            self.watcher = self.command("Page.addScriptToEvaluateOnNewDocument", script)
        self.resize(width, height)
        self.prefer(dark)
        self.driver.get_log("browser")
        self.driver.get(Path(path).as_uri())
        self.frames()
        return self

    def command(self, name: str, arguments: dict):
        return self.driver.execute_cdp_cmd(name, arguments)

    def resize(self, width: int, height: int):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", size)

    def prefer(self, dark: bool, media: str = ""):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})

    def check_quiet(self):
        """Neither the console nor the page may have complained."""
        if self.watcher is None:
            return
        identifier = self.watcher["identifier"]
        self.command("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})
        assert self.script("return complaints") == []
        assert self.driver.get_log("browser") == []

    # Looking ------------------------------------------------------------------------------------

    def script(self, text: str, *arguments):
        return self.driver.execute_script(text, *arguments)

    def frames(self):
        """Waits until what was asked for has been drawn."""
        self.driver.execute_async_script(
            "const done = arguments[0];"
            "requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));"
        )

    def one(self, selector: str):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector: str) -> str:
        return self.one(selector).text

    def rows(self) -> list[dict]:
        return self.script(ROWS)

    def all_rows(self) -> list[list]:
        return self.driver.execute_async_script(ALL_ROWS)

    def row(self, name: str):
        """The element of the first row with a name."""
        rows = [row for row in self.rows() if row["name"] == name]
        assert rows, f"no row {name} among {[row['name'] for row in self.rows()]}"
        return self.one(f"#row-{rows[0]['id']}")

    def names(self) -> list[str]:
        return [row["name"] for row in self.rows()]

    def selected(self) -> str:
        return next(row["name"] for row in self.rows() if row["selected"] == "true")

    def status(self) -> str:
        return self.text("#status")

    def faint_text(self) -> list:
        return self.script(FAINT_TEXT)

    def picture(self) -> str:
        """The picture, as bytes to compare."""
        return self.script("return document.querySelector('.base').toDataURL()")

    def overflow(self) -> int:
        """The pixels by which the page is wider than the window."""
        return self.script("return document.documentElement.scrollWidth - innerWidth")

    # Doing --------------------------------------------------------------------------------------

    def click(self, target):
        element = self.one(target) if isinstance(target, str) else target
        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.frames()

    def follow(self, link):
        """Clicks on what opens the page anew; waits for the document that replaces this one."""
        self.script("window.isLeft = true")
        link.click()
        replaced = "return !window.isLeft && document.readyState === 'complete'"
        waiting = WebDriverWait(self.driver, 30, ignored_exceptions=[WebDriverException])
        waiting.until(lambda _: self.script(replaced))
        self.frames()

    def press(self, *keys: str):
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()
        self.frames()

    def search(self, query: str):
        box = self.one("#search")
        box.clear()
        box.send_keys(query or " " + Keys.BACKSPACE)
        self.frames()

    def point(self, x: float, y: float, click: bool = False):
        """Moves to a place in the picture, given as fractions of its size."""
        picture = self.one(".base")
        self.script("arguments[0].scrollIntoView({block: 'center'})", picture)
        size = picture.size
        actions = ActionChains(self.driver).move_to_element_with_offset(
            picture, round((x - 0.5) * size["width"]), round((y - 0.5) * size["height"])
        )
        (actions.click() if click else actions).perform()
        self.frames()

    def timed(self, action) -> float:
        """The seconds that an action takes until it is drawn."""
        start = time.monotonic()
        action()
        self.frames()
        return time.monotonic() - start

    def cost(self, action, tries: int = 3) -> float:
        """How many times as long an action takes as a piece of work that is always the same: the least of
        several, each beside that work, since a busy machine slows both down."""
        costs = []
        for _ in range(tries):
            work = self.timed(lambda: self.script(YARDSTICK))
            costs.append(self.timed(action) / work)
        return min(costs)
