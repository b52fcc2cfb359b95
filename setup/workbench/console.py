"""What the person at the terminal sees: steps, progress, one line per failure."""

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import paths

STOPPING = (signal.SIGINT, signal.SIGTERM)


class Failure(Exception):
    """Something that the user can put right; the message says how."""


def say(message: str) -> None:
    """Tell the user something; standard output is left to results."""
    print(message, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(title: str, expected: str = "a few seconds") -> Iterator[None]:
    """Announce a step and how long it may take, and report how long it took."""
    say(f"- {title} ({expected}) ...")
    start = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - start:.0f} s")


class Progress:
    """Shows how far a step is: in place on a terminal, else at most every 20 s."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.last = time.monotonic()

    def show(self, message: str) -> None:
        """Show the message if the last one is old enough."""
        now = time.monotonic()
        if now - self.last < (0.2 if self.live else 20):
            return
        self.last = now
        print(
            f"\r\033[K  {message}" if self.live else f"  {message}",
            end="" if self.live else "\n",
            file=sys.stderr,
            flush=True,
        )

    def clear(self) -> None:
        """Remove the line in place."""
        if self.live:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def run(
    command: list,
    log: str,
    failure: str,
    on_line: Callable[[str], None] | None = None,
    **options,
) -> str:
    """Run a command, keep what it prints in a log file, and return it.

    :param log: name of the file in ``.odoo/log``.
    :param failure: what to tell the user if the command fails; the last line that the
        command printed and the log file's path are added.
    :param on_line: called with every line as it comes.
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    path = paths.LOGS / f"{log}.log"
    lines = []
    with path.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            [str(part) for part in command],
            **{"stdin": subprocess.DEVNULL, **options},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        try:
            for line in process.stdout:
                file.write(line)
                lines.append(line)
                if on_line:
                    on_line(line)
        except BaseException:
            process.terminate()
            raise
        finally:
            process.wait()
    if process.returncode:
        raise Failure(f"{failure} ({_last_words(lines)[:300]}; all of it: {path})")
    return "".join(lines)


def _last_words(lines: list[str]) -> str:
    """Return the last line that says what went wrong."""
    told = [line.strip() for line in lines if line.strip() and " INFO " not in line]
    return told[-1] if told else "no word"


def foreground(
    command: list,
    env: dict[str, str],
    cwd: Path | None = None,
    goes_on: bool = True,
) -> int:
    """Run a command on the user's terminal until it ends; return its exit code.

    Ctrl-C reaches the command by itself; a request to stop is passed on to it.

    :param goes_on: whether an interrupted command has ended as it should.
    """
    process = subprocess.Popen([str(part) for part in command], env=env, cwd=cwd)
    interrupted = []

    def stop(number, _frame) -> None:
        interrupted.append(number)
        if number == signal.SIGTERM:
            process.terminate()

    handlers = {number: signal.signal(number, stop) for number in STOPPING}
    try:
        code = process.wait()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    if interrupted and not goes_on:
        raise KeyboardInterrupt
    return code


def _terminated(*_args) -> None:
    raise KeyboardInterrupt


def main(command: Callable[[list[str]], int]) -> None:
    """Run a command of the project; a failure becomes one line and exit code 1."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        sys.exit(command(sys.argv[1:]))
    except Failure as failure:
        say(f"setup: {failure}")
    except KeyboardInterrupt:
        say("setup: interrupted; the same command continues where it stopped")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS):
            raise
        say(
            f"setup: {error.strerror}: {error.filename}: make room or give access there"
        )
    sys.exit(1)
