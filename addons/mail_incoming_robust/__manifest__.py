{
    "name": "Incoming E-mails: Robust",
    "summary": "Takes every e-mail in, and knows those of machines",
    "version": "19.0.1.0.0",
    "category": "Productivity/Discuss",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "mail",
    ],
}
