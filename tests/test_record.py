"""Records behave like frozen dataclasses, compiled or not."""

from __future__ import annotations

import pickle

import pytest

from atmp_gap.model.record import Record, field, plain, replace


class Point(Record):
    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)


class Many(Record, many=True):
    x: int
    y: int = 0
    names: dict[str, int] = field(default_factory=dict)


class Deep(Record):
    inner: Point
    from_: str | None = field(default=None, written="from")
    others: tuple[Point, ...] = ()


@pytest.mark.parametrize("kind", [Point, Many])
class TestBothKinds:
    def test_arguments_by_place_and_by_name(self, kind: type[Point]) -> None:
        for _ in range(2):  # The first call compiles the constructor of the second kind.
            made = kind(1, y=2)
            assert (made.x, made.y, made.names) == (1, 2, {})
            assert kind(x=1) == kind(1, 0)

    def test_defaults_are_not_shared(self, kind: type[Point]) -> None:
        assert kind(1).names is not kind(1).names

    @pytest.mark.parametrize(
        "arguments", [{}, {"y": 1}, {"x": 1, "z": 2}, {"x": 1, "y": 2, "z": 3}]
    )
    def test_wrong_arguments_are_refused(
        self, kind: type[Point], arguments: dict[str, int]
    ) -> None:
        for _ in range(2):
            with pytest.raises(TypeError):
                kind(**arguments)  # type: ignore[arg-type]

    def test_too_many_arguments_are_refused(self, kind: type[Point]) -> None:
        with pytest.raises(TypeError):
            kind(1, 2, {}, 4)  # type: ignore[call-arg]

    def test_equal_by_class_and_values(self, kind: type[Point]) -> None:
        assert kind(1) == kind(1) != kind(2)
        other = Many(1) if kind is Point else Point(1)
        assert kind(1) != other

    def test_replaced_in_a_copy(self, kind: type[Point]) -> None:
        made = kind(1)
        assert replace(made, y=5) == kind(1, 5)
        assert made.y == 0
        with pytest.raises(TypeError):
            replace(made, z=1)

    def test_comes_back_from_a_pickle(self, kind: type[Point]) -> None:
        assert pickle.loads(pickle.dumps(kind(1, 2, {"a": 3}))) == kind(1, 2, {"a": 3})


def test_nothing_can_be_changed() -> None:
    made = Point(1)
    with pytest.raises(AttributeError, match="frozen"):
        made.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del made.x
    assert made.x == 1


def test_one_field_is_enough() -> None:
    class Lone(Record, many=True):
        x: int

    assert replace(Lone(1), x=2) == Lone(2) != Lone(1)
    assert hash(Lone(1)) == hash(Lone(1))


def test_the_order_of_arguments_does_not_matter_to_hash_and_text() -> None:
    class Pair(Record):
        a: int
        b: int

    assert hash(Pair(a=1, b=2)) == hash(Pair(b=2, a=1))
    assert repr(Pair(b=2, a=1)).endswith("Pair(a=1, b=2)")


def test_plain_data_follows_the_fields() -> None:
    deep = Deep(Point(1), "x", (Point(2, 3),))
    inner = {"x": 1, "y": 0, "names": {}}
    assert plain(deep) == {
        "inner": inner,
        "from_": "x",
        "others": [{"x": 2, "y": 3, "names": {}}],
    }
    assert list(plain(deep, written=True)) == ["inner", "from", "others"]
    assert plain(deep, written=True, given=True)["inner"] == {"x": 1}


def test_fields_without_a_default_may_follow_others_by_name() -> None:
    class Late(Record, kw_only=True):
        a: int = 0
        b: int

    assert (Late(b=2).a, Late(b=2).b) == (0, 2)
