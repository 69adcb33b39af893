"""How a page is cited: what it is called, the corpus with its version, and where it stands."""

from __future__ import annotations

from atmp_gap.corpus.corpus import Corpus

UNNAMED = "Requirements for cell and gene therapies"


def cited(corpus: Corpus, title: str, address: str) -> str:
    """A citation in a line: enough to find the very state that was seen."""
    told = [
        f"{title}.",
        f"In: {corpus.title or UNNAMED}, version {corpus.version}, {corpus.date},",
        f"fingerprint {corpus.fingerprint}.",
    ]
    if corpus.doi:
        told.append(f"https://doi.org/{corpus.doi}.")
    if address:
        told.append(address)
    return " ".join(told)
