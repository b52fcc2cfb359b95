"""What a new company still has to set: facts, never ticks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """Something that has to be there before the product can do its work.

    Whether it is there is asked of the records each time: nobody ticks it off.
    """

    key: str
    application: str  # for which it is needed: "attendance", "service"
    title: str  # in the reader's language: "Rules of attendance"
    why: str  # what does not work without it, as a sentence
    missing: str = ""  # what is missing, as a sentence; empty: all is set
    action: str = ""  # XML id of the action where it is set

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Application:
    """Checks of one application, as the reader's page shows them."""

    key: str
    title: str  # in the reader's language: "Attendance"
    checks: tuple[Check, ...]

    @property
    def done(self) -> int:
        """How many checks are done."""
        return sum(check.is_done for check in self.checks)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to set: then the list is not shown any more."""
        return self.done == len(self.checks)


def by_application(titles: dict[str, str], checks: list[Check]) -> list[Application]:
    """Group checks by application, in the order of the titles.

    :param titles: {key of an application: its name}; checks of others are left out
    """
    grouped = (
        Application(
            key, title, tuple(check for check in checks if check.application == key)
        )
        for key, title in titles.items()
    )
    return [application for application in grouped if application.checks]
