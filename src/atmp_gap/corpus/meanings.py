"""Words people type, and the words of the files that mean nearly the same or stand nearby.

For hints and searches, where the files do not know a word: they list what is near by meaning, and
never take it for what was typed. A word that means just the same belongs into the files, as a
synonym.
"""

from __future__ import annotations

import re

_GROUPS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # cells
    (
        ("TIL", "tumour-infiltrating lymphocytes", "NK", "NK cells", "natural killer cells"),
        ("lymphocytes", "somatic cells", "CAR-T"),
    ),
    (
        ("EBV-specific T cells", "virus-specific T cells", "VST", "Treg", "regulatory T cells"),
        ("T cells", "lymphocytes", "CAR-T"),
    ),
    (
        ("CD34+", "CD34", "HSPC", "HSC", "blood stem cells", "bone marrow cells", "cord blood"),
        ("genetically modified haematopoietic stem cells", "somatic cells"),
    ),
    (
        (
            *("mesenchymal stem cells", "mesenchymal stromal cells", "stromal cells", "MSC"),
            *("dendritic cells", "hepatocytes", "keratinocytes", "fibroblasts", "islets"),
        ),
        ("somatic cells", "tissue-engineered"),
    ),
    (("chondrocytes", "limbal cells", "skin", "cartilage"), ("tissue-engineered", "somatic cells")),
    (("CAR", "TCR", "CAR-T cells", "engineered immune cells"), ("CAR-T",)),
    # vectors and what else is given
    (
        (
            *("AAV1", "AAV2", "AAV5", "AAV6", "AAV8", "AAV9", "AAVrh74", "AAVrh10", "rh74"),
            *("parvovirus", "capsid"),
        ),
        ("AAV",),
    ),
    (("HEK", "HEK 293", "293", "packaging cells", "producer cells"), ("HEK293",)),
    (("siRNA", "oligonucleotide", "ASO", "RNA", "lipid nanoparticle"), ("mRNA", "non-viral")),
    (
        ("CRISPR", "Cas9", "base editing", "prime editing", "zinc finger", "ZFN", "TALEN"),
        ("gene editing", "editing component", "in vivo editing"),
    ),
    (("vaccinia", "measles", "pox"), ("other viral vector", "oncolytic virus")),
    (("phage", "bacteria", "microbiome"), ("bacterial vector",)),
    # ways of giving
    (
        ("subcutaneous", "SC", "intramuscular", "IM", "intradermal"),
        ("intramuscular or subcutaneous",),
    ),
    (
        (
            *("intravesical", "intralesional", "intratumoral", "intrapleural", "intraperitoneal"),
            *("intracoronary", "intra-arterial", "intraportal", "intra-articular"),
        ),
        ("local injection", "parenteral", "implanted or topical"),
    ),
    (
        (
            "intraputaminal",
            "intracisternal",
            "intraparenchymal",
            "cisterna magna",
            "into the brain",
        ),
        ("intrathecal or into the brain",),
    ),
    (
        ("inhaled", "inhalation", "nebulised", "intranasal", "intratracheal", "oral", "by mouth"),
        ("local injection", "implanted or topical", "parenteral"),
    ),
    (("suprachoroidal", "intraocular", "eye drops"), ("into the eye",)),
    # stages
    (("phase 1/2", "phase I/II", "phase 1b", "phase 1b/2a"), ("phase 1", "phase 2")),
    (("phase 2/3", "registrational", "pivotal phase 2"), ("pivotal trial", "phase 2")),
    # questions
    (("specification", "acceptance criterion", "limit", "release limit"), ("specifications",)),
    (("stability", "shelf life", "expiry", "retest"), ("stability", "shelf life")),
    (("APS", "media fill", "aseptic process simulation"), ("aseptic", "process validation")),
    (("PPQ", "process performance qualification"), ("process validation", "validation lots")),
    (("potency matrix", "matrix approach", "mechanism of action"), ("potency",)),
    (("sterile", "bioburden", "microbiological control"), ("sterility", "microbial")),
    (("pyrogen", "MAT", "LAL"), ("endotoxin",)),
    (("RCL", "RCR", "RCA", "RCV"), ("replication-competent virus",)),
    (("dsRNA", "double-stranded RNA"), ("mRNA impurities", "double-stranded RNA")),
    (("VCN", "vector copy number", "copies per genome"), ("vector copy number",)),
    (
        ("CPP", "critical process parameter", "process parameter", "KPP", "design space"),
        ("established conditions", "process validation", "critical parameters"),
    ),
    (("CQA", "quality attribute"), ("attributes", "specifications")),
    (("identity", "identification"), ("identity", "characterisation")),
    (("LTFU", "late effects"), ("long-term follow-up",)),
    (("DMF", "ASMF", "MF", "master file"), ("master file",)),
    (("donor", "infectious disease markers"), ("donor testing",)),
)


def _key(word: str) -> str:
    return re.sub(r"[^\w]|_", "", word.casefold())


_NEAR: dict[str, tuple[str, ...]] = {}
for _words, _meant in _GROUPS:
    for _word in _words:
        _NEAR[_key(_word)] = (*_NEAR.get(_key(_word), ()), *_meant)


def related(word: str) -> tuple[str, ...]:
    """Words that are near one by meaning, the nearest first; none where none are known."""
    key = _key(word)
    for spelt in (key, key.removesuffix("s"), f"{key}s"):
        if spelt in _NEAR:
            return _NEAR[spelt]
    return ()


def groups() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """All that is known: words people type, each list with the words that are near it."""
    return _GROUPS
