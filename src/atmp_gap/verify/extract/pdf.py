"""PDF files, by pypdf: each page's text."""

from __future__ import annotations

import logging
from pathlib import Path

from atmp_gap.verify.extract.errors import MissingLibraryError, UnreadableError


def pages_of(path: Path) -> list[str]:
    """The text of each page. Raises UnreadableError, MissingLibraryError without pypdf, OSError."""
    try:
        import pypdf
    except ImportError:
        raise MissingLibraryError('pip install "atmp-gap[verify]"') from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is encrypted and needs a password")
        return [page.extract_text() or "" for page in reader.pages]
    except UnreadableError:
        raise
    except pypdf.errors.DependencyError:
        raise UnreadableError("is encrypted in a way that needs another library") from None
    except RecursionError:
        raise UnreadableError("is nested too deeply to be read") from None
    except Exception as error:
        # pypdf lets many kinds of errors out of broken files.
        raise UnreadableError(f"cannot be read as PDF ({type(error).__name__})") from None
