"""A headless Chromium for tests with servers of their own: see ``server.py``."""

import itertools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import requests
import websocket

from server import Session, wait_for

#: A tab answers within these seconds, or the test fails.
TIMEOUT = 60


class Browser:
    """One tab, driven by Chromium's own protocol."""

    def __enter__(self) -> "Browser":
        self.folder = Path(tempfile.mkdtemp(prefix="chromium-"))
        self.process = subprocess.Popen(
            [
                shutil.which("chromium"),
                *("--headless", "--no-sandbox", "--disable-dev-shm-usage"),
                *("--remote-debugging-port=0", "--remote-allow-origins=*"),
                f"--user-data-dir={self.folder}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        tab = wait_for(self._find_tab, "the start of Chromium", timeout=TIMEOUT)
        self.socket = websocket.create_connection(tab, timeout=TIMEOUT)
        self.numbers = itertools.count(1)
        return self

    def __exit__(self, *_args) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=TIMEOUT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, session: Session, path: str) -> None:
        """Go to a page as the user who is logged in there."""
        cookie = session.http.cookies["session_id"]
        values = {"name": "session_id", "value": cookie, "url": session.url}
        self._ask("Network.setCookie", **values)
        self._ask("Page.navigate", url=session.url + path)

    def text(self, selector: str) -> str:
        """Return the text of the first such element; empty while there is none."""
        code = f"document.querySelector({json.dumps(selector)})?.textContent ?? ''"
        answer = self._ask("Runtime.evaluate", expression=code, returnByValue=True)
        return answer["result"].get("value", "").strip()

    def wait_for_change(self, selector: str) -> tuple[str, str]:
        """Return the text of an element as it comes up, and what it changes to."""
        first = wait_for(lambda: self.text(selector), f"{selector} on the page")
        ticked = wait_for(lambda: self._other(selector, first), f"a tick of {selector}")
        return first, ticked

    def _other(self, selector: str, first: str) -> str:
        text = self.text(selector)
        return text if text != first else ""

    def _find_tab(self) -> str | None:
        """Return the address of the tab; none before Chromium has made it."""
        port = self.folder / "DevToolsActivePort"
        if not port.exists() or not (lines := port.read_text().splitlines()):
            return None
        tabs = requests.get(f"http://127.0.0.1:{lines[0]}/json/list", timeout=5).json()
        pages = [tab for tab in tabs if tab["type"] == "page"]
        return pages[0]["webSocketDebuggerUrl"] if pages else None

    def _ask(self, method: str, **params) -> dict:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]
