from odoo import models


class ServicePolicy(models.Model):
    """The rules of attendance are a part of the department's policy (CS-1).

    Their figures have dated versions of their own.
    """

    _inherit = "service.policy"

    def _dated_versions(self):
        """Override to show the versions of the rules of attendance."""
        rows = super()._dated_versions()
        cs = self.env.ref("service_policy.service_policy_cs", raise_if_not_found=False)
        policies = self.env["attendance.policy"]
        if self._origin != cs or not policies.has_access("read"):
            return rows
        states = dict(policies._fields["state"]._description_selection(self.env))
        forces = dict(policies._fields["force"]._description_selection(self.env))
        return rows + [
            (
                version.name,
                version.date_from,
                forces.get(version.force) or states[version.state],
                f"/odoo/attendance-policies/{version.id}",
            )
            for version in policies.search([], order="date_from desc")
        ]
