"""The whole comparison in, one JSON document (RFC 8259) out, for programs; it follows the published JSON Schema.

Nothing is lost: read back as a comparison, it equals the one it was made from.
"""

from __future__ import annotations

import json

from ..project import Project

name = "json"
uri = "downloads/comparison.json"


def text(project: Project) -> str:
    """Return the comparison as indented JSON, its fields in the order of the model; fields left out stay out."""
    data = project.comparison.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
