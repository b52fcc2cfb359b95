"""The narrow engine: loads in bulk, asks the core, writes in bulk."""
