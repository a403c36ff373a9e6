# SPDX-License-Identifier: GPL-2.0-only
"""The page of make modules-report as people use it: page.py PAGE FOLDER [large]

Screenshots go to FOLDER. The report is that of the small tree (lib/tree.bash); with
"large", one of many modules.
"""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from browser import Browser  # noqa: E402

PAGE, FOLDER = sys.argv[1:3]


def rows(page):
    """The first cells of the list."""
    return page.evaluate("[...document.querySelectorAll('#table tbody a.name')].map(a => a.title)")


def text(page, selector):
    return page.evaluate(f"document.querySelector({selector!r})?.innerText")


def equal(got, wanted):
    assert got == wanted, f"{got!r}, not {wanted!r}"


def type_in(page, words):
    page.evaluate("document.getElementById('search').select()")
    page.press("/", *words)


def small(page):
    # All modules, sorted by name; then by size, backwards and forwards
    equal(rows(page), ["alpha", "beta", "drivers/delta", "drivers/gamma", "vmlinux"])
    equal(text(page, "#count"), "4 modules")
    page.evaluate("document.querySelector('[data-sort=users]').click()")
    equal(rows(page)[:2], ["vmlinux", "alpha"])
    page.evaluate("document.querySelector('[data-sort=users]').click()")
    equal(rows(page)[-2:], ["alpha", "vmlinux"])
    equal(page.evaluate("document.querySelector('th[aria-sort]').ariaSort"), "ascending")
    equal(page.evaluate("location.hash"), "#sort=users")

    # With the keyboard: search, go down, open, close
    page.press("/", "r", "s", "/")
    equal(rows(page), ["drivers/delta", "drivers/gamma"])
    equal(text(page, "#count"), "2 of 4 modules")
    page.press("ArrowDown", "ArrowDown")
    equal(page.evaluate("document.activeElement.title"), "drivers/gamma")
    page.press("Enter")
    page.wait("document.querySelector('#details h2')?.innerText === 'drivers/gamma'")
    details = text(page, "#details")
    for word in ("core_ns", "KT", ".text", "GPL"):
        assert word in details, f"no {word} in {details}"
    page.screenshot(FOLDER + "/module.png")
    page.press("Escape")
    page.wait("document.getElementById('details').hidden")
    equal(page.evaluate("document.activeElement.title"), "drivers/gamma")

    # From a module to the one that it needs, by the drawing, and back
    page.evaluate("location.hash = '#module=beta'")
    page.wait("document.querySelector('#details h2')?.innerText === 'beta'")
    equal(page.evaluate("[...document.querySelectorAll('#details svg text')].map(t => t.textContent)"), ["beta", "alpha"])
    page.evaluate("document.querySelector('#details svg a:last-of-type').dispatchEvent(new MouseEvent('click', "
                  "{ bubbles: true, cancelable: true }))")
    page.wait("document.querySelector('#details h2')?.innerText === 'alpha'")
    page.evaluate("history.back()")
    page.wait("document.querySelector('#details h2')?.innerText === 'beta'")

    # A symbol, who exports it, and who uses it
    page.evaluate("location.hash = '#view=symbols&q=in:vmlinux+core'")
    page.wait("document.querySelector('nav [aria-current]').innerText === 'Symbols'")
    equal(rows(page), ["core_add", "core_gpl", "core_ns"])
    page.evaluate("location.hash = '#view=symbols&q=is:gpl'")
    page.wait("document.querySelectorAll('#table a.name').length === 1")
    equal(rows(page), ["core_gpl"])
    page.evaluate("document.querySelector('#table a.name').click()")
    page.wait("document.querySelector('#details h2')?.innerText === 'core_gpl'")
    details = text(page, "#details")
    assert "vmlinux" in details and "Used by (1)" in details and "beta" in details, details
    page.screenshot(FOLDER + "/symbol.png")

    # What is not there
    page.evaluate("location.hash = '#module=nothing'")
    page.wait("document.querySelector('#details')?.innerText.includes('no such module')")


def graph(page):
    page.evaluate("location.hash = '#view=graph'")
    page.wait("!document.getElementById('overview').hidden")
    assert "alpha" in text(page, "#overview"), text(page, "#overview")
    page.evaluate("document.querySelector('#overview svg a').dispatchEvent(new MouseEvent('click', "
                  "{ bubbles: true, cancelable: true }))")
    page.wait("['alpha', 'beta'].includes(document.querySelector('#details h2')?.innerText)")


def nothing_hidden(page):
    """On a phone, the page itself is no wider than the screen."""
    equal(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), True)


def large(page):
    total = page.evaluate("JSON.parse(document.getElementById('report').textContent).modules.length")
    assert total > 4000, total
    # Only what can be seen is in the page.
    assert len(rows(page)) < 100, len(rows(page))
    page.evaluate("document.getElementById('scroller').scrollTop = 1e9")
    page.wait("[...document.querySelectorAll('#table a.name')].at(-1).title === 'vmlinux'")
    assert len(rows(page)) < 100, len(rows(page))
    # The keyboard goes to the end and back without losing the focus.
    page.press("/", "ArrowDown", "End")
    equal(page.evaluate("document.activeElement.title"), "vmlinux")
    page.press("Home", "PageDown", "ArrowUp")
    assert page.evaluate("document.activeElement.dataset.row") is not None
    page.press("/", *"m399")
    assert all("m399" in name for name in rows(page)), rows(page)
    page.evaluate("location.hash = '#view=symbols&sort=-users'")
    page.wait("document.querySelector('#table a.name')?.title === 'common'")
    page.evaluate("location.hash = '#module=vmlinux'")
    page.wait("document.querySelector('#details h2')?.innerText === 'vmlinux'")
    assert page.evaluate("document.getElementsByTagName('*').length") < 5000


with Browser() as browser:
    page = browser.open(PAGE)
    page.screenshot(FOLDER + "/light.png")
    if sys.argv[3:] == ["large"]:
        large(page)
    else:
        small(page)
        graph(page)
        nothing_hidden(browser.open(PAGE, "#module=drivers/gamma", width=380, dark=True))
    dark = browser.open(PAGE, width=380, dark=True)
    nothing_hidden(dark)
    colours = dark.evaluate("getComputedStyle(document.body).backgroundColor + getComputedStyle(document.body).color")
    assert colours.startswith("rgb(20,"), colours
    dark.screenshot(FOLDER + "/dark.png")
    equal(browser.errors, [])
