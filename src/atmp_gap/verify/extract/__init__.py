"""From a file of any kind that is read to a ``DocumentText``; `extract.file` is the way in."""
