"""The corpora of the growth benchmark are read, and compared."""

import pytest
from benchmarks.growth import THINGS, fitted_exponent, measure


@pytest.mark.parametrize("thing", THINGS)
def test_a_small_corpus_of_each_thing_gives_parts(thing: str) -> None:
    growth = THINGS[thing]
    assert measure(growth.make(growth.sizes[0] // 20 + 2))[2] > 0


def test_the_exponent_of_a_square_is_two() -> None:
    assert fitted_exponent((1, 2, 4), (0.1, 0.4, 1.6)) == pytest.approx(2)
