"""A shop to break things at: customers with orders, who serves them, whom to contact.

Its three jobs are run one at a time: see ``use_job``.
"""

import contextlib
import datetime
from collections.abc import Iterator

from scene import Scene

from server import OdooServer, Session, wait_for

LEADER, OTHER_LEADER = "leader@example.com", "other@example.com"
LEAVES, STAYS = "leaves@example.com", "stays@example.com"
ADVISOR, MANAGER = "advisor_crm.group_advisor", "advisor_crm.group_manager"
SALES = "sales_team.group_sale_salesman_all_leads"
TIERS = "customer_tier.ir_cron_customer_tier"
CHANGED_TIERS = "customer_tier.ir_cron_customer_tier_dirty"
CONTACTS = "service_contact.ir_cron_contact"
COUNT = 20
TOMORROW = """
UPDATE ir_cron SET active = true, nextcall = now() at time zone 'UTC' + interval '1 day'
 WHERE id = %s
"""
#: Jobs that are active, and have nothing to do before the next day.
RESTING = """
SELECT id FROM ir_cron WHERE active AND nextcall > now() at time zone 'UTC'
"""
#: Orders of the last months: every other customer buys for more than the threshold.
LET_PASS = """
UPDATE sale_order SET date_order = date_order - (20 + id %% 60) * interval '1 day'
 WHERE partner_id = ANY(%s)
"""
#: What runs leave, without the numbers of rows and who wrote them when.
STANDINGS = """
SELECT 'standing', to_jsonb(row) - %(rows)s AS content FROM customer_standing row
 UNION ALL
SELECT 'period', to_jsonb(row) - %(rows)s FROM customer_standing_period row
 ORDER BY 1, 2
"""
DUTIES = """
SELECT to_jsonb(row) - %(rows)s - '{begins_at,next_deadline_id}'::text[] AS content
  FROM service_contact_duty row ORDER BY 1
"""
#: Whose everything is that a hand-over moves, and what it notes of it.
WORK = """
SELECT 'customer', partner_id, user_id::text FROM advisor_assignment
 WHERE date_to IS NULL
 UNION ALL SELECT 'past', partner_id, user_id::text FROM advisor_assignment
 WHERE date_to IS NOT NULL
 UNION ALL SELECT 'activity', id, user_id::text FROM mail_activity
 UNION ALL SELECT 'lead', id, user_id::text FROM crm_lead
 UNION ALL SELECT 'order', id, user_id::text FROM sale_order
 UNION ALL SELECT 'hand-over', id, state FROM advisor_handover
 UNION ALL SELECT 'note', id, res_id::text FROM mail_message
 WHERE model = 'res.partner' AND body LIKE '%Advisor: %'
 ORDER BY 1, 2, 3
"""
ROWS = ["id", "standing_id"]
ROWS += [f"{done}_{what}" for done in ("create", "write") for what in ("uid", "date")]


