"""The plot docs/performance.svg: items against processor time, logarithmic, in two panels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from benchmarks.figures import Results
from benchmarks.peers import PEERS

WIDTH, HEIGHT = 1000, 560
TOP, BOTTOM = 92, 490
LABEL = 17
"""Least distance between two labels."""
OURS = (
    ("check", "check, cold", "#8a3ffc", ""),
    ("load", "CSafeLoader alone", "#6f6f6f", "6 4"),
    ("compare", "compare, cold", "#0f62fe", ""),
    ("scan", "libyaml events alone", "#6f6f6f", "2 4"),
    ("warm", "compare, warm", "#009d9a", ""),
)
THEIRS = ("#a2191f", "#b28600", "#198038", "#d02670", "#8a3800", "#005d5d")
INK, FAINT = "#161616", "#dcdcdc"
"""The drawing brings its own light ground, so that it can be read on a dark page too."""


@dataclass(frozen=True)
class Line:
    """One curve: (items, seconds) in order; ``over`` says that the last value is a lower bound."""

    label: str
    points: tuple[tuple[float, float], ...]
    colour: str
    dash: str = ""
    over: bool = False
    bold: bool = False

    def upto(self, items: float) -> Line:
        """The same curve, no further than that many items, named for the panel of all tools."""
        points = tuple(point for point in self.points if point[0] <= items)
        return replace(self, label="atmp-gap compare", points=points or self.points[:1])


@dataclass(frozen=True)
class Panel:
    """Where one set of curves is drawn, and what its axes span."""

    title: str
    left: float
    right: float
    items: tuple[float, float]
    seconds: tuple[float, float]

    def x(self, items: float) -> float:
        """Where a number of items is."""
        low, high = self.items
        share = math.log(items / low) / math.log(high / low) if high > low else 0.5
        return self.left + share * (self.right - self.left)

    def y(self, seconds: float) -> float:
        """Where a time is."""
        low, high = self.seconds
        return BOTTOM - math.log(seconds / low) / math.log(high / low) * (BOTTOM - TOP)


def drawing(results: Results) -> str:
    """The SVG; with axes alone where nothing was measured."""
    ours = list(_ours(results))
    theirs = list(_theirs(results))
    seconds = [value for line in (*ours, *theirs) for _, value in line.points] or [1.0]
    span = (10 ** math.floor(math.log10(min(seconds))), 10 ** math.ceil(math.log10(max(seconds))))
    if span[0] >= span[1]:
        span = (span[0] / 10, span[1])
    sizes = results.about["sizes"]
    small = [size for size in sizes if size <= 10_000] or sizes
    left = Panel("Beside the neighbours", 66, 350, (min(small), max(small)), span)
    right = Panel("Beside merely reading the YAML", 582, 800, (min(sizes), max(sizes)), span)
    about = results.about
    beside = [line.upto(max(small)) for line in ours if line.label == "compare, cold"]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}" role="img" '
            'font-family="system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif">',
            "<title>Items against processor seconds: atmp-gap and neighbouring tools</title>",
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8" '
            f'fill="#ffffff" stroke="{FAINT}"/>',
            _text(24, 34, "Processor seconds for a number of requirements", size=18, weight=600),
            _text(
                *(
                    24,
                    54,
                    "both axes logarithmic; one run on one machine, " + about["started"][:10],
                ),
                size=12,
                colour="#525252",
            ),
            *_panel(left, [*beside, *theirs], small),
            *_panel(right, ours, sizes),
            _text(
                *(24, HEIGHT - 16, f"▲ ended at the cap of {about['cap']:g} s"),
                size=12,
                colour="#525252",
            )
            if any(line.over for line in (*ours, *theirs))
            else "",
            "</svg>",
            "",
        ]
    )


def _ours(results: Results) -> Iterator[Line]:
    for name, label, colour, dash in OURS:
        line = _line(results, f"ours/{name}", label, colour, dash, bold=not dash)
        if line:
            yield line


def _theirs(results: Results) -> Iterator[Line]:
    for peer, colour in zip(PEERS, THEIRS, strict=True):
        line = _line(results, f"peers/{peer.name}", peer.name, colour)
        if line:
            yield line


def _line(
    results: Results, name: str, label: str, colour: str, dash: str = "", bold: bool = False
) -> Line | None:
    points = []
    over = False
    for size in results.about["sizes"]:
        found = results.seconds(f"{name}/{size}")
        if found:
            points.append((float(size), found.middle))
            over = found.over
    return Line(label, tuple(points), colour, dash, over, bold) if points else None


def _panel(panel: Panel, lines: Sequence[Line], sizes: Sequence[int]) -> Iterator[str]:
    yield _text(panel.left, TOP - 14, panel.title, size=14, weight=600)
    low, high = panel.seconds
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        y = panel.y(10.0**power)
        yield (
            f'<line x1="{panel.left:.1f}" x2="{panel.right:.1f}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{FAINT}"/>'
        )
        yield _text(panel.left - 8, y + 4, f"{10.0**power:g} s", anchor="end", size=12)
    for size in sizes:
        x = panel.x(size)
        yield (f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{BOTTOM}" stroke="{FAINT}"/>')
        yield _text(x, BOTTOM + 20, f"{size:,}", anchor="middle", size=12)
    for line in lines:
        yield from _curve(panel, line)
    yield from _labels(panel, lines)


def _curve(panel: Panel, line: Line) -> Iterator[str]:
    places = [(panel.x(items), panel.y(seconds)) for items, seconds in line.points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dash = f' stroke-dasharray="{line.dash}"' if line.dash else ""
    yield (
        f'<polyline points="{path}" fill="none" stroke="{line.colour}" '
        f'stroke-width="{3 if line.bold else 1.8}" stroke-linejoin="round"{dash}/>'
    )
    for index, (x, y) in enumerate(places):
        if line.over and index == len(places) - 1:
            yield f'<path d="M{x - 6:.1f},{y + 4:.1f} l6,-11 l6,11 Z" fill="{line.colour}"/>'
        else:
            size = 4 if line.bold else 3
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{line.colour}"/>'


def _labels(panel: Panel, lines: Sequence[Line]) -> Iterator[str]:
    """Names at the ends of the curves, moved apart where they would touch."""
    ends = sorted(lines, key=lambda line: panel.y(line.points[-1][1]))
    wanted = [panel.y(line.points[-1][1]) for line in ends]
    for line, y in zip(ends, apart(wanted, LABEL, TOP, BOTTOM), strict=True):
        items, seconds = line.points[-1]
        x, at = panel.x(items), panel.y(seconds)
        start = panel.right + 22
        yield (
            f'<line x1="{x + 7:.1f}" y1="{at:.1f}" x2="{start - 4:.1f}" y2="{y:.1f}" '
            f'stroke="{line.colour}" stroke-width="0.8"/>'
        )
        shown = f"{line.label}, {'over ' if line.over else ''}{_seconds(seconds)}"
        weight = 600 if line.bold else 400
        yield _text(start, y + 4, shown, size=12.5, colour=line.colour, weight=weight)


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones (sorted), at least so far apart, between two ends.

    Neighbours that touch are moved as one block around the middle of what they want.
    """
    blocks: list[list[float]] = []
    for value in wanted:
        blocks.append([value])
        while len(blocks) > 1 and _start(blocks[-1], least, low, high) < (
            _start(blocks[-2], least, low, high) + len(blocks[-2]) * least
        ):
            last = blocks.pop()
            blocks[-1] += last
    return [
        _start(block, least, low, high) + place * least
        for block in blocks
        for place in range(len(block))
    ]


def _start(block: Sequence[float], least: float, low: float, high: float) -> float:
    length = (len(block) - 1) * least
    start = sum(block) / len(block) - length / 2
    return max(low, min(start, high - length))


def _seconds(value: float) -> str:
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s"


def _text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    colour: str = INK,
    weight: int = 400,
    anchor: str = "start",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
    )
