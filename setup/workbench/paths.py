"""Where things are kept.

``STATE`` belongs to this checkout and changes (databases, configuration, logs).
``CACHE`` belongs to the user, is shared by all checkouts, and holds what is named after
its content (Odoo's source, Python environments, database templates), so never changes.
"""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "setup"
ADDONS = ROOT / "addons"
REQUIREMENTS = SETUP / "requirements"
STATE = ROOT / ".odoo"
LOGS = STATE / "log"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "odoo-service-policy"
)
CHECKOUT = hashlib.sha256(bytes(ROOT)).hexdigest()[:6]


def digest(*parts: object) -> str:
    """Return a short name for what the parts say: 12 hexadecimal digits."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
