#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The page of bm summary --html in a browser: Debian's chromium without a screen."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import lib

sys.path.append(str(lib.ROOT / "tests/support/results"))
import make_tree  # noqa: E402
from page_browser import TOO_LONG, Browser, Keys  # noqa: E402

browser = None


def setUpModule():
    global browser
    browser = Browser()


def tearDownModule():
    browser.driver.quit()


def write_page(base, page, *args, boards=None, out=None):
    return subprocess.run([lib.BM, "summary", "-g", base / "src", "-b", "series", "--board-list",
                           boards or base / "boards.cfg", "-o", out or base / "out", "--html", page, *args],
                          capture_output=True, text=True, timeout=lib.HANG)


class Series(unittest.TestCase):
    """The miniature series, really built, once for all."""

    @classmethod
    def setUpClass(cls):
        series = lib.BmTest()
        series.setUp()
        cls.addClassCleanup(series.doCleanups)
        cls.series, cls.page = series, series.dir / "page.html"
        assert series.bm("-b", "series", "-T", 2).returncode == 100
        done = write_page(series.dir, cls.page, "-K", "-U", "-B", boards=series.boards)
        assert done.returncode == 0, done.stderr

    def setUp(self):
        browser.prefers()
        browser.open(self.page)

    def tearDown(self):
        self.assertEqual(browser.said(), [])
        browser.run("localStorage.clear()")

    def test_says_at_a_glance_what_each_commit_did(self):
        rows = [row.text for row in browser.all("#commit-table tbody tr")]
        self.assertEqual(len(rows), 8)
        self.assertIn("dusty: ask for the limit", rows[4])
        self.assertIn("✗ broke 1 dusty", rows[4].replace("\n", " "))
        self.assertIn("1 failed, 1 warned, 2 ok", rows[4])
        self.assertIn("✓ mended 1 dusty", rows[6].replace("\n", " "))
        self.assertIn("! made warn 1 rocky", rows[2].replace("\n", " "))
        self.assertIn("2 boards grew", rows[3])
        self.assertEqual([mark.text for mark in browser.all(".mark.broken")], ["", "", "", "", "1", "", "", ""])

    def test_outcomes_have_letters_and_words_beside_colours(self):
        self.assertEqual([browser.cell("dusty", c).text for c in range(4, 8)], ["·", "F", "F", "·"])
        self.assertEqual(browser.cell("dusty", 5).get_attribute("aria-label"), "dusty, commit 05: failed, not as before")
        self.assertEqual(browser.cell("dusty", 5).get_attribute("role"), "gridcell")

    def test_a_click_on_a_failing_cell_shows_the_error_and_its_story(self):
        browser.cell("dusty", 6).click()
        panel = browser.text("#panel")
        self.assertIn("undefined reference to `limit_of_dusty'", panel)
        self.assertIn("since 05", panel)
        self.assertIn("first 05: dusty: ask for the limit; good before: 04: net: greet with a banner; "
                      "mended by 07: dusty: provide the limit", panel)
        self.assertTrue(browser.run("return location.hash").endswith("#commit=6&board=dusty"))
        browser.cell("dusty", 7).click()
        self.assertNotIn("What the build says", browser.text("#panel"))
        self.assertIn("this commit mended it", browser.text("#panel"))

    def test_a_commit_shows_messages_sizes_and_functions_with_their_boards(self):
        browser.find("#head-3").click()
        panel = browser.text("#panel")
        self.assertRegex(panel, r"sandbox 4 of 4 \+521")
        self.assertRegex(panel, r"dusty \+1,0\d\d")
        for details in browser.all("#panel details"):
            details.click()
        self.assertRegex(browser.text("#panel"), r"net_banner - 1024 \+1,024")
        browser.find("#head-2").click()
        self.assertRegex(browser.text("#panel"), r"(?s)warning came.*'step' is used uninitialized.*rocky")

    def test_a_board_shows_its_sizes_over_the_commits(self):
        browser.run("[...document.querySelectorAll('.name')].find((name) => name.textContent.startsWith('sandy')).click()")
        labels = [chart.get_attribute("aria-label") for chart in browser.all("#panel svg.chart")]
        self.assertEqual([label.split(":")[0] for label in labels], ["all", "text", "rodata", "data", "bss"])
        self.assertRegex(labels[0], r"at commits 04: \+1,042, 06: -12$")
        self.assertEqual(browser.run("return location.hash"), "#board=sandy")

    def test_filters_boards_by_text_change_and_failure(self):
        self.assertEqual(browser.boards(), ["dusty", "rocky", "mossy", "sandy"])
        browser.find("#only-failing").click()
        self.assertEqual(browser.boards(), ["dusty"])
        browser.find("#only-failing").click()
        browser.find("#only-changing").click()
        self.assertEqual(browser.boards(), ["dusty", "rocky"])
        self.assertEqual(browser.text("#shown"), "2 of 4")
        browser.find("#only-changing").click()
        browser.type("#find-boards", "SAND y")
        self.assertEqual(browser.boards(), ["dusty", "rocky", "mossy", "sandy"], "all are of arch sandbox")
        browser.type("#find-boards", "sandy")
        self.assertEqual(browser.boards(), ["sandy"])

    def test_finds_messages_and_the_boards_and_commits_that_have_them(self):
        browser.type("#find-messages", "UNDEFINED reference")
        self.assertEqual(browser.boards(), ["dusty"])
        self.assertIn("05: dusty: ask for the limit", browser.text("#panel"))
        self.assertIn("hit", browser.cell("dusty", 5).get_attribute("class"))
        self.assertEqual(len(browser.all("#commit-table tr.hit")), 2, "it came and went")
        browser.type("#find-messages", "no such words")
        self.assertEqual(browser.boards(), [])

    def test_is_used_by_keyboard_alone(self):
        browser.press("/")
        self.assertEqual(browser.focus(), "find-boards")
        browser.press("dusty", Keys.ESCAPE)
        self.assertEqual(browser.focus(), "grid")
        self.assertEqual(browser.boards(), ["dusty"])
        browser.press(*[Keys.ARROW_RIGHT] * 4)
        self.assertEqual(browser.place(), "dusty, commit 05: failed, not as before")
        self.assertNotEqual(browser.run("return getComputedStyle(document.querySelector('.active')).outlineStyle"), "none")
        browser.press(Keys.ENTER)
        self.assertEqual(browser.focus(), "panel")
        self.assertIn("limit_of_dusty", browser.text("#panel"))
        browser.press(Keys.ESCAPE)
        self.assertFalse(browser.shown("#panel"))
        self.assertEqual(browser.focus(), "grid")
        browser.press(Keys.ARROW_UP, Keys.ENTER)
        self.assertIn("broke 1 board", browser.text("#panel"))
        browser.press(Keys.ESCAPE, Keys.ARROW_DOWN, Keys.HOME, Keys.ARROW_LEFT, Keys.ENTER)
        self.assertEqual(browser.run("return location.hash"), "#board=dusty&q=dusty")

    def test_an_address_shows_to_another_what_one_sees(self):
        browser.cell("rocky", 3).click()
        browser.find("#only-changing").click()
        address = browser.run("return location.hash")
        self.assertEqual(address, "#commit=3&board=rocky&changing=1")
        browser.open(self.page, address)
        self.assertEqual(browser.boards(), ["dusty", "rocky"])
        self.assertIn("'step' is used uninitialized", browser.text("#panel"))
        browser.driver.back()
        browser.open(self.page, "#commit=99&board=nobody")
        self.assertFalse(browser.shown("#panel"), "what is not there is passed over")

    def test_going_back_shows_what_was_there_before(self):
        browser.cell("dusty", 5).click()
        browser.cell("rocky", 3).click()
        browser.driver.back()
        self.assertIn("limit_of_dusty", browser.text("#panel"))

    def test_is_dark_where_the_reader_likes_that_or_asks_for_it(self):
        self.assertGreater(browser.ground(), 200)
        browser.prefers(prefers_color_scheme="dark")
        self.assertTrue(lib.eventually(lambda: browser.ground() < 60))
        browser.find("#theme").click()
        self.assertGreater(browser.ground(), 200)
        browser.open(self.page)
        self.assertGreater(browser.ground(), 200, "it is remembered")
        self.assertEqual(browser.find("#theme").get_attribute("aria-pressed"), "false")

    def test_on_paper_it_is_a_plain_table_of_all_commits(self):
        browser.cell("dusty", 5).click()
        browser.find("#theme").click()
        browser.find("#quiet").click()
        browser.prefers(media="print")
        for gone in ("#tools", "#boards", "#panel"):
            self.assertFalse(browser.shown(gone), gone)
        self.assertGreater(browser.ground(), 200)
        rows = [row.text for row in browser.all("#commit-table tbody tr") if row.is_displayed()]
        self.assertEqual(len(rows), 8)
        self.assertRegex(rows[4], r"(?s)05.*ask for the limit.*1 failed.*broke 1.*dusty")

    def test_no_request_leaves_the_page_and_no_script_enters_it(self):
        browser.requests()
        browser.open(self.page)
        self.assertEqual([url for url in browser.requests() if url != "about:blank"], [f"file://{self.page}"])
        self.assertEqual(browser.run("return performance.getEntriesByType('resource').length"), 0)
        fetched = browser.driver.execute_async_script(
            "const end = arguments[0]; fetch('https://example.org/').then(() => end('came'), () => end('refused'))")
        self.assertEqual(fetched, "refused")
        browser.run("const script = document.createElement('script'); script.text = 'window.hurt = 1';"
                    "document.body.append(script); document.body.insertAdjacentHTML('beforeend',"
                    "'<img src=x onerror=\"hurt=1\"><b onclick=\"hurt=1\" id=knob>b</b>'); document.getElementById('knob').click()")
        self.assertIsNone(browser.run("return window.hurt ?? null"))
        self.assertTrue(all("Content Security Policy" in line for line in browser.said()))

    def test_sizes_are_read_for_the_page_and_not_shown_elsewhere(self):
        page = self.series.dir / "again.html"
        said = write_page(self.series.dir, page, boards=self.series.boards).stdout
        self.assertNotIn("all", said)
        self.assertIn('"sizes":[{"arch":"sandbox"', page.read_text())
        said = json.loads(write_page(self.series.dir, page, "--json", boards=self.series.boards).stdout)
        self.assertNotIn("sizes", said["commits"][0])

    def test_a_page_that_cannot_be_written_leaves_the_old_one_and_is_an_error(self):
        folder = self.series.dir / "pages"
        folder.mkdir()
        done = write_page(self.series.dir, folder / "none/page.html", boards=self.series.boards)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Cannot write ", done.stderr)
        (folder / "page.html").write_text("old")
        self.assertEqual(write_page(self.series.dir, folder / "page.html", boards=self.series.boards).returncode, 0)
        self.assertEqual([path.name for path in folder.iterdir()], ["page.html"], "nothing is left beside it")
        self.assertTrue((folder / "page.html").read_text().endswith("</html>\n"))


