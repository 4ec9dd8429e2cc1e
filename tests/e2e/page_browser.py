# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's chromium without a screen."""

import json
import sys
import time

import lib

sys.path.append("/usr/lib/python3/dist-packages")  # where Debian has it, whichever python this is
from selenium import webdriver  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

TOO_LONG = 20  # seconds; only against hanging


class Browser:
    """One chromium, and what a person sees and does in it."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1600,1000"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)

    def open(self, page, fragment=""):
        """Seconds until the page is there for its user."""
        self.driver.get("about:blank")
        self.said()
        begin = time.monotonic()
        self.driver.get(f"file://{page}{fragment}")
        assert lib.eventually(lambda: self.run("return document.documentElement.dataset.ready"), TOO_LONG)
        return time.monotonic() - begin

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector).text

    def shown(self, selector):
        return self.find(selector).is_displayed()

    def boards(self):
        """Names of the boards that are drawn, from the top."""
        return self.run("return [...document.querySelectorAll('.row')].sort((a, b) => a.dataset.row - b.dataset.row)"
                        ".map((row) => row.querySelector('.name').firstChild.data)")

    def cell(self, board, commit):
        """Commits count from 1."""
        row = next(row for row in self.all(".row")
                   if self.run("return arguments[0].querySelector('.name').firstChild.data", row) == board)
        return row.find_element(By.CSS_SELECTOR, f"[data-commit='{commit - 1}']")

    def type(self, selector, text):
        field = self.find(selector)
        field.clear()
        field.send_keys(text)

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def focus(self):
        return self.run("return document.activeElement.id")

    def place(self):
        """What the keyboard is at, as a screen reader says it."""
        return self.run("const node = document.getElementById(document.getElementById('grid')"
                        ".getAttribute('aria-activedescendant')); return node.getAttribute('aria-label') ?? node.textContent")

    def said(self):
        """What the browser complained of since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self):
        """Addresses that were asked for since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]

    def prefers(self, **features):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "media": features.pop("media", ""),
            "features": [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]})

    def ground(self):
        """The brightness of the page's background, from 0 to 255."""
        return self.run("return Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
