{
    "name": "Tests: Service Deadlines",
    "summary": "Records with promises that are nobody's business, for tests only",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["base_automation", "service_deadline"],
    "data": ["security/ir.model.access.csv"],
}
