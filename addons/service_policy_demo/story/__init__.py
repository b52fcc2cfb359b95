"""The story of the demo company: who, and what happened on which day.

``people`` and ``days`` are plain data and arithmetic. The other modules are chapters
that write it down through the ORM; nothing of it is in anybody's registry.
"""
