"""The forms in which the comparison leaves the site, one module a format."""

from . import comparison_json, table_csv

# Each has `name` (its message), `uri` (its place in the site) and `text(project)`.
FORMATS = (comparison_json, table_csv)
