"""Questions in, a QTI 2.1 package out, for systems that ask for this older specification (IMS Global, 2012).

Read back in tests by a reader that shares no code with this. Written to the published specification; not tried with any LMS.
Many take a part of it only: Canvas, by its published code, takes questions and what is right, and drops reasons and weights.

Lost: a typed answer has to match in accents, spaces and punctuation, and only its case is free; on the site all are free.
"""

from __future__ import annotations

from ..exchange import Assessment
from ..qti import package
from ..qti_items import Dialect

name = "qti-21"
suffix = "qti-21.zip"
losses = ("spelling",)

_DIALECT = Dialect(
    items="http://www.imsglobal.org/xsd/imsqti_v2p1",
    item_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    package="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    suffix="v2p1",
    renamed=False,
)


def data(assessment: Assessment) -> bytes:
    """Return the package."""
    return package(assessment, _DIALECT)
