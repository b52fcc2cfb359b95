"""Who may call a method at all is the first thing that it asks."""

import functools


def needs_access(operation):
    """Let a public method begin with the question whether the caller may do this.

    Whoever calls from outside chooses the records. Asked later, a message about a state
    or a missing choice has named a record by then that the caller may not see.

    :param str operation: "read" for what opens or asks, or has rules of its own for who
        may; "write" for what changes the record in the caller's right
    """

    def decorate(method):
        @functools.wraps(method)
        def asked(self, *args, **kwargs):
            self.check_access(operation)
            return method(self, *args, **kwargs)

        return asked

    return decorate
