import {registry} from "@web/core/registry";
import {calendarView} from "@web/views/calendar/calendar_view";

/** A calendar of promises: its class lets their titles take a second line. */
registry.category("views").add("service_calendar", {...calendarView});
