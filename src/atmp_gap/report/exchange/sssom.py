"""SSSOM, the Simple Standard for Sharing Ontological Mappings: a table with a commented head.

Source: SSSOM 1.0, https://mapping-commons.github.io/sssom/. Two statements that say the same for a
scope are a close match, never an exact one, because an exact match would be transitive and hold
everywhere; a single text adopted by both is exact. What differs or is to be judged is related. A
search that found nothing is written as ``sssom:NoTermFound``; what nobody searched is not written.
"""

from __future__ import annotations

import json

from atmp_gap.report.exchange import OPEN, loss_line
from atmp_gap.report.exchange.pair_words import alone_comment, comment, weakest_grade
from atmp_gap.text.escape import one_line
from atmp_gap.views.relations import Alone, Pair, Relations

TITLE = "SSSOM/TSV mapping set"
ENDING = ".sssom.tsv"
CARRIED = frozenset({"searches that found nothing", "judgements of people"})
BASE = "urn:x-atmp-gap:"
"""No address: nothing is promised to stand behind it."""
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "subject_source",
    "subject_source_version",
    "object_source",
    "object_source_version",
    "mapping_tool",
    "mapping_tool_version",
    "mapping_date",
    "comment",
    "other",
)
_PREFIXES = {
    "atmpgap": f"{BASE}requirement:",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
}


def written(relations: Relations) -> str:
    """The mapping set as text: the head as YAML in comments, then a line for each mapping."""
    result = relations.result
    head = {
        "mapping_set_description": f"{result.notice} {OPEN}",
        "mapping_set_id": f"{BASE}mappings:{result.corpus.version}:{result.corpus.fingerprint}",
        "mapping_set_title": f"{result.agencies[0]} and {result.agencies[1]}: atmp-gap",
        "mapping_set_version": f"{result.corpus.version}+{result.corpus.fingerprint}",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "mapping_date": result.as_of,
        "comment": loss_line(relations, CARRIED),
        "curie_map": _PREFIXES,
    }
    lines = [f"#{name}: {json.dumps(value)}" for name, value in head.items()]
    lines.append("\t".join(COLUMNS))
    lines += ["\t".join(_pair(pair, relations)) for pair in relations.pairs]
    lines += ["\t".join(_alone(item, relations)) for item in relations.alone if item.searched]
    return "\n".join(lines) + "\n"


def _pair(pair: Pair, relations: Relations) -> list[str]:
    part = pair.part
    predicate = "skos:closeMatch" if pair.the_same else "skos:relatedMatch"
    if pair.same_text and pair.the_same:
        predicate = "skos:exactMatch"
    if part.provisional:
        justification = "semapv:UnspecifiedMatching"
    elif part.decided_by == "judgement":
        justification = "semapv:ManualMappingCuration"
    else:
        justification = "semapv:LogicalReasoning"
    first, second = relations.result.agencies
    return [
        f"atmpgap:{pair.source.id}",
        one_line(pair.source.statement),
        predicate,
        f"atmpgap:{pair.target.id}",
        one_line(pair.target.statement),
        justification,
        *_sources(first, second, relations),
        comment(pair, relations.result),
        f"verdict={part.verdict}; question={pair.row.subject}; reading={weakest_grade(pair)}",
    ]


def _alone(item: Alone, relations: Relations) -> list[str]:
    return [
        f"atmpgap:{item.entry.id}",
        one_line(item.entry.statement),
        "skos:relatedMatch",
        "sssom:NoTermFound",
        "",
        "semapv:ManualMappingCuration",
        *_sources(item.agency, item.other, relations),
        alone_comment(item),
        f"verdict={item.part.verdict}; question={item.row.subject}; "
        f"reading={item.entry.reading.grade}",
    ]


def _sources(source: str, target: str, relations: Relations) -> list[str]:
    result = relations.result
    version = result.corpus.version
    tool, _, number = result.tool.partition(" ")
    return [
        f"atmpgap:{source}",
        version,
        f"atmpgap:{target}",
        version,
        tool,
        number,
        result.as_of,
    ]
