from . import (
    mail_held,
    mail_mail,
    mail_thread,
    res_config_settings,
)
