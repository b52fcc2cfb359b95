"""What became of the customers of campaigns: lead, first order, amount.

One statement for any number of campaigns and customers. A contact person's lead or
order is the customer's. Amounts are untaxed, in the currency of the company.
"""

from odoo.tools import SQL

from ..core.effect import Arm

#: One row for each customer: what came first after the start of the campaign, and what
#: came first after the contact, each within the window.
FACTS = """
    WITH leads AS (
        SELECT member.id AS member_id,
               (array_agg(lead.id ORDER BY lead.create_date, lead.id)
                FILTER (WHERE lead.create_date >= campaign.started_at
                          AND lead.create_date < campaign.started_at
                              + campaign.window_days * interval '1 day'))[1]
               AS first_id,
               (array_agg(lead.id ORDER BY lead.create_date, lead.id)
                FILTER (WHERE lead.create_date >= member.contacted_at
                          AND lead.create_date < member.contacted_at
                              + campaign.window_days * interval '1 day'))[1] AS after_id
          FROM customer_campaign_member member
          JOIN customer_campaign campaign ON campaign.id = member.campaign_id
          JOIN res_partner contact
            ON contact.commercial_partner_id = member.partner_id
          JOIN crm_lead lead ON lead.partner_id = contact.id
         WHERE %(condition)s
           AND (lead.company_id IS NULL OR lead.company_id = campaign.company_id)
           AND lead.create_date >= campaign.started_at
         GROUP BY member.id
    ), orders AS (
        SELECT member.id AS member_id,
               (array_agg(o.id ORDER BY o.date_order, o.id)
                FILTER (WHERE o.date_order < campaign.started_at
                              + campaign.window_days * interval '1 day'))[1]
               AS first_id,
               (array_agg(o.id ORDER BY o.date_order, o.id)
                FILTER (WHERE o.date_order >= member.contacted_at
                          AND o.date_order < member.contacted_at
                              + campaign.window_days * interval '1 day'))[1] AS after_id
          FROM customer_campaign_member member
          JOIN customer_campaign campaign ON campaign.id = member.campaign_id
          JOIN res_partner contact
            ON contact.commercial_partner_id = member.partner_id
          JOIN sale_order o ON o.partner_id = contact.id
         WHERE %(condition)s
           AND o.company_id = campaign.company_id
           AND o.state = 'sale'
           AND o.date_order >= campaign.started_at
         GROUP BY member.id
    )
    SELECT member.id, member.campaign_id, member.state,
           leads.first_id AS lead_id, leads.after_id AS lead_after_id,
           orders.first_id AS order_id, orders.after_id AS order_after_id,
           o.amount_untaxed / COALESCE(NULLIF(o.currency_rate, 0), 1) AS amount
      FROM customer_campaign_member member
 LEFT JOIN leads ON leads.member_id = member.id
 LEFT JOIN orders ON orders.member_id = member.id
 LEFT JOIN sale_order o ON o.id = orders.first_id
     WHERE %(condition)s AND member.state <> 'left_out'
"""
SUMS = """
    SELECT campaign_id, state = 'held_out', COUNT(*),
           COUNT(*) FILTER (WHERE state = 'contacted'),
           COUNT(lead_after_id), COUNT(order_after_id),
           COUNT(lead_id), COUNT(order_id), COALESCE(SUM(amount), 0)
      FROM (%(facts)s) facts
     GROUP BY campaign_id, state = 'held_out'
"""
READ = ("customer.campaign", "customer.campaign.member", "crm.lead", "sale.order")


def arms_of(campaigns):
    """{(id of the campaign, whether held out): ``core.effect.Arm``}."""
    ids = campaigns._origin.ids
    if not ids:
        return {}
    facts = SQL(FACTS, condition=SQL("member.campaign_id = ANY(%s)", ids))
    rows = _execute(campaigns.env, SQL(SUMS, facts=facts))
    return {
        (campaign, held): Arm(*counts, amount=float(amount))
        for campaign, held, *counts, amount in rows
    }


def facts_of(members):
    """{id of the member: (lead, order, amount)}: after the contact; of those who were
    held out, after the start of the campaign."""
    ids = members._origin.ids
    if not ids:
        return {}
    rows = _execute(members.env, SQL(FACTS, condition=SQL("member.id = ANY(%s)", ids)))
    return {
        member: ((lead, order) if state == "held_out" else (lead_after, order_after))
        for (
            member,
            _campaign,
            state,
            lead,
            lead_after,
            order,
            order_after,
            _amount,
        ) in rows
    }


def _execute(env, query):
    for model in (*READ, "res.partner"):
        env[model].flush_model()
    return env.execute_query(query)
