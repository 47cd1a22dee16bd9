"""A real Chromium, driven by chromedriver over W3C WebDriver: one browser, and a window for each person."""

import base64
import json
import os
import re
import subprocess
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's name for a reference to an element
WAIT_SECONDS = 30
DESKTOP = {"width": 1280, "height": 800, "phone": False}
PHONE = {"width": 390, "height": 844, "phone": True}
# Several windows, and all of them as if they were looked at.
CHROMIUM = [
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--no-first-run",
    "--lang=en",
]


def capabilities(screen):
    arguments = [*CHROMIUM, f"--window-size={screen['width']},{screen['height']}"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")  # which refuses to run as root
    options = {"args": arguments}
    if screen["phone"]:
        metrics = {"width": screen["width"], "height": screen["height"], "pixelRatio": 2, "touch": True, "mobile": True}
        options["mobileEmulation"] = {"deviceMetrics": metrics}
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": {"browser": "ALL"},
        "timeouts": {"script": 2 * WAIT_SECONDS * 1000},
    }
    return {"capabilities": {"alwaysMatch": wanted}}


class Browser:
    """Ends with the `with` block, and chromedriver with it."""

    def __init__(self, screen):
        self.screen = screen
        self._driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            said = next(filter(None, (re.search(r"on port (\d+)\.", line) for line in self._driver.stdout)))
            self._root = f"http://127.0.0.1:{said[1]}/session"
            session = self._ask("POST", "", capabilities(screen))["sessionId"]
        except BaseException:
            self._stop()
            raise
        self._root += f"/{session}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._ask("DELETE", "")
        finally:
            self._stop()

    def _stop(self):
        self._driver.terminate()
        self._driver.communicate(timeout=WAIT_SECONDS)

    def _ask(self, method, path, body=None):
        data = None if method != "POST" else json.dumps(body or {}).encode()
        asked = urllib.request.Request(self._root + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=4 * WAIT_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as failed:
            raise AssertionError(f"{path}: {json.load(failed)['value']['message']}") from failed

    def window(self, url):
        """Somebody who opens `url`: each window has a sessionStorage of its own."""
        made = Window(self, self._ask("POST", "/window/new", {"type": "window"})["handle"])
        self.ask(made.handle, "POST", "/url", {"url": url})
        return made

    def close_windows(self):
        """All but the first, which nobody looks at: without any the browser would end."""
        first, *others = self._ask("GET", "/window/handles")
        for handle in others:
            self.ask(handle, "DELETE", "/window")
        self._ask("POST", "/window", {"handle": first})

    def ask(self, handle, method, path, body=None):
        """One command to one window."""
        self._ask("POST", "/window", {"handle": handle})
        return self._ask(method, path, body)

    def complaints(self):
        """What the browser's console was told of errors and of what the page's policy forbids."""
        told = self._ask("POST", "/se/log", {"type": "browser"})
        return [each["message"] for each in told if each["level"] == "SEVERE"]


class Window:
    def __init__(self, browser, handle):
        self._browser, self.handle = browser, handle
        if not browser.screen["phone"]:
            size = {name: browser.screen[name] for name in ("width", "height")}
            browser.ask(handle, "POST", "/window/rect", size)

    def run(self, script, *arguments):
        """What the body of a function answers in the page."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, expression, *arguments):
        """Waits until a JavaScript expression is true of the page, and answers it."""
        script = f"""
            const [until, ...args] = [...arguments], done = args.pop();
            (function look() {{
              let found;
              try {{ found = {expression}; }} catch {{ }}
              if (found || Date.now() > until) done(found || null); else setTimeout(look, 20);
            }})();"""
        until = self.run("return Date.now()") + WAIT_SECONDS * 1000
        found = self._ask("POST", "/execute/async", {"script": script, "args": [until, *arguments]})
        if not found:
            raise AssertionError(f"not within {WAIT_SECONDS} s: {expression} {arguments}\n{self.text('body')}")
        return found

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).innerText", selector)

    def click(self, selector):
        """As a person does: once it can be clicked, at its middle; on a phone by a tap."""
        self.wait("document.querySelector(args[0])?.disabled === false", selector)
        self._ask("POST", f"/element/{self._find(selector)}/click")

    def fill(self, selector, text):
        element = self._find(selector)
        self._ask("POST", f"/element/{element}/clear")
        self._ask("POST", f"/element/{element}/value", {"text": text})

    def put(self, selector, value):
        """What a person chooses in a field that a driver cannot type into, such as a date."""
        script = """const each = document.querySelector(arguments[0]);
            each.value = arguments[1];
            for (const event of ['input', 'change']) each.dispatchEvent(new Event(event, {bubbles: true}));"""
        self.run(script, selector, value)

    def unfold(self, id):
        self._ask("POST", f"/element/{self._find(f'#{id} > summary')}/click")
        self.wait("document.getElementById(args[0]).open", id)

    def press(self, selector, keys):
        self._ask("POST", f"/element/{self._find(selector)}/value", {"text": keys})

    def stands_at(self, lat, lon):
        """The browser knows where it is, and may tell."""
        allowed = {"permissions": ["geolocation"]}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Browser.grantPermissions", "params": allowed})
        where = {"latitude": lat, "longitude": lon, "accuracy": 10}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setGeolocationOverride", "params": where})

    def choose(self, id, option):
        self.wait("document.getElementById(args[0])?.disabled === false", id)
        found = self._find(f"//select[@id='{id}']/option[.='{option}']", "xpath")
        self._ask("POST", f"/element/{found}/click")

    def reload(self):
        self._ask("POST", "/refresh")

    def darken(self):
        """As for somebody who prefers dark pages."""
        dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
        self._ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": dark})

    def screenshot(self, path):
        path.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    def _find(self, selector, using="css selector"):
        return self._ask("POST", "/element", {"using": using, "value": selector})[ELEMENT]

    def _ask(self, method, path, body=None):
        return self._browser.ask(self.handle, method, path, body)
