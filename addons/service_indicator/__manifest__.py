{
    "name": "Service Indicators",
    "summary": "One definition of each figure, with the records behind it",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tools",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["base_engine_tools"],
}
