"""Customers are handed over all or nothing, and once, whoever dies or does the same.

The hand-over is held up when it is noted as done: customers and work have moved,
and nothing is committed.
"""

import pytest
from shop import LEADER, OTHER_LEADER

from server import OdooServer, wait_for

DONE = "NEW.state = 'done'"


def test_worker_killed_in_the_middle_of_a_hand_over(shop, meanwhile):
    with OdooServer(shop, workers=1, cron=0) as server:
        leader = server.session(LEADER, LEADER)
        handover = shop.propose_handover(leader)
        before = shop.work()
        shop.hold_up("advisor_handover", DONE)
        shop.interrupt(server, meanwhile, shop.hand_over, leader, handover)
        assert shop.work() == before
        shop.hand_over(leader, handover)
        _assert_handed_over_once(shop, before)


def test_two_leaders_hand_over_at_once(shop, meanwhile):
    with OdooServer(shop, workers=2, cron=0) as server:
        first, second = (server.session(name, name) for name in (LEADER, OTHER_LEADER))
        handover = shop.propose_handover(first)
        before = shop.work()
        shop.hold_up("advisor_handover", DONE)
        with shop.closed_gate():
            moving = meanwhile(shop.hand_over, first, handover)
            wait_for(shop.at_gate, "the middle of the hand-over")
            too_late = meanwhile(shop.hand_over, second, handover)
            wait_for(shop.blocked, "the wait of the second for the first")
        moving.result(timeout=60)
        with pytest.raises(RuntimeError, match="has been carried out already"):
            too_late.result(timeout=60)
        _assert_handed_over_once(shop, before)


def test_customer_who_comes_during_a_hand_over_is_not_forgotten(shop, meanwhile):
    """Who is assigned to somebody that leaves just now is in the next hand-over."""
    with OdooServer(shop, workers=2, cron=0) as server:
        leader = server.session(LEADER, LEADER)
        other = server.session("admin", "admin")
        handover = shop.propose_handover(leader)
        shop.hold_up("advisor_handover", DONE)
        with shop.closed_gate():
            moving = meanwhile(shop.hand_over, leader, handover)
            wait_for(shop.at_gate, "the middle of the hand-over")
            newcomer = other.call("res.partner", "create", {"name": "Newcomer"})
            shop.assign(other, [newcomer], shop.leaves)
        moving.result(timeout=60)
        assert ("customer", newcomer, str(shop.leaves)) in shop.work()
        again = shop.propose_handover(leader)
        shop.hand_over(leader, again)
        assert ("customer", newcomer, str(shop.stays)) in shop.work()


def _assert_handed_over_once(shop, before):
    """All that was with the one who leaves is with the other; what was over stays."""
    leaves, stays = str(shop.leaves), str(shop.stays)
    work = shop.work()
    moved = [row for row in work if row[2] == stays]
    customers = [number for kind, number, _user in moved if kind == "customer"]
    assert customers == sorted(shop.customers)
    for kind in ("activity", "lead", "order"):
        mine = [row[1] for row in before if row[0] == kind and row[2] == leaves]
        assert mine
        assert not set(mine) - {row[1] for row in moved if row[0] == kind}
    past = [row[1:] for row in work if row[0] == "past"]
    assert past == [(customer, leaves) for customer in sorted(shop.customers)]
    noted = sorted(int(row[2]) for row in work if row[0] == "note")
    assert noted == sorted(shop.customers)
    assert [row[2] for row in work if row[0] == "hand-over"] == ["done"]
