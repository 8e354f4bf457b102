"""The whole comparison in, one JSON document (RFC 8259) out, for programs; it follows the published JSON Schema.

Nothing is lost: read back as a comparison, it equals the one it was made from.
"""

from __future__ import annotations

from ..project import Project

name = "json"
uri = "downloads/comparison.json"


def text(project: Project) -> str:
    """Return the comparison as indented JSON, its fields in the order of the model; fields left out stay out."""
    return project.comparison.model_dump_json(exclude_defaults=True, indent=2) + "\n"
