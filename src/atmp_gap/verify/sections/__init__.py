"""Where a locator such as `2.2.1`, `Article 16(1)` or `VI.B` leads in a text.

`locator` takes the words apart, `headings` and `paragraphs` find what a text numbers, `outline`
follows the one through the other.
"""
