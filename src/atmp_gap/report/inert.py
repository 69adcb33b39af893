"""The former place of ``atmp_gap.text.escape``, until every room imports that."""

from atmp_gap.text.escape import escape_cell as cell
from atmp_gap.text.escape import one_line

__all__ = ["cell", "one_line"]
