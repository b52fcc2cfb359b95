"""What an e-mail says that no person writes: machines do not answer it (RFC 3834)."""

AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
