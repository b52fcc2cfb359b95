"""Says what of a document could not be read, and what helps."""

from ..core import document


def problem_in_words(env, code, values):
    """A problem of a document as a sentence of the reader's language."""
    if code == document.TOO_LARGE:
        return env._("The file is too large: give at most %s MB at a time.", *values)
    if code == document.TOO_MANY_PAGES:
        return env._(
            "The document has %(pages)s pages, and at most %(most)s are read at "
            "a time: "
            "split it, or paste the part that counts.",
            pages=values[0],
            most=values[1],
        )
    if code == document.SCANNED:
        return env._(
            "Pages %s are pictures without text, like a scan: run a text recognition "
            "over the file first, or paste the text.",
            *values,
        )
    return {
        document.UNKNOWN_KIND: env._(
            "This kind of file is not read: give a .docx, .pdf, .txt or .md, or paste "
            "the text."
        ),
        document.OLD_WORD: env._(
            "This is a file of an old version of Word: save it as .docx first."
        ),
        document.ENCRYPTED: env._(
            "The file is protected by a password: save it without one first."
        ),
        document.DAMAGED: env._("The file cannot be opened: it is damaged."),
        document.EMPTY: env._("There is no text in the file."),
    }[code]
