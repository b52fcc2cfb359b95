"""A rule is tried on the past while workers die and share the job: each record once.

A thousand records are a portion, and are committed with how far the trial has come. The
worker is held up in the second portion.
"""

import pytest

from server import OdooServer, wait_for

TRIALS = "service_deadline.ir_cron_deadline_backtest"
COUNT, PORTION = 1050, 1000
LINES = "SELECT res_id FROM service_deadline_backtest_line ORDER BY 1"
STATE = "SELECT state, done, total FROM service_deadline_backtest"
OTHER_RESTS = """
SELECT 1 FROM ir_cron
 WHERE active AND id <> %s AND nextcall > now() at time zone 'UTC'
"""
#: The promise of the last ticket is what the worker is held up at.
HELD_UP = "NEW.res_id = %s"


@pytest.fixture
def tickets(desk):
    """Give tickets, and a rule that is tried on them; nothing runs yet."""
    with OdooServer(desk, cron=0) as server:
        admin = server.session("admin", "admin")
        rule = desk.add_rule(admin)
        tickets = desk.add_tickets(admin, COUNT)
        admin.call("service.deadline.backtest", "start", rule)
    desk.runner = desk.id_of(TRIALS)
    desk.rows("UPDATE ir_cron SET active = id = %s", desk.runner)
    desk.hold_up("service_deadline_backtest_line", HELD_UP % tickets[-1])
    return tickets


def test_worker_killed_while_it_tries(desk, tickets):
    with OdooServer(desk, workers=1, cron=1) as server:
        with desk.closed_gate():
            _in_the_second_portion(desk)
            (worker,) = server.cron_workers()
            server.kill_worker(worker)
        wait_for(lambda: not desk.at_gate(), "the end of what the worker left behind")
        wait_for(server.cron_workers, "the start of another worker")
        _finish(desk, tickets)


def test_killed_server(desk, tickets):
    with OdooServer(desk, cron=1) as server:
        with desk.closed_gate():
            _in_the_second_portion(desk)
            server.kill()
        wait_for(lambda: not desk.at_gate(), "the end of what the server left behind")
        assert desk.rows(STATE) == [("running", PORTION, COUNT)]
        server.start()
        _finish(desk, tickets)


def test_another_worker_leaves_a_trial_alone(desk, tickets):
    with OdooServer(desk, workers=1, cron=2) as server:
        desk.add_runner(server.session("admin", "admin"))
        with desk.closed_gate():
            _in_the_second_portion(desk)
            desk.run_free_runner()
            wait_for(
                lambda: desk.rows(OTHER_RESTS, desk.runner), "the other worker's look"
            )
            assert len(desk.at_gate()) == 1
            assert not desk.blocked()
        _finish(desk, tickets)


def _in_the_second_portion(desk):
    desk.run_runner()
    wait_for(desk.at_gate, "the second portion")
    assert len(desk.rows(LINES)) == PORTION
    assert desk.rows(STATE) == [("running", PORTION, COUNT)]


def _finish(desk, tickets):
    desk.run_runner()
    done = [("done", COUNT, COUNT)]
    wait_for(lambda: desk.rows(STATE) == done, "the end of the trial")
    assert [line for (line,) in desk.rows(LINES)] == sorted(tickets)
