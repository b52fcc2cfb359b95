"""The benchmark: what promises cost, beside plain helpdesk_mgmt and helpdesk_mgmt_sla.

``setup/bench`` makes the databases and runs this package in Odoo's environment. Each
module with a ``measure`` function measures one thing and returns rows of the table.
"""
