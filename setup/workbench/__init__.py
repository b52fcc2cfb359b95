"""Sets up, runs and tests the project.

Standard library only: it runs before anything is installed.
"""
