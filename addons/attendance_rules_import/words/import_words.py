"""What is wrong with a file or a row of it, and what to do, in the reader's words."""

from datetime import datetime

from odoo.tools import format_date, format_datetime

from odoo.addons.base_engine_tools.words.dates import ANOTHER_YEAR, date_in_words

MEGA = 1_000_000


class ImportWords:
    """Writes sentences about an import for whoever looks at it.

    :param tz: in which stored times are said
    """

    def __init__(self, env, tz):
        self.env, self.tz = env, tz

    # Files

    def of_file(self, problem, name):
        """Return why a file cannot be read, with the remedy.

        :param problem: ``FileProblem``
        :param name: of the source that it was tried with
        """
        return getattr(self, f"_file_{problem.code}")(name=name, **problem.values)

    def _file_empty(self, **values):
        return self.env._("The file is empty: choose another one.")

    def _file_encoding(self, **values):
        return self.env._(
            "The text of the file cannot be read: save it as CSV in UTF-8, or as XLSX, "
            "and try again."
        )

    def _file_spreadsheet(self, **values):
        return self.env._(
            "The spreadsheet cannot be opened: it is damaged, or protected by a "
            "password. Save it as XLSX or CSV and try again."
        )

    def _file_bytes(self, most, **values):
        return self.env._(
            "The file is too large, or becomes so when it is unpacked: more than "
            "%(most)s MB. Export a shorter time.",
            most=most // MEGA,
        )

    def _file_rows(self, most, **values):
        return self.env._(
            "The file has more than %(most)s rows: export a shorter time.", most=most
        )

    def _file_cells(self, most, **values):
        return self.env._(
            "The file has more than %(most)s cells: export a shorter time, or fewer "
            "columns.",
            most=most,
        )

    def _file_columns(self, most, line, **values):
        return self.env._(
            "A row has more than %(most)s columns: delete what stands far to the right "
            "of the table.",
            most=most,
        )

    def _file_cell(self, most, line, **values):
        return self.env._(
            "Line %(line)s is too long: this is no list of punches, or its lines are "
            "not separated.",
            line=line,
        )

    def _file_no_people(self, name, found, **values):
        return self.env._(
            "No heading that “%(name)s” knows says who: the number or the name of the "
            "employee. Found: %(found)s. Say below what the columns mean.",
            name=name,
            found=found,
        )

    def _file_no_times(self, name, found, **values):
        return self.env._(
            "No heading that “%(name)s” knows says when somebody punched. Found: "
            "%(found)s. Say below what the columns mean.",
            name=name,
            found=found,
        )

    def _file_serial(self, heading, **values):
        return self.env._(
            "The column “%(heading)s” only counts the rows: it is no number of an "
            "employee. Say below which column says who.",
            heading=" ".join(heading.split()),
        )

    def _file_no_month(self, **values):
        return self.env._(
            "The columns are the days of a month, but nothing says of which: write it "
            "above the headings (2026-03) or into the name of the file."
        )

    def _file_all_no_date(self, found, **values):
        return self.env._(
            "There are times (%(found)s), but no date with them: export the date, too, "
            "or say below in which column it stands.",
            found=found,
        )

    def _file_all_no_time(self, found, **values):
        return self.env._(
            "There are dates (%(found)s), but no times with them: say below in which "
            "columns the times stand.",
            found=found,
        )

    def _file_all_unreadable(self, found, **values):
        return self.env._(
            "Not one row has a time that can be read: “%(found)s” is none. Say below "
            "in which columns the times stand.",
            found=found,
        )

    def _file_all_other(self, **values):
        return self.env._(
            "Not one row can be read. Say below what the columns mean, or choose "
            "another file."
        )

    _file_all_nobody = _file_all_rounded = _file_all_quote = _file_all_other
    _file_all_damaged = _file_all_long = _file_all_backwards = _file_all_other
    _file_all_two_dates = _file_all_other

    # Rows

    def of_row(self, problem):
        """Return what is wrong with a row, with the remedy, in a sentence."""
        values = dict(problem.values)
        on = values.pop("on", None)
        sentence = getattr(self, f"_row_{problem.code}")(**values)
        if not on:
            return sentence
        return self.env._(
            "%(day)s: %(sentence)s", day=format_date(self.env, on), sentence=sentence
        )

    def _row_nobody(self, **values):
        return self.env._("No number and no name: write one of them into the row.")

    def _row_unknown(self, value, **values):
        return self.env._(
            "Nobody is called “%(value)s”: add the number to the employee or to the "
            "source.",
            value=value,
        )

    def _row_ambiguous(self, value, **values):
        return self.env._(
            "More than one employee is called “%(value)s”: add the number to the "
            "source.",
            value=value,
        )

    def _row_disagree(self, value, name, other, **values):
        return self.env._(
            "%(number)s is %(other)s, and not %(name)s: put the number right, in the "
            "file or at the employee.",
            number=value,
            other=other,
            name=name,
        )

    def _row_two_names(self, value, name, other, **values):
        return self.env._(
            "%(number)s is called %(other)s in a row before, and %(name)s here: put "
            "the number or the name right.",
            number=value,
            other=other,
            name=name,
        )

    def _row_rounded(self, value, **values):
        return self.env._(
            "Excel has rounded the number (%(value)s): format the column as text and "
            "export again.",
            value=value,
        )

    def _row_unreadable(self, value, **values):
        return self.env._(
            "“%(value)s” is not a date or time that exists: put it right in the file.",
            value=value,
        )

    def _row_order(self, value, **values):
        return self.env._(
            "“%(value)s” could be two days: say which comes first, the day or the "
            "month.",
            value=value,
        )

    def _row_no_date(self, value, **values):
        return self.env._("The time %(value)s has no date: add it.", value=value)

    def _row_no_time(self, value, **values):
        return self.env._("The date %(value)s has no time: add it.", value=value)

    def _row_two_dates(self, value, **values):
        return self.env._(
            "The row has two dates that are days apart (%(value)s): put one right.",
            value=value,
        )

    def _row_backwards(self, value, **values):
        return self.env._(
            "A check-out (%(value)s) lies before its check-in: put it right, or mark "
            "the next day (“+1”).",
            value=value,
        )

    def _row_quote(self, **values):
        return self.env._("A quotation mark is not closed: delete it or close it.")

    def _row_damaged(self, **values):
        return self.env._("The row is damaged (NUL characters): export it again.")

    def _row_long(self, **values):
        return self.env._("A cell is too long to be a time or a name: shorten it.")

    def _row_future(self, moment, **values):
        return self.env._(
            "%(value)s lies in the future: put the date right.",
            value=self._moment(moment),
        )

    def _row_not_employed(self, day, **values):
        return self.env._(
            "Not employed on %(day)s: put the date right (did the clock lose its "
            "time?) or the contract.",
            day=format_date(self.env, day),
        )

    def _row_duplicate(self, first, **values):
        return self.env._("The same punch as in line %(line)s.", line=first)

    def _row_overlap(self, start, end, **values):
        return self.env._(
            "Overlaps with the presence from %(start)s to %(end)s that is there "
            "already: change that one, or leave this row out.",
            start=self._stored(start),
            end=self._stored(end) if end else self.env._("now"),
        )

    # Moments

    def _stored(self, moment):
        return format_datetime(self.env, moment, tz=self.tz, dt_format="short")

    def _moment(self, moment: datetime):
        """Return a time of the file as it is there."""
        return f"{format_date(self.env, moment.date())} {moment:%H:%M}"

    def presses(self, presses):
        """Return times with their direction; the next day's are told by their date."""
        words = {
            "in": self.env._("in"),
            "out": self.env._("out"),
            "outing": self.env._("outing"),
        }
        told, day = [], None
        for moment, side in presses:
            clock = f"{moment:%H:%M}"
            if moment.date() != day:
                day = moment.date()
                shown = date_in_words(self.env, day, ANOTHER_YEAR)
                clock = f"{shown} {clock}"
            told.append(f"{clock} {words[side]}" if side else clock)
        return " · ".join(told)
