"""What became of the mailings of campaigns, with one statement for any number."""

from odoo.tools import SQL

#: One row for each customer who was mailed; whoever clicks or answers has opened it.
MAILED = """
    SELECT member.id AS member_id, member.campaign_id,
           bool_or(trace.open_datetime IS NOT NULL
                   OR trace.links_click_datetime IS NOT NULL
                   OR trace.trace_status IN ('open', 'reply')) AS is_opened,
           bool_or(trace.links_click_datetime IS NOT NULL) AS is_clicked,
           bool_or(trace.reply_datetime IS NOT NULL) AS is_answered,
           bool_or(trace.trace_status = 'bounce') AS is_bounced
      FROM customer_campaign_member member
      JOIN mailing_mailing mailing
        ON mailing.customer_campaign_id = member.campaign_id
      JOIN mailing_trace trace
        ON trace.mass_mailing_id = mailing.id
       AND trace.model = 'res.partner' AND trace.res_id = member.partner_id
     WHERE %s
       AND member.state NOT IN ('held_out', 'left_out')
       AND trace.sent_datetime IS NOT NULL
       AND trace.is_test_trace IS NOT TRUE
  GROUP BY member.id
"""
SUMS = """
    SELECT campaign_id, COUNT(*),
           COUNT(*) FILTER (WHERE is_opened), COUNT(*) FILTER (WHERE is_clicked),
           COUNT(*) FILTER (WHERE is_answered), COUNT(*) FILTER (WHERE is_bounced)
      FROM (%s) mailed
  GROUP BY campaign_id
"""


def counts_of(campaigns):
    """{id of the campaign: (mailed, opened, clicked, answered, came back)}."""
    ids = campaigns._origin.ids
    if not ids:
        return {}
    mailed = SQL(MAILED, SQL("member.campaign_id = ANY(%s)", ids))
    rows = _execute(campaigns.env, SQL(SUMS, mailed))
    return {campaign: tuple(counts) for campaign, *counts in rows}


def results_of(env, condition):
    """{id of the member: the furthest that it came}.

    :param condition: ``SQL`` on ``member``
    """
    return {
        member: _furthest(*flags)
        for member, _campaign, *flags in _execute(env, SQL(MAILED, condition))
    }


def _furthest(opened, clicked, answered, bounced):
    if answered:
        return "answered"
    if clicked:
        return "clicked"
    if opened:
        return "opened"
    return "bounced" if bounced else "mailed"


def _execute(env, query):
    for model in ("customer.campaign.member", "mailing.mailing", "mailing.trace"):
        env[model].flush_model()
    return env.execute_query(query)
