"""People decide, import and punch at the same moment, or are interrupted."""

import datetime
import itertools

import pytest
from office import HR

from server import OdooServer, wait_for

STAYS = "SELECT check_in, check_out FROM hr_attendance WHERE employee_id = %s"
TODAY = STAYS + " AND check_in >= CURRENT_DATE - 1"
KIOSK = "SELECT attendance_kiosk_key FROM res_company WHERE id = %s"
LOG = "SELECT body FROM mail_message WHERE model = %s AND res_id = %s"
SCAN = "/hr_attendance/attendance_barcode_scanned"
NEWCOMER = 11
OTHER = "attendance_rules_import.attendance_import_source_zk"


@pytest.fixture
def server(office):
    """Give a server with two worker processes, and no job."""
    with OdooServer(office, workers=2, cron=0) as server:
        yield server


@pytest.fixture
def people(server):
    """Give the log-ins of two people in HR."""
    return [server.session(login, login) for login in HR]


@pytest.fixture
def newcomer(office, server):
    """Give an employee without punches."""
    return office.add_employee(server.session("admin", "admin"), NEWCOMER)


def test_two_people_approve_the_same_request_at_once(
    office, people, newcomer, meanwhile
):
    correction = _ask_for_correction(people[0], newcomer)
    approve = "attendance.correction", "action_approve", [correction]
    office.hold_up("hr_attendance")
    with office.closed_gate():
        approvals = [meanwhile(person.call, *approve) for person in people]
        wait_for(office.two_wait, "both in the middle of the approval")
    (too_late,) = filter(None, [each.exception(timeout=60) for each in approvals])
    assert "is Approved: reload" in str(too_late)
    assert len(office.rows(STAYS, newcomer)) == 1
    notes = office.rows(LOG, "attendance.correction", correction)
    assert sum("approved by" in body for (body,) in notes) == 1


def test_import_interrupted_and_repeated(office, meanwhile):
    with OdooServer(office, workers=1, cron=0) as server:
        hr = server.session(HR[0], HR[0])
        newcomer = office.add_employee(server.session("admin", "admin"), NEWCOMER)
        lines = office.punches([NEWCOMER], office.months)
        marks = office.marks()
        office.hold_up("hr_attendance", f"NEW.check_in >= '{office.months[-1]}'")
        office.interrupt(server, meanwhile, office.import_punches, hr, lines)
        assert not office.rows(STAYS, newcomer)
        assert office.marks() == marks
        for _time in range(2):
            office.import_punches(hr, lines)
            assert len(office.rows(STAYS, newcomer)) == len(lines)


def test_two_people_import_the_same_file_at_once(office, people, newcomer, meanwhile):
    """Later punches are there already, so the last one of the employee stays."""
    office.import_punches(people[0], office.punches([NEWCOMER], office.months[-1:]))
    lines = office.punches([NEWCOMER], office.months[:-1])
    office.hold_up("hr_attendance")
    with office.closed_gate():
        imports = [meanwhile(office.import_punches, people[0], lines)]
        wait_for(office.at_gate, "the middle of the import")
        imports.append(meanwhile(office.import_punches, people[1], lines))
        wait_for(office.two_wait, "the wait of the second")
    for each in imports:
        each.result(timeout=60)
    days = office.rows(STAYS, newcomer)
    assert len(days) == len(set(days)) == len(office.punches([NEWCOMER], office.months))


def test_two_sources_are_imported_at_once(office, people, newcomer, meanwhile):
    """Clocks at two doors: what the second import says of the same days lies over what
    the first is writing."""
    office.rows("UPDATE attendance_import_source SET tz = 'UTC'")
    lines = office.punches([NEWCOMER], office.months[-1:])
    later = [line.replace("08:55", "09:30") for line in lines]
    office.hold_up("hr_attendance")
    with office.closed_gate():
        imports = [meanwhile(office.import_punches, people[0], lines)]
        wait_for(office.at_gate, "the middle of the import")
        imports.append(meanwhile(office.import_punches, people[1], later, OTHER))
        wait_for(office.two_wait, "the wait of the second")
    for each in imports:
        each.result(timeout=60)
    assert _no_two_at_once(office.rows(STAYS, newcomer))


def test_an_import_and_a_punch_by_hand_at_once(office, people, newcomer, meanwhile):
    lines = office.punches([NEWCOMER], office.months[-1:])
    day = datetime.date.fromisoformat(lines[0].split(",")[1])
    office.hold_up("hr_attendance")
    with office.closed_gate():
        punch = meanwhile(office.punch, people[0], newcomer, day)
        wait_for(office.at_gate, "the middle of the entry")
        imported = meanwhile(office.import_punches, people[1], lines)
        wait_for(office.two_wait, "the wait of the import")
    assert punch.result(timeout=60)
    imported.result(timeout=60)
    assert _no_two_at_once(office.rows(STAYS, newcomer))


def _no_two_at_once(stays):
    """Whether no presence lies over another."""
    found = sorted(stays)
    return len(found) > 1 and all(
        before[1] <= after[0] for before, after in itertools.pairwise(found)
    )


def test_two_kiosks_take_the_same_badge_at_once(office, server, newcomer, meanwhile):
    """One punch comes in, the other goes: no stay lies over another."""
    ((key,),) = office.rows(KIOSK, office.company)
    scan = SCAN, {"token": key, "barcode": f"A{NEWCOMER}"}
    kiosks = [server.session("admin", "admin") for _number in range(2)]
    office.hold_up("hr_attendance")
    with office.closed_gate():
        scans = [meanwhile(kiosk.post, *scan) for kiosk in kiosks]
        wait_for(office.two_wait, "both kiosks in the middle")
    states = [each.result(timeout=60)["attendance_state"] for each in scans]
    assert sorted(states) == ["checked_in", "checked_out"]
    ((check_in, check_out),) = office.rows(TODAY, newcomer)
    assert check_in <= check_out
    assert newcomer in {employee for employee, _day in office.marks()}
    assert "Traceback" not in server.log_text()


def _ask_for_correction(session, employee):
    """Ask for a check-in of yesterday; either of HR may approve it."""
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    values = {"employee_id": employee, "kind": "in", "reason": "Forgotten"}
    values["at"] = f"{yesterday} 09:00:00"
    correction = session.call("attendance.correction", "create", values)
    session.call("attendance.correction", "action_submit", [correction])
    return correction