class Shop(Scene):
    """A database with twenty customers who are served by one advisor.

    No customer has a tier and nobody is to be contacted: that is for the jobs.
    """

    def open(self, admin: Session) -> None:
        """Make the shop; nothing of its jobs is done yet."""
        self.keep_only_job(TIERS)
        for login in (LEADER, OTHER_LEADER):
            self.add_user(admin, login, MANAGER)
        self.leaves = self.add_user(admin, LEAVES, ADVISOR, SALES)
        self.stays = self.add_user(admin, STAYS, ADVISOR, SALES)
        names = [{"name": f"Customer {n}", "ref": "SHOP"} for n in range(COUNT)]
        self.customers = admin.call("res.partner", "create", names)
        self.last = self.customers[-1]
        self._add_orders(admin)
        self._publish_criteria(admin)
        self._publish_cadence(admin)
        self._assign(admin)
        # Both were put into force just now, which wakes the jobs.
        self.rows("DELETE FROM ir_cron_trigger")
        self.rows("DELETE FROM customer_tier_dirty")
        self.use_job(TIERS)

    def _add_orders(self, admin: Session) -> None:
        product = {"name": "Chair", "type": "service", "taxes_id": [(5,)]}
        self.product = admin.call("product.product", "create", product)
        orders = [
            self._order(customer, 600 if position % 2 else 100)
            for position, customer in enumerate(self.customers * 2)
        ]
        orders = admin.call("sale.order", "create", orders)
        admin.call("sale.order", "action_confirm", orders)
        self.rows(LET_PASS, self.customers)

    def _order(self, customer: int, amount: float) -> dict:
        line = {"product_id": self.product, "price_unit": amount}
        return {
            "partner_id": customer,
            "user_id": self.leaves,
            "order_line": [(0, 0, line)],
        }

    def _publish_criteria(self, admin: Session) -> None:
        """Important is who buys for 1,000 or more; who is new is potential."""
        tier = {
            code: self.id_of(f"customer_tier.customer_tier_{code}")
            for code in ("important", "general", "potential")
        }
        lines = [
            {
                "tier_id": tier["important"],
                "factor": "amount",
                "enter": 1000,
                "stay": 800,
            },
            {
                "tier_id": tier["potential"],
                "factor": "tenure",
                "at_most": True,
                "enter": 40,
                "stay": 40,
            },
        ]
        values = {"name": "Faults", "date_from": "2020-01-01", "grace_days": 60}
        values |= {"foot_tier_id": tier["general"]}
        values["line_ids"] = [(0, 0, line) for line in lines]
        criteria = admin.call("customer.criteria", "create", values)
        admin.call("customer.criteria", "action_publish", [criteria])

    def _publish_cadence(self, admin: Session) -> None:
        values = {"name": "Every year", "unit": "year", "user_id": self.stays}
        values["domain"] = "[('ref', '=', 'SHOP')]"
        cadence = admin.call("service.contact.cadence", "create", values)
        admin.call("service.contact.cadence", "action_publish", [cadence])

    def _assign(self, admin: Session) -> None:
        """Let the one who leaves serve all customers, with work for each."""
        self.assign(admin, self.customers, self.leaves)
        self.rows("UPDATE advisor_assignment SET date_from = date_from - 60")
        leads = [
            {"name": "Needs chairs", "partner_id": customer, "user_id": self.leaves}
            for customer in self.customers
        ]
        admin.call("crm.lead", "create", leads)
        todos = [
            {
                "res_model_id": self.id_of("base.model_res_partner"),
                "res_id": customer,
                "activity_type_id": self.id_of("mail.mail_activity_data_call"),
                "user_id": self.leaves,
                "date_deadline": str(datetime.date.today()),
            }
            for customer in self.customers
        ]
        admin.call("mail.activity", "create", todos)

    # --- letting things happen --------------------------------------------------------

    def use_job(self, xml_id: str) -> None:
        """Let a job be the one that runs; not before it is told to."""
        self.keep_only_job(xml_id)
        self.rows(TOMORROW, self.runner)

    def use_job_beside(self, xml_id: str) -> None:
        """Let another job run, too, once it is told to."""
        self.rows(TOMORROW, self.id_of(xml_id))

    @contextlib.contextmanager
    def in_the_middle(self, table: str, condition: str = "true") -> Iterator[None]:
        """Hold a worker up at its row of the last customer; let it go at the end."""
        self.hold_up(table, f"{condition} AND NEW.partner_id = {self.last}")
        with self.closed_gate():
            self.run_runner()
            wait_for(self.at_gate, "the middle of the job")
            yield
        wait_for(lambda: not self.at_gate(), "the end of what the worker left behind")

    @contextlib.contextmanager
    def two_runners(self) -> Iterator[OdooServer]:
        """Run a server with two cron workers that both do the job."""
        with OdooServer(self, cron=2) as server:
            wait_for(lambda: len(server.cron_workers()) == 2, "both cron workers")
            self.add_runner(server.session("admin", "admin"))
            yield server

    def one_rests(self) -> bool:
        """Tell whether a job is done, though another one is at the gate."""
        return len(self.rows(RESTING)) == 1

    def buy(self, session: Session, customer: int, amount: float) -> int:
        """Confirm an order, as a salesperson does; return it."""
        order = session.call("sale.order", "create", self._order(customer, amount))
        session.call("sale.order", "action_confirm", [order])
        return order

    def judge(self) -> None:
        """Judge all customers, from the start of the job to its end."""
        self.run_runner_to_its_end()
        wait_for(lambda: not self.at_gate(), "the end of the run")

    def assign(self, session: Session, customers: list[int], user: int) -> None:
        """Say who serves customers, as leaders do in the dialog."""
        lines = [{"partner_id": customer, "user_id": user} for customer in customers]
        values = {"partner_ids": [(6, 0, customers)]}
        values["line_ids"] = [(0, 0, line) for line in lines]
        dialog = session.call("advisor.assign", "create", values)
        session.call("advisor.assign", "action_apply", [dialog])

    def propose_handover(self, session: Session) -> int:
        """Propose that somebody else serves the customers of who leaves."""
        values = {"user_id": self.leaves, "reason": "Moves away"}
        values |= {"to_ids": [(6, 0, [self.stays])], "rest_user_id": self.stays}
        handover = session.call("advisor.handover", "create", values)
        session.call("advisor.handover", "action_propose", [handover])
        return handover

    def hand_over(self, session: Session, handover: int) -> None:
        """Carry a hand-over out."""
        session.call("advisor.handover", "action_apply", [handover])

    # --- what became of it ------------------------------------------------------------

    def standings(self) -> list[tuple]:
        """Return the tiers of all customers and their history."""
        return self._contents(STANDINGS)

    def duties(self) -> list[tuple]:
        """Return who is to be contacted."""
        return self._contents(DUTIES)

    def work(self) -> list[tuple]:
        """Return whose the customers and the open work are."""
        return self.rows(WORK)

    def _contents(self, query: str) -> list[tuple]:
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(query, {"rows": ROWS})
            return cursor.fetchall()
