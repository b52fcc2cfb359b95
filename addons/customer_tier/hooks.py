from odoo.addons.base_engine_tools.engine.leaving import let_go
from odoo.addons.base_engine_tools.engine.links import unfollow


def post_init_hook(env):
    """Companies that are there already get the tiers that are shipped, too."""
    companies = env["res.company"].search([])
    env["customer.tier"]._copy_examples(companies)


def uninstall_hook(env):
    """Standings and criteria name the tiers and criteria that come with this add-on."""
    let_go(
        env,
        "customer_tier",
        ("customer_standing_period", "tier_id", "customer.tier"),
        ("customer_standing", "tier_id", "customer.tier"),
        ("customer_standing", "computed_tier_id", "customer.tier"),
        ("customer_standing", "base_tier_id", "customer.tier"),
        ("customer_standing", "lock_tier_id", "customer.tier"),
        ("customer_standing", "criteria_id", "customer.criteria"),
        ("customer_criterion", "tier_id", "customer.tier"),
    )
    unfollow(env, "customer.standing", "customer.standing.period")
