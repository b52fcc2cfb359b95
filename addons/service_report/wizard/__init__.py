from . import service_report_month_draw
