"""Reports in a real browser: makes them with the built command and opens them in Chromium."""

import json
import os
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from command import Command
from page import Page


class Reports:
    """Makes reports of configs."""

    def __init__(self, command: Command, folder: Path):
        self.run = command.run
        self.folder = folder
        self.count = 0

    def config(self, text: str) -> str:
        """Writes a config; gives its path."""
        self.count += 1
        path = self.folder / f"config{self.count}.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def html(self, config: str) -> Path:
        """The page of a config's plan."""
        self.count += 1
        path = self.folder / f"{Path(config).stem}-{self.count}.html"
        self.run("apply", config, "--format", "html", "-o", str(path))
        return path

    def plan(self, config: str) -> dict:
        """The same plan as JSON."""
        return json.loads(self.run("apply", config, "--format", "json"))


@pytest.fixture(scope="session")
def reports(freezespec, tmp_path_factory) -> Reports:
    return Reports(freezespec, tmp_path_factory.mktemp("reports"))


@pytest.fixture(scope="session")
def driver():
    options = Options()
    options.binary_location = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = Service(os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver"))
    chromium = webdriver.Chrome(options=options, service=service)
    yield chromium
    chromium.quit()


@pytest.fixture
def page(driver, reports):
    """Opens pages, and holds each to having made no complaint at the end."""
    opened = Page(driver, reports)
    yield opened
    opened.check_quiet()
