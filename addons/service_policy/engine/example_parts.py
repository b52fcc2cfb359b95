"""Loads what carries a policy out from the data of all add-ons."""

from graphlib import TopologicalSorter

from lxml import etree

from odoo.modules import Manifest
from odoo.tools import file_open
from odoo.tools.convert import xml_import


def load_parts(env, key):
    """Load the rules and carriers of one policy, whichever add-on brings them.

    They are those records in the data of installed add-ons that name the policy. What
    belongs to other policies is left alone, also where it stands in the same file.

    :param str key: external id of the policy, which is there
    :return: names of the add-ons that brought something
    """
    names = set()
    for manifest in _manifests(env):
        for path in manifest["data"]:
            if not (path.startswith("data/") and path.endswith(".xml")):
                continue
            with file_open(f"{manifest.name}/{path}", "rb") as file:
                root = etree.parse(file).getroot()
            if _keep(root, manifest.name, key):
                loader = xml_import(
                    env, manifest.name, {}, "init", noupdate=True, xml_filename=path
                )
                loader.parse(root)
                names.add(manifest.name)
    return names


def _manifests(env):
    """Manifests of the add-ons that know policies, each after those it builds on."""
    modules = env["ir.module.module"].sudo()
    own = modules.search([("name", "=", "service_policy")])
    known = (own | own.downstream_dependencies()).filtered(
        lambda module: module.state in ("installed", "to upgrade")
    )
    found = {name: Manifest.for_addon(name) for name in sorted(known.mapped("name"))}
    order = TopologicalSorter(
        {
            name: [needed for needed in manifest["depends"] if needed in found]
            for name, manifest in found.items()
        }
    )
    return [found[name] for name in order.static_order()]


def _keep(parent, addon, key):
    """Leave only the records of a policy; return whether there are any."""
    for element in list(parent):
        if element.tag == "data":
            is_kept = _keep(element, addon, key)
        else:
            is_kept = element.tag == "record" and _policy_of(element, addon) == key
        if not is_kept:
            parent.remove(element)
    return len(parent) > 0


def _policy_of(record, addon):
    """External id of the policy that a record names."""
    field = record.find("field[@name='policy_id']")
    named = field.get("ref") if field is not None else None
    return f"{addon}.{named}" if named and "." not in named else named
