"""The former place of ``atmp_gap.text.wrap``, until every room imports that."""

from atmp_gap.text.wrap import wrap

__all__ = ["wrap"]
