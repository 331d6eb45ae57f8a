"""
Pages in a real browser, headless Chromium: what a reader sees, compared with the JSON that the page was drawn from.

Where there is no Chromium these tests are skipped; with ``PELEUS_BROWSER=required`` they fail instead.
"""

import fnmatch
import json
import os
import re
import shutil

import pytest
from selenium import webdriver

WIDTHS = (1280, 390)
PROGRAMS = ("chromium", "chromedriver")

# Words that pages show for what is no text and no number.
TRUE, FALSE, NULL = {"yes", "holds", "masked"}, {"no", "broken"}, {"–", "masked"}
WHOLE = re.compile(r"-?\d{1,3}(,\d{3})*")

ELEMENTS = """
document.querySelectorAll('details').forEach(each => each.open = true);
return Array.from(document.querySelectorAll('[data-path]'), each =>
  [each.dataset.path, each.textContent, each.checkVisibility({visibilityProperty: true, opacityProperty: true}),
   each.title]);
"""
BARE_NUMBERS = """
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
while (texts.nextNode())
  if (/[0-9]/.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest('[data-path], svg'))
    found.push(texts.currentNode.data.trim());
return found;
"""
STICKING_OUT = """
const found = [];
const width = document.documentElement.scrollWidth;
if (width > innerWidth) found.push('the page is ' + width);
document.querySelectorAll('body *').forEach(each => {
  const box = each.getBoundingClientRect();
  const isOut = box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
  const scrolls = each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
  if (isOut || scrolls) found.push(each.tagName + ' ' + each.className + ': ' + each.textContent.slice(0, 40));
});
return found;
"""


@pytest.fixture(scope="session")
def chromium():
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        reason = f"there is no {' and no '.join(missing)}; on Debian: apt-get install chromium chromium-driver"
        (pytest.fail if os.environ.get("PELEUS_BROWSER") == "required" else pytest.skip)(reason)
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    for argument in ["--headless=new", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]:
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def open_page(chromium):
    """Open a file at a width."""
    return lambda file, width: Page(chromium, file, width)


class Page:
    """
    A page as a browser shows it. Each check gives what is wrong as a list, so that an empty list is good.

    Attributes
    ----------
    shown
        path, text, visibility and title of each element that carries a path; all that can be folded is unfolded
    """

    def __init__(self, driver, file, width):
        driver.get_log("browser"), driver.get_log("performance")  # those of the page before
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.url = file.resolve().as_uri()
        driver.get(self.url)
        self._driver = driver
        self.shown = driver.execute_script(ELEMENTS)

    def verify(self, document, unshown=()):
        """
        Run every check.

        Parameters
        ----------
        document
            what the page was drawn from
        unshown
            patterns of paths that need not be on the page
        """
        assert self.differing(document) == []
        assert self.missing(document, unshown) == []
        assert self._driver.execute_script(BARE_NUMBERS) == [], "numbers without a path"
        assert self._driver.execute_script(STICKING_OUT) == [], "something scrolls sideways"
        assert self.noise() == []

    def differing(self, document):
        """Tell what is shown and is not what stands at its path."""
        return [
            f"{path}: shows {text!r}, the document has {at(document, path)!r}"
            for paths, text, _, title in self.shown
            for path in paths.split()
            if not (rounds(text, title, at(document, path)) if title else says(text, at(document, path)))
        ]

    def missing(self, document, unshown=()):
        """Tell what the document holds and nobody can see."""
        seen = {path for paths, _, is_visible, _ in self.shown if is_visible for path in paths.split()}
        wanted = [path for path, value in leaves(document) if value is not None]
        return [path for path in wanted if path not in seen and not any(fnmatch.fnmatch(path, p) for p in unshown)]

    def noise(self):
        """Tell what the browser complained about, and what was loaded besides the page."""
        events = [json.loads(entry["message"])["message"] for entry in self._driver.get_log("performance")]
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        scripts = self._driver.execute_script("return document.scripts.length")
        logged = [entry["message"] for entry in self._driver.get_log("browser")]
        return logged + [url for url in asked if url != self.url] + ["a script"] * scripts

    def texts(self, selector):
        """Read what elements show."""
        script = "return Array.from(document.querySelectorAll(arguments[0]), each => each.innerText)"
        return self._driver.execute_script(script, selector)

    def boxes(self, selector):
        """Measure elements: where they are, how wide and how high."""
        script = "return Array.from(document.querySelectorAll(arguments[0]), e => e.getBoundingClientRect().toJSON())"
        return self._driver.execute_script(script, selector)


def at(document, path):
    """Find the value at a path such as ``identities.0.holds``."""
    for key in path.split("."):
        document = document[int(key) if isinstance(document, list) else key]
    return document


def leaves(value, path=""):
    """Walk through all single values, with their paths."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if below is None:
        yield path, value
    else:
        for key, inner in below:
            yield from leaves(inner, f"{path}.{key}" if path else str(key))


def says(text, value):
    """Undo the formatting and compare."""
    if value is None:
        return text in NULL
    if isinstance(value, bool):
        return text in (TRUE if value else FALSE)
    if isinstance(value, int):
        return WHOLE.fullmatch(text) is not None and int(text.replace(",", "")) == value
    if isinstance(value, float):
        return float(text.replace(",", "")) == value
    return text == value.replace("\n", "\\n").replace("\t", "\\t")


def rounds(text, title, value):
    """Tell whether the title is the number, and the text the same to four digits."""
    return float(title) == value and abs(float(text.replace(",", "")) - value) <= abs(value) * 5e-4
