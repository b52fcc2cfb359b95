"""Which notes matter to which opportunities and customers, for many at once.

One statement for each, however many records are asked for; which notes the reader may
see is a part of it.
"""

from odoo.tools import SQL

#: Named on the opportunity, of its competitors, its customer, its products, their
#: category, its tags.
LEADS = """
    WITH pair AS (
        SELECT rel.lead_id, rel.note_id
          FROM market_note_lead_rel rel
         WHERE rel.lead_id = ANY(%(ids)s)
        UNION
        SELECT rel.lead_id, note.id
          FROM crm_lead_market_competitor_rel rel
          JOIN market_note note ON note.competitor_id = rel.competitor_id
         WHERE rel.lead_id = ANY(%(ids)s)
        UNION
        SELECT lead.id, note.id
          FROM crm_lead lead
          JOIN res_partner customer ON customer.id = lead.partner_id
          JOIN res_partner contact
            ON contact.commercial_partner_id = customer.commercial_partner_id
          JOIN market_note note ON note.partner_id = contact.id
         WHERE lead.id = ANY(%(ids)s)
        UNION
        SELECT o.opportunity_id, note.id
          FROM sale_order o
          JOIN sale_order_line line ON line.order_id = o.id
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
          JOIN market_note note
            ON note.product_id = template.id
         WHERE o.opportunity_id = ANY(%(ids)s)
        UNION
        SELECT o.opportunity_id, note.id
          FROM sale_order o
          JOIN sale_order_line line ON line.order_id = o.id
          JOIN product_product product ON product.id = line.product_id
          JOIN product_template template ON template.id = product.product_tmpl_id
          JOIN market_note note
            ON note.categ_id = template.categ_id
         WHERE o.opportunity_id = ANY(%(ids)s)
        UNION
        SELECT tag.lead_id, note_tag.note_id
          FROM crm_tag_rel tag
          JOIN market_note_tag_rel note_tag ON note_tag.tag_id = tag.tag_id
         WHERE tag.lead_id = ANY(%(ids)s)
    )
    SELECT pair.lead_id, array_agg(note.id ORDER BY note.id)
      FROM pair
      JOIN crm_lead lead ON lead.id = pair.lead_id
      JOIN market_note note ON note.id = pair.note_id
     WHERE (lead.company_id IS NULL OR lead.company_id = note.company_id)
       AND note.id IN %(visible)s
     GROUP BY pair.lead_id
"""
#: About the customer, or about the competitor that the contact is.
PARTNERS = """
    WITH pair AS (
        SELECT contact.commercial_partner_id AS customer_id, note.id AS note_id
          FROM res_partner contact
          JOIN market_note note ON note.partner_id = contact.id
         WHERE contact.commercial_partner_id = ANY(%(ids)s)
        UNION
        SELECT contact.commercial_partner_id, note.id
          FROM res_partner contact
          JOIN market_competitor competitor ON competitor.partner_id = contact.id
          JOIN market_note note ON note.competitor_id = competitor.id
         WHERE contact.commercial_partner_id = ANY(%(ids)s)
    )
    SELECT pair.customer_id, array_agg(pair.note_id ORDER BY pair.note_id)
      FROM pair
     WHERE pair.note_id IN %(visible)s
     GROUP BY pair.customer_id
"""


def notes_of_leads(leads):
    """{id of the opportunity: ids of the notes that matter to it}."""
    for model in ("sale.order", "sale.order.line", "product.template"):
        leads.env[model].flush_model()
    return _matches(LEADS, leads)


def notes_of_customers(partners):
    """{id of the commercial entity: ids of the notes about it}."""
    return _matches(PARTNERS, partners)


def _matches(statement, records):
    ids = records._origin.ids
    if not ids:
        return {}
    env = records.env
    for model in ("market.note", "market.competitor", "res.partner", "crm.lead"):
        env[model].flush_model()
    notes = env["market.note"]
    visible = notes._search(notes._holds_domain())
    return dict(env.execute_query(SQL(statement, ids=ids, visible=visible.subselect())))
