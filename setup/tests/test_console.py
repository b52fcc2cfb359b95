"""What the user sees of commands and of failures."""

import errno
import signal
import sys

import pytest

from workbench import console, paths
from workbench.console import Failure


def run_python(code, **options):
    return console.run([sys.executable, "-c", code], "log", "It failed", **options)


def test_output_is_returned_and_logged():
    lines = []
    assert (
        run_python("print('one'); print('two')", on_line=lines.append) == "one\ntwo\n"
    )
    assert lines == ["one\n", "two\n"]
    assert (paths.LOGS / "log.log").read_text() == "one\ntwo\n"


def test_failed_command_becomes_one_line_with_its_last_words():
    with pytest.raises(Failure) as failure:
        run_python("import sys; print('first'); sys.exit('last words')")
    assert "It failed (last words; all of it: " in str(failure.value)
    assert str(paths.LOGS / "log.log") in str(failure.value)


def test_exit_code_of_a_command_on_the_terminal():
    assert console.foreground([sys.executable, "-c", "raise SystemExit(3)"], {}) == 3


def end_of(command, capsys):
    with pytest.raises(SystemExit) as end:
        console.main(command)
    return end.value.code, capsys.readouterr().err


def raising(error):
    def command(_arguments):
        raise error

    return command


def test_failure_is_one_line(capsys):
    code, text = end_of(raising(Failure("no network: plug in the cable")), capsys)
    assert (code, text) == (1, "setup: no network: plug in the cable\n")


def test_interruption_says_that_it_can_be_continued(capsys):
    code, text = end_of(raising(KeyboardInterrupt()), capsys)
    assert code == 130
    assert "continues where it stopped" in text


def test_full_disk_is_one_line(capsys):
    full = OSError(errno.ENOSPC, "No space left on device", "/cache/file")
    code, text = end_of(raising(full), capsys)
    assert code == 1
    assert text.startswith("setup: No space left on device: /cache/file")


def test_programming_error_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        console.main(raising(ZeroDivisionError()))


def test_step_says_what_it_does_and_how_long_it_may_take(capsys):
    with console.step("Tea", "3 min"):
        pass
    assert capsys.readouterr().err == "- Tea (3 min) ...\n  done in 0 s\n"


def test_progress_is_shown_only_now_and_then(capsys):
    progress = console.Progress()
    progress.show("too early")
    progress.last -= 60
    progress.show("now")
    progress.clear()
    assert capsys.readouterr().err == "  now\n"


STOPPED = "import os, signal, time; os.kill(os.getppid(), signal.{}); time.sleep(30)"


def test_request_to_stop_is_passed_on():
    command = [sys.executable, "-c", STOPPED.format("SIGTERM")]
    assert console.foreground(command, {}) == -signal.SIGTERM


def test_interrupted_tests_end_the_run():
    command = [sys.executable, "-c", STOPPED.format("SIGTERM")]
    with pytest.raises(KeyboardInterrupt):
        console.foreground(command, {}, goes_on=False)


def test_last_words_are_not_those_of_the_shutdown():
    lines = [
        "ValueError: no such field\n",
        "2026 1 INFO db Closed 3 connections\n",
        "\n",
    ]
    assert console._last_words(lines) == "ValueError: no such field"
    assert console._last_words([]) == "no word"