class Made(unittest.TestCase):
    """Results that nobody built."""

    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="bm-page-"))
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        self.page = self.dir / "page.html"
        browser.prefers()

    def test_texts_from_outside_stay_texts(self):
        board, arch = "\"><img&src=x&onerror='hurt()'>", "<i>arch"
        subject = "</script><img src=x onerror=hurt()><!-- \u202e"
        message = "a.c:1:1: error: </script><script>hurt=1</script><svg onload=hurt()>\u2028\u2029 &lt; \\u003c"
        boards = [("hostile", arch), ("__proto__", arch), ("constructor", "arm")]
        make_tree.write_boards(self.dir / "boards.cfg", boards)
        hashes = make_tree.make_repository(self.dir / "src", ["first", subject])
        for commit, (digest, words) in enumerate(zip(hashes, ["first", subject])):
            folder = self.dir / "out/series" / make_tree.commit_folder(commit, digest, words)
            folder.mkdir(parents=True)
            for name, _ in boards:
                failed = commit == 1 and name != "constructor"
                make_tree.write_build(str(folder / name), {
                    "done": b"2", "err": message.encode() + b"\n"} if failed else {
                    "done": b"0", "sizes": b"9 8 7 24 18 <b>&x 00000004\n"})
        done = write_page(self.dir, self.page)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.page.read_text().count("</script>"), 2)
        # bm takes no such board's name; the page does not rely on that.
        self.page.write_text(self.page.read_text().replace("hostile", json.dumps(board)[1:-1].replace("<", "\\u003c")))
        browser.open(self.page)
        self.assertEqual(sorted(browser.boards()), sorted([board, "__proto__", "constructor"]))
        self.assertIn(subject[:30], browser.text("#commit-table"))
        for name in (board, "__proto__"):
            browser.cell(name, 2).click()
            self.assertIn("</script><script>hurt=1</script><svg onload=hurt()>", browser.text("#panel"))
            self.assertIn("&lt; \\u003c", browser.text("#panel"))
        self.assertIn("Of <b>&x", browser.text("#panel"))
        browser.open(self.page, browser.run("return location.hash"))
        self.assertIn("__proto__ at", browser.text("#panel"))
        self.assertEqual(browser.all("img, i.arch, #panel b, svg[onload]"), [])
        self.assertIsNone(browser.run("return window.hurt ?? null"))
        self.assertEqual(browser.said(), [])

    def test_shows_which_source_lines_came_and_went(self):
        boards = [("first", "arm"), ("second", "arm")]
        make_tree.write_boards(self.dir / "boards.cfg", boards)
        hashes = make_tree.make_repository(self.dir / "src", ["one", "two"])
        for commit, (digest, words) in enumerate(zip(hashes, ["one", "two"])):
            folder = self.dir / "out/series" / make_tree.commit_folder(commit, digest, words)
            folder.mkdir(parents=True)
            for name, _ in boards:
                grown = commit == 1 and name == "second"
                lines = b"a.c: 1-9,12\nnew.c: 3\n" if grown else b"a.c: 1-10\n"
                make_tree.write_build(str(folder / name), {"done": b"0", "lines": lines})
        self.assertEqual(write_page(self.dir, self.page, "--lines").returncode, 0)
        browser.open(self.page)
        browser.cell("second", 2).click()
        self.assertRegex(browser.text("#panel"), r"(?s)Source lines.*a\.c 12 10\nnew\.c 3")
        browser.cell("first", 2).click()
        self.assertNotIn("Source lines", browser.text("#panel"))

    def test_a_message_is_the_one_that_means_the_same(self):
        boards = [("first", "arm"), ("second", "arm")]
        said = [{"first": [], "second": [(1, 5), (9, 6)]}, {"first": [(8, 6)], "second": [(1, 5), (9, 6)]},
                {"first": [(12, 6)], "second": [(1, 5), (12, 6)]}]
        make_tree.write_boards(self.dir / "boards.cfg", boards)
        hashes = make_tree.make_repository(self.dir / "src", ["one", "two", "three"])
        for commit, (digest, words) in enumerate(zip(hashes, ["one", "two", "three"])):
            folder = self.dir / "out/series" / make_tree.commit_folder(commit, digest, words)
            folder.mkdir(parents=True)
            for name, _ in boards:
                err = "".join(f"a.c:{line}: warning: got:{number}\n" for line, number in said[commit][name])
                make_tree.write_build(str(folder / name), {"done": b"0", "err": err.encode()})
        self.assertEqual(write_page(self.dir, self.page).returncode, 0)
        browser.open(self.page)
        browser.cell("second", 3).click()
        panel = browser.text("#panel")
        self.assertIn("a.c:1: warning: got:5", panel)
        self.assertIn("a.c:12: warning: got:6", panel)
        self.assertNotIn("a.c:9: ", panel.split("Messages that moved")[0])

    def test_1500_boards_at_64_commits_open_and_filter_at_once(self):
        make_tree.make(self.dir, 1500, 64)
        begin = time.monotonic()
        done = write_page(self.dir, self.page)
        self.assertEqual(done.returncode, 0, done.stderr)
        written = time.monotonic() - begin
        opened = browser.open(self.page)
        self.assertEqual(browser.text("#shown"), "1,500 of 1,500")
        self.assertIn("✗ broke 167", browser.text("#commit-table"))
        self.assertLess(len(browser.all(".row")), 100, "only what is seen is drawn")
        filtered = {what: self.seconds_to(*change) for what, change in {
            "boards by text": ("find-boards", "value", "acme-01"), "all again": ("find-boards", "value", ""),
            "failing": ("only-failing", "checked", True), "changing": ("only-changing", "checked", True),
            "messages": ("find-messages", "value", "eth_probe_all")}.items()}
        self.assertEqual(browser.text("#shown"), "63 of 1,500")
        self.seconds_to("find-messages", "value", "")
        begin = time.monotonic()
        browser.find("#head-16").click()
        self.assertIn("broke 167 boards", browser.text("#panel"))
        clicked = time.monotonic() - begin
        print(f"\n1500 boards x 64 commits: page of {self.page.stat().st_size / 1e6:.1f} MB written in {written:.2f} s, "
              f"opened in {opened:.2f} s, a commit shown in {clicked:.2f} s; filtered by "
              + ", ".join(f"{what} in {seconds:.3f} s" for what, seconds in filtered.items()), file=sys.stderr)
        self.assertLess(max(opened, clicked, *filtered.values()), TOO_LONG)

    def test_scrolls_to_the_last_of_many_boards(self):
        make_tree.make(self.dir, 400, 6)
        self.assertEqual(write_page(self.dir, self.page).returncode, 0)
        browser.open(self.page, "#order=list")
        browser.run("document.getElementById('grid').focus()")
        browser.press(*[Keys.PAGE_DOWN] * 25)
        self.assertEqual(browser.boards()[-1], "grove-0398")
        self.assertTrue(browser.place().startswith("grove-0398, commit 01"))
        active = browser.find(".active").rect
        self.assertLess(active["y"] + active["height"], browser.run("return innerHeight") + 1)

    def seconds_to(self, field, what, value):
        """Until the next picture after a change of a filter."""
        return browser.driver.execute_async_script("""
            const [id, what, value, end] = arguments, begin = performance.now(), field = document.getElementById(id);
            field[what] = value;
            field.dispatchEvent(new Event('input', { bubbles: true }));
            requestAnimationFrame(() => setTimeout(() => end((performance.now() - begin) / 1000)));""", field, what, value)


if __name__ == "__main__":
    lib.main()
