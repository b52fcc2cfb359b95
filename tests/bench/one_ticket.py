"""What one person does with one ticket, beside the same without any add-on of ours."""

from collections.abc import Callable
from email.message import EmailMessage

from odoo import Command

from .report import Asked, Row, ratio
from .scenario import USER, stage, ticket_values
from .stopwatch import Sample, compare, timed
from .system import System

QUIET = {"tracking_disable": True}
CUSTOMER = "customer@example.com"
ALIAS, DOMAIN = "bench-desk", "bench.example.com"
PACKS = ("sm", "sa", "cs", "cm")
#: What is done with a ticket that is there: {what: (function of the ticket), …}.
ACTS = {
    "its priority": lambda ticket: ticket.write({"priority": "2"}),
    "its stage": lambda ticket: ticket.write(
        {"stage_id": stage(ticket.env, "in_progress").id}
    ),
    "a reply to the customer": lambda ticket: ticket.message_post(
        body="The technician comes today.",
        message_type="comment",
        subtype_xmlid="mail.mt_comment",
        partner_ids=ticket.partner_id.ids,
    ),
    "a note": lambda ticket: ticket.message_post(
        body="The technician knows.",
        message_type="comment",
        subtype_xmlid="mail.mt_note",
    ),
    "closing it": lambda ticket: ticket.write(
        {"stage_id": stage(ticket.env, "done").id}
    ),
}


def furnish(system: System) -> None:
    """Add a customer and an address of the team to what the scenario made; put the
    rules that the policies come with in force, too."""
    with system.opened() as env:
        env["res.partner"].create({"name": "Bench customer", "email": CUSTOMER})
        domain = env["mail.alias.domain"].create({"name": DOMAIN})
        env.company.alias_domain_id = domain
        team = env["helpdesk.ticket.team"].search([("name", "=", "Bench")])
        team.write({"alias_name": ALIAS, "alias_domain_id": domain.id})
        if system.has("service.policy"):
            for pack in PACKS:
                policy = env.ref(f"service_policy.service_policy_{pack}")
                policy.company_ids = [Command.link(env.company.id)]
                policy.rule_ids.date_from = "2020-01-01"
                policy.adoption_ids.since = "2020-01-01"


def measure(plain: System, ours: System, rounds: int, batch: int) -> list[Row]:
    """Return the rows on each act, done with so many tickets one after the other."""
    desks = {"plain": Desk(plain, batch), "ours": Desk(ours, batch)}
    rows = _rows("creating it", 1.25, rounds, desks, lambda desk: desk.create())
    for what, act in ACTS.items():
        rows += _rows(what, 1.25, rounds, desks, lambda desk, a=act: desk.change(a))
    return rows + _rows(
        "creating it from an e-mail, which ours acknowledges",
        1.5,
        rounds,
        desks,
        lambda desk: desk.take_in(),
        None,
    )


def _rows(
    what: str,
    limit: float,
    rounds: int,
    desks: dict,
    work: Callable,
    more: float | None = 1,
) -> list[Row]:
    """Compare an act at both desks.

    :param more: queries that are allowed beside those of plain
    """
    took = compare(
        rounds, {name: lambda d=desk: work(d) for name, desk in desks.items()}
    )
    plain, ours = took["plain"], took["ours"]
    title = f"One ticket: {what}"
    asked = more and Asked("≤", more, "{:g} more")
    detail = f"{ours.queries:.1f} : {plain.queries:.1f}"
    extra = ours.queries - plain.queries
    by_cpu = [Sample(sample.cpu) for sample in (ours, plain)]
    return [
        ratio(title, "plain", *by_cpu, Asked("≤", limit)),
        ratio(f"{title}, by the clock", "plain", ours, plain),
        Row(f"{title}: queries", "plain", extra, detail, asked, "{:+.1f}"),
    ]


class Desk:
    """Does one thing with one ticket after the other, each with a commit of its own and
    nothing in the cache, as requests of the web client do it."""

    def __init__(self, system: System, batch: int) -> None:
        self.system, self.batch, self.letters = system, batch, 0

    def create(self) -> Sample:
        """Create tickets."""
        with self.system.opened(USER) as env:
            values = [self._values(env, number) for number in range(self.batch)]
            model = env["helpdesk.ticket"]
            return self._one_by_one(env, values, model.create)

    def change(self, act: Callable) -> Sample:
        """Do something with new tickets."""
        with self.system.opened(USER, **QUIET) as env:
            values = [self._values(env, number) for number in range(self.batch)]
            ids = env["helpdesk.ticket"].create(values).ids
        with self.system.opened(USER) as env:
            tickets = env["helpdesk.ticket"].browse(ids)
            return self._one_by_one(
                env, ids, lambda ticket_id: act(tickets.browse(ticket_id))
            )

    def take_in(self) -> Sample:
        """Take in e-mails, each from somebody else."""
        with self.system.opened() as env:
            letters = [self._letter() for _one in range(self.batch)]
            thread = env["mail.thread"]
            sample = self._one_by_one(
                env, letters, lambda letter: thread.message_process(False, letter)
            )
            self._check(env)
        return sample

    def _values(self, env, number: int) -> dict:
        customer = env["res.partner"].search([("email", "=", CUSTOMER)], limit=1)
        return ticket_values(env, number) | {"partner_id": customer.id}

    def _letter(self) -> bytes:
        self.letters += 1
        letter = EmailMessage()
        letter["From"] = f"Ann {self.letters} <ann-{self.letters}@example.com>"
        letter["To"] = f"{ALIAS}@{DOMAIN}"
        letter["Subject"] = f"The lift stands still, once more ({self.letters})"
        letter["Message-Id"] = f"<{self.letters}.bench@example.com>"
        letter["Date"] = "Mon, 02 Mar 2026 09:00:00 +0000"
        letter.set_content("Good morning,\n\nit stands between two floors.\n\nAnn\n")
        letter.add_alternative("<p>It stands between two <b>floors</b>.</p>", "html")
        return letter.as_bytes()

    def _check(self, env) -> None:
        """Fail unless the last e-mail has become a ticket, acknowledged where it is."""
        sender = f"ann-{self.letters}@example.com"
        ticket = env["helpdesk.ticket"].search([], order="id desc", limit=1)
        assert sender in ticket.partner_email
        if self.system.has("service.policy"):
            assert "auto_comment" in ticket.message_ids.mapped("message_type")

    def _one_by_one(self, env, things: list, act: Callable) -> Sample:
        """Do something with each; return what one took in the mean."""
        env.cr.commit()
        env.invalidate_all()
        with timed(env) as sample:
            for thing in things:
                act(thing)
                env.cr.commit()
                env.invalidate_all()
        count = len(things)
        return Sample(
            sample.seconds / count, sample.queries / count, sample.cpu / count
        )
