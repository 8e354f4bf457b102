"""Questions in, a QTI 3.0 package out, for players and item banks of 1EdTech's current specification (2022).

Read back in tests by the certified player qti3-item-player 1.1.20, which plays, scores and explains every kind of question,
and by a reader of the packages that shares no code with this. Written to the published specification; not tried with any LMS.

Lost: a typed answer has to match in accents, spaces and punctuation, and only its case is free; on the site all are free.
"""

from __future__ import annotations

from ..exchange import Assessment
from ..qti import package
from ..qti_items import Dialect

name = "qti-30"
suffix = "qti-30.zip"
losses = ("spelling",)

_DIALECT = Dialect(
    items="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    item_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    package="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    schema="QTI Package",
    schema_version="3.0.0",
    suffix="v3p0",
    renamed=True,
)


def data(assessment: Assessment) -> bytes:
    """Return the package."""
    return package(assessment, _DIALECT)
