"""Where somebody lands after logging in, unless the user has chosen a page."""

from collections.abc import Iterable
from dataclasses import dataclass

# Places of the roles: who has several lands where most is asked of them.
HR, LEADER, AGENT, MANAGER, EMPLOYEE = 10, 20, 30, 40, 50


@dataclass(frozen=True, slots=True)
class Page:
    """The first page of a role that the user has."""

    place: int  # the smallest place of all pages of a user wins
    action: str  # XML id


def first_page(pages: Iterable[Page]) -> str:
    """Return the action of the page that wins; nothing if there is none."""
    page = min(pages, key=lambda page: page.place, default=None)
    return page.action if page else ""
