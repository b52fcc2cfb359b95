"""The servers that the fault tests stand on do what they say."""

from datetime import timedelta

import pytest
import requests

from server import OdooServer, wait_for

RAN = """
SELECT 1 FROM ir_cron WHERE lastcall > now() at time zone 'UTC' - interval '1 minute'
"""
AGE = "SELECT now() at time zone 'UTC' - max(create_date) FROM res_partner"


def test_session_calls_and_reads_pages(database):
    with OdooServer(database, cron=0) as server:
        admin = server.session("admin", "admin")
        assert admin.call("res.users", "search_count", []) >= 1
        assert "login" in admin.get("/web/login").lower()
        with pytest.raises(RuntimeError):
            admin.call("res.users", "no_such_method")


def test_killed_cron_worker_is_replaced(database):
    with OdooServer(database, workers=1, cron=1) as server:
        (worker,) = wait_for(server.cron_workers, "the start of the cron worker")
        server.kill_worker(worker)
        (other,) = wait_for(server.cron_workers, "the start of another cron worker")
        assert other != worker


def test_killed_server_leaves_no_process(database):
    server = OdooServer(database, workers=1)
    server.start()
    server.kill()
    wait_for(lambda: not database.backends(), "the end of all connections")


def test_clock_moves_forward_and_back(database):
    ((before,),) = database.rows(AGE)
    database.move_clock(timedelta(days=3))
    ((later,),) = database.rows(AGE)
    assert timedelta(days=3) <= later - before < timedelta(days=3, minutes=1)
    database.move_clock(timedelta(days=-3))
    ((again,),) = database.rows(AGE)
    assert again - before < timedelta(minutes=1)


def test_job_runs_when_woken(database):
    with OdooServer(database, cron=1) as server:
        wait_for(server.cron_workers, "the start of the cron thread")
        database.run_job("base.autovacuum_job")
        wait_for(lambda: database.rows(RAN), "the job's run")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_server_survives_restart_of_postgresql(cluster, fragile_database, mode):
    with OdooServer(fragile_database, cron=0) as server:
        server.session("admin", "admin")
        cluster.restart(mode)
        wait_for(lambda: _can_log_in(server), "a log-in after the restart")


def _can_log_in(server):
    try:
        return server.session("admin", "admin").user["uid"]
    except (RuntimeError, requests.RequestException):
        return False
