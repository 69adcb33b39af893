"""A domain of several scopes: asked in each of them, and nowhere between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from atmp_gap.corpus.bundled import open_corpus
from atmp_gap.corpus.fingerprint import of_entry, of_subject
from atmp_gap.corpus.problem import InvalidCorpusError
from atmp_gap.gap.compare import Request
from atmp_gap.views.why_not import why_not
from support import VOCABULARY, ema, fda, files, open_files, result_of, row_of

pytestmark = pytest.mark.requirement("TR-05")

ASKS = {"amount": {"kind": "limit", "dimension": "mass-per-dose", "stricter": "lower"}}
TWO = [{"product": ["aav"]}, {"product": ["cells"], "stage": ["pivotal"]}]
SAID = [fda({"amount": "< 10 ng/dose"}), ema({"amount": "< 10 ng/dose"})]


def view(**scope: str) -> dict[str, Any]:
    return {"scope": {name: (term,) for name, term in scope.items()}}


def test_parts_lie_in_the_scopes_only(tmp_path: Path) -> None:
    row = row_of(tmp_path, ASKS, SAID, domain=TWO)
    assert [part.scope for part in row.parts] == [
        {"product": ("aav",)},
        {"product": ("cells",), "stage": ("pivotal",)},
    ]


def test_the_first_scope_is_what_the_question_is_about(tmp_path: Path) -> None:
    """A report on it is as if there were no other; in others what sets them apart is named."""
    corpus = open_files(tmp_path, files(ASKS, SAID, domain=TWO))
    (row,) = result_of(corpus, **view(product="aav")).rows
    assert [part.scope for part in row.parts] == [{}]
    assert row.domain == {"product": ("aav",)}
    (row,) = result_of(corpus, **view(product="cells")).rows
    assert [part.scope for part in row.parts] == [{"stage": ("pivotal",)}]


def test_between_the_scopes_the_question_does_not_arise(tmp_path: Path) -> None:
    corpus = open_files(tmp_path, files(ASKS, SAID, domain=TWO))
    scope = {"product": ("cells",), "stage": ("phase-1",)}
    assert result_of(corpus, scope=scope).rows == ()


@pytest.mark.parametrize("domain", [[], [{"product": ["aav"]}, {"product": ["moon"]}]])
def test_a_scope_that_is_none_is_a_problem(tmp_path: Path, domain: list[Any]) -> None:
    with pytest.raises(InvalidCorpusError) as raised:
        open_files(tmp_path, files(ASKS, SAID, domain=domain))
    assert "topic.yaml" in str(raised.value)


def later(yes: bool) -> dict[str, Any]:
    """A vocabulary that has one more dimension."""
    added = {
        "id": "colour",
        "title": "Colour",
        "option": "colour",
        "later": yes,
        "terms": [{"id": "red"}, {"id": "blue"}],
    }
    return {**VOCABULARY, "dimensions": [*VOCABULARY["dimensions"], added]}


def prints(folder: Path, vocabulary: dict[str, Any], **more: Any) -> tuple[str, str]:
    content = files(ASKS, [fda({"amount": "< 10 ng/dose"}, **more)])
    corpus = open_files(folder, {**content, "vocabulary.yaml": vocabulary})
    file = corpus.subjects["s"]
    return of_subject(file, corpus), of_entry(file.entries[0], corpus)


def test_a_dimension_added_later_makes_no_judgement_suspect(tmp_path: Path) -> None:
    before = prints(tmp_path / "a", VOCABULARY)
    assert prints(tmp_path / "b", later(yes=True)) == before
    assert prints(tmp_path / "c", later(yes=False)) != before
    cut = prints(tmp_path / "d", later(yes=True), applies_to={"colour": ["red"]})
    assert cut[0] == before[0]
    assert cut[1] != before[1]


def test_no_entry_speaks_on_the_vector_of_modified_cells_unless_it_says_so() -> None:
    """What is written for vectors given in vivo must not begin to speak on those used ex vivo."""
    corpus = open_corpus()
    asked = [file for file in corpus.subjects.values() if file.scopes]
    assert len(asked) >= 25
    for file in asked:
        for entry in file.entries:
            told = entry.requirement
            decides = told.standing == "text" and not told.general and not told.by_analogy
            if decides and corpus.space.meet(entry.box, *file.scopes[1:]) is not None:
                assert "gene-modified-cells" in told.applies_to.get("product", ()), entry.id


def test_why_a_question_does_not_arise_names_each_scope(tmp_path: Path) -> None:
    corpus = open_files(tmp_path, files(ASKS, SAID, domain=TWO))
    scope = {"product": ("cells",), "stage": ("phase-1",)}
    request = Request(("FDA", "EMA"), corpus.date, scope=scope)
    (reason,) = why_not(corpus, request, "s")
    assert not reason.kept
    assert "product aav, not cells, or else it is about " in reason.reason
    assert "stage pivotal, not phase-1" in reason.reason
