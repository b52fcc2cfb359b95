"""Who can be mailed, and what became of an e-mail: plain Python."""

from collections.abc import Collection, Iterable

#: Of an e-mail that did not go out or did not arrive, what follows from the reason.
FAILURES = {
    "mail_bl": "refused",
    "mail_optout": "refused",
    "mail_email_missing": "no_email",
    "mail_email_invalid": "invalid",
    "mail_dup": "same_address",
}


def not_mailable(
    customers: Iterable[tuple[int, str, str]], spared: Collection[str]
) -> dict[int, str]:
    """Return who cannot be mailed, and why.

    Of several with the same address the first is mailed. An address of somebody who is
    held out is nobody's: an e-mail to it would reach the one who is to get none.

    :param customers: (id, address as it was entered, normalized address)
    :param spared: normalized addresses of those who are held out
    """
    reasons, seen = {}, set(spared)
    for customer, entered, address in customers:
        if not address:
            reasons[customer] = "invalid" if entered else "no_email"
        elif address in seen:
            reasons[customer] = "same_address"
        else:
            seen.add(address)
    return reasons


def outcome(status: str, failure: str) -> str | None:
    """What a trace of a mailing says: ``mailed``, ``answered``, ``bounced``, or why it
    was not sent; None: nothing yet, or a fault of the server that may go away."""
    if status == "reply":
        return "answered"
    if status in ("pending", "sent", "open"):
        return "mailed"
    if status == "bounce":
        return "bounced"
    return FAILURES.get(failure) if status in ("cancel", "error") else None
