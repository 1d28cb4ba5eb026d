"""The site that `make site` built: its links lead somewhere, and it loads nothing from elsewhere."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from packages import CONFIGS, ROOT

SITE = ROOT / "dist-site"
PAGES = sorted(each for each in SITE.rglob("*.html") if each.name != "404.html")


class Page(HTMLParser):
    """What a page names, and what it has that can be named."""

    def __init__(self, path: Path):
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.names |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if tag in ("img", "script", "link"):
            self.loads += [values[name] for name in ("src", "href") if values.get(name)]


@pytest.fixture(scope="module")
def pages():
    return {path: Page(path) for path in PAGES}


def test_it_has_all_pages():
    names = {each.relative_to(SITE).as_posix() for each in PAGES}
    for page in (ROOT / "docs").glob("*.md"):
        assert f"{page.stem}.html" in names
    assert {f"plans/{each.stem}.html" for each in CONFIGS} | {"plans/diff.html", "index.html", "plans.html"} <= names


def test_each_link_leads_to_a_file_and_a_place_in_it(pages):
    lost = []
    for path, page in pages.items():
        for link in [*page.links, *page.loads]:
            target, anchor = urldefrag(link)
            if ":" in target or target.startswith("//"):
                continue
            file = (path.parent / unquote(target)).resolve() if target else path
            if not file.is_file() or (anchor and file in pages and "plans/" not in str(file)
                                      and unquote(anchor) not in pages[file].names):
                lost.append(f"{path.relative_to(SITE)}: {link}")
    assert lost == []


def test_it_loads_nothing_from_elsewhere(pages):
    loads = {load for page in pages.values() for load in page.loads}
    assert [each for each in loads if each.startswith(("http:", "https:", "//"))] == []
