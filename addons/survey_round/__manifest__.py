{
    "name": "Survey Rounds",
    "summary": "Ask a list of people once, also anonymously, with reminders and rates",
    "version": "19.0.1.0.0",
    "category": "Marketing/Surveys",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["base_engine_tools", "survey", "mail"],
    "data": [
        "security/ir.model.access.csv",
        "security/survey_round_security.xml",
        "data/ir_cron_data.xml",
        "views/survey_round_views.xml",
        "views/survey_survey_views.xml",
        "views/survey_round_templates.xml",
        "views/survey_round_menus.xml",
    ],
}
