"""The XML parts of office files, by lxml: linear time, no entities, no network."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from atmp_gap.verify.extract.errors import UnreadableError


def parsed(raw: bytes, kind: str) -> Element:
    """The tree of one part of a file of some kind. Raises UnreadableError.

    Comments and processing instructions are left out. No office file declares a document type, so
    one that does is refused: it may define entities, and nothing good comes of those.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in str(error):
            raise UnreadableError("is nested too deeply to be read") from None
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise UnreadableError(f"cannot be read as {kind}; its text is damaged") from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(f"cannot be read as {kind}; it declares a document type")
    # What is used of it is the same as of the standard library's elements.
    tree: Element = root
    return tree
