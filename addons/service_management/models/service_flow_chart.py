from ast import literal_eval

from babel.lists import format_list
from babel.numbers import format_percent

from odoo import api, models
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse

from odoo.addons.service_deadline.words.figures import figure_in_words

from ..core.flow_chart import Box, Row, draw

TICKET = "helpdesk.ticket"
#: What says of a clause that the flow chart carries it out.
FLOW_CARRIER = "service_management.service_policy_carrier_cs_7_3"


class ServiceFlowChart(models.AbstractModel):
    """The flow of handling problems, with who is responsible for each step (CS-7.3).

    Nobody draws it: it is made of the classes of request, the kinds of complaint, the
    stages, and the rules of the policy with their steps, in the reader's language. What
    is changed there is changed in the chart.
    """

    _name = "service.flow.chart"
    _description = "Flow Chart of Handling"

    @api.model
    def _charts(self, policy):
        """[(name of the class, [SVG])] of a policy, for each class it has rules for.

        :param policy: one ``service.policy``, in the environment of the reader
        """
        rules = self._rules(policy)
        by_class, general = {}, rules.browse()
        for rule in rules:
            codes = _class_codes(rule.domain)
            for code in codes:
                by_class[code] = by_class.get(code, rules.browse()) | rule
            if not codes:
                general |= rule
        classes = self.env["service.request.class"].search(
            [("code", "in", list(by_class))] if by_class else []
        )
        if not rules:
            return []
        return [
            (it.name, self._draw(policy, it, by_class.get(it.code, general) | general))
            for it in classes
        ]

    def _rules(self, policy):
        """The rules that the chart of a policy shows.

        They are its own; for a policy that has none and asks for a flow chart, those in
        force for the company.
        """
        rules = self.env["service.deadline.rule"]
        of_tickets = [("model_name", "=", TICKET)]
        own = rules.search([("policy_id", "=", policy.id), *of_tickets])
        asking = self.env.ref(FLOW_CARRIER, raise_if_not_found=False)
        if own or not asking or asking.sudo().policy_id != policy:
            return own
        force = ("policy_id.company_ids", "in", self.env.company.ids)
        return rules.search([force, *of_tickets])

    def _draw(self, policy, request_class, rules):
        title = self.env._(
            "%(policy)s: how a request of the class “%(class)s” is handled",
            **{"policy": policy.name, "class": request_class.name},
        )
        return draw(title, [*self._beginning(request_class), *self._promises(rules)])

    # --- the boxes --------------------------------------------------------------------

    def _beginning(self, request_class):
        """From the registration to the one who is in charge."""
        yield Box(
            "start",
            self.env._("%s comes in", request_class.name),
            (Row("", self.env._("Registered at once by whoever takes it")),),
        )
        if request_class.has_scope:
            yield Box(
                "choice",
                self.env._("Is it ours to handle?"),
                away=self.env._("Declined, with the reason"),
                away_label=self.env._("no"),
                onward_label=self.env._("yes"),
            )
        if request_class.is_complaint and (rows := tuple(self._kinds())):
            yield Box("people", self.env._("Who handles it, by its kind"), rows)
        stages = request_class.stage_ids or self.env["helpdesk.ticket.stage"].search(
            [("team_ids", "=", False)]
        )
        if stages:
            dropped = stages.filtered("drops_promises")
            names = (stages - dropped).sorted("sequence").mapped("name")
            rows = ()
            if dropped:
                without = format_list(dropped.mapped("name"), "or", self._locale())
                rows = (Row(self.env._("Without a solution"), without),)
            yield Box("stages", self.env._("Its stages"), rows, tuple(names))

    def _kinds(self):
        """Yield a row for each kind of complaint that somebody is in charge of."""
        kinds = self.env["service.complaint.kind"]
        for kind in kinds.search([]):  # pylint: disable=no-search-all
            who = kind.department_id.sudo().name or kind.team_id.sudo().name
            if who:
                yield Row(kind.name, who)

    def _promises(self, rules):
        """Yield a box for each promise: its rules, each with its steps."""
        promises = rules.promise_id.sorted("sequence")
        for promise in promises:
            alike = rules.filtered(lambda rule, it=promise: rule.promise_id == it)
            rows = []
            for rule in alike:
                rows.append(Row(self._figure(rule), rule.name, strong=True))
                rows.append(Row(self.env._("Responsible"), rule.role_id.name or "—"))
                rows += [
                    Row(self._when(step), self._who(step))
                    for step in rule.step_ids.sorted("position")
                ]
            yield Box("promise", promise.name, tuple(rows))
        yield Box("end", self.env._("Closed: result told, and what is learnt is kept"))

    # --- words ------------------------------------------------------------------------

    def _figure(self, rule):
        if not rule.limit and rule.due_field_id:
            return self.env._("By the agreed time")
        if not rule.limit:
            return self.env._("The same day")
        clock = rule.clock if rule.unit == "day" else "elapsed"
        figure = figure_in_words(self.env, rule.limit, rule.unit, clock, rule.target)
        return self.env._("Within %s", figure)

    def _when(self, step):
        """When a step acts, in as few words as a chart has room for."""
        if step.delay_unit == "percent":
            share = format_percent(step.delay / 100, locale=self._locale())
            return self.env._("After %s of the time", share)
        clock = step.rule_id.clock
        if not step.delay:
            return {
                "start": self.env._("At the start"),
                "target": self.env._("At the first figure"),
                "due": self.env._("When due"),
            }[step.anchor]
        time = figure_in_words(self.env, step.delay, step.delay_unit, clock)
        if step.anchor == "start":
            return self.env._("%s after the start", time)
        if step.direction == "before":
            return self.env._("%s before it is due", time)
        return self.env._("%s overdue", time)

    def _locale(self):
        return babel_locale_parse(get_lang(self.env).code)

    def _who(self, step):
        """Who is told, or what happens by itself."""
        if step.action == "tell_customer":
            return self.env._("The customer is told")
        if step.action == "raise_severity":
            return self.env._("The severity is raised")
        if step.role_id:
            return step.role_id.name
        return step.name


def _class_codes(domain):
    """The classes of request that a condition names; none: it may be any."""
    codes = []
    for leaf in literal_eval(domain or "[]"):
        if not isinstance(leaf, (list, tuple)) or leaf[0] != "class_code":
            continue
        if leaf[1] == "=" and leaf[2]:
            codes.append(leaf[2])
        elif leaf[1] == "in":
            codes += leaf[2]
    return codes
