"""The demo company is made when the add-on is installed, on any day."""

from odoo.tools import convert_file

from .story.advisors import Advisors
from .story.care import Care
from .story.close import Close, Readers
from .story.duty import Duty
from .story.enquiries import Enquiries
from .story.feedback import Feedback
from .story.follow_up import FollowUp
from .story.important import Important
from .story.judge import Judge
from .story.leaves import Leaves
from .story.market import Market
from .story.orders import Orders
from .story.policies import Change, Policies, Reactions
from .story.punches import Punches, SpecialDays
from .story.reports import Reports
from .story.requests import Requests
from .story.sales import Sales, Tiers
from .story.staff import Staff
from .story.tickets import Answers, History, Machine
from .story.training import Training

ADDON = "service_policy_demo"
DOMAIN = "riverside.example"
#: These name people and departments, which the first chapter makes: no ``data``.
FILES = (
    "data/helpdesk_ticket_team_data.xml",
    "data/helpdesk_ticket_data.xml",
    "data/hr_duty_post_data.xml",
    "data/hr_training_plan_data.xml",
)
CHAPTERS = (
    History,
    Answers,
    Machine,
    SpecialDays,
    Sales,
    Tiers,
    Advisors,
    Orders,
    Enquiries,
    Care,
    Market,
    Important,
    Policies,
    Readers,
    Duty,
    Leaves,
    Punches,
    Judge,
    Requests,
    Judge,
    Close,
    Training,
    Feedback,
    FollowUp,
    Reports,
    Reactions,
)


def post_init_hook(env):
    """Tell the story, from six months ago until today."""
    Staff(env).tell()
    _adopt_domain(env)
    for file in FILES:
        convert_file(env, ADDON, file, {}, mode="init", noupdate=True)
    # What runs now begins now, not on the first day of the past.
    env.flush_all()
    for chapter in CHAPTERS:
        chapter(env).tell()
    # What was written in the past was sent in the past.
    env["mail.mail"].search([("state", "=", "outgoing")]).state = "sent"
    # Odoo has loaded the translations before: those of the story come now.
    env["ir.module.module"].search([("name", "=", ADDON)])._update_translations()
    Change(env).tell()


def _adopt_domain(env):
    """Take the domain of a first time again: addresses that are not ours are in it."""
    domain = env["mail.alias.domain"].search([("name", "=", DOMAIN)], limit=1)
    if domain:
        values = {"xml_id": f"{ADDON}.demo_alias_domain", "record": domain}
        env["ir.model.data"]._update_xmlids([{**values, "noupdate": True}])


def uninstall_hook(env):
    """Leave the company and its history: nothing of it can be deleted any more.

    Its people are archived and their log-ins are free, so that the same story can begin
    anew.
    """
    left = env["ir.model.data"].search([("module", "=", ADDON)])
    left = left.filtered(lambda data: not data.model.startswith("ir."))
    _retire(env, left)
    left.exists().unlink()


def _retire(env, left):
    """Archive the people and teams of the story, and free what only one may have."""

    def found(model):
        ids = left.filtered(lambda data: data.model == model).mapped("res_id")
        return env[model].with_context(active_test=False).browse(ids).exists()

    employees, users = found("hr.employee"), found("res.users")
    employees.write({"barcode": False, "active": False})
    # Nobody who serves customers can be archived.
    serves = ("user_id", "in", users.ids)
    assignments = env["advisor.assignment"].search(
        ["|", serves, ("backup_id", "in", users.ids), ("date_to", "=", False)]
    )
    assignments._end()
    env["advisor.profile"].search([serves]).active = False
    found("service.contact.cadence").active = False
    for user in users:
        user.login = f"{user.login}~{user.id}"
    users.active = False
    found("helpdesk.ticket.team").write({"alias_name": False, "active": False})
    # Last: what names a record goes with it.
    found("customer.strategy").unlink()
