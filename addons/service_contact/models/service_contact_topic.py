from odoo import fields, models


class ServiceContactTopic(models.Model):
    """What was talked about: prices, delivery, quality, the contract …"""

    _name = "service.contact.topic"
    _description = "Topic of Contacts"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
