"""Boundaries of districts and villages as paths that a browser draws: one flat picture of the regency.

The picture has 4,000 units from west to east, some 22 metres each, north above. The paths stand in one static file
(`manage.py draw_boundaries`), so a browser fetches them once; a page names the shapes that it colours.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_FILES = ("kecamatan.geojson", "villages.geojson")
WIDTH = 4000


@dataclass(frozen=True)
class Shape:
    """One region: its outline as the `d` of a path, and the box around it (west, north, east, south)."""

    code: str
    outline: str
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Projection:
    """From degrees to units of the picture."""

    west: float
    north: float
    across: float
    down: float

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a point of the earth lies in the picture."""
        return round((longitude - self.west) * self.across), round((self.north - latitude) * self.down)


def shape_id(code: str) -> str:
    """The id of a region's path in the static file."""
    return f"w{code.replace('.', '')}"


def box_of(codes: list[str], margin: int = 40) -> tuple[int, int, int, int]:
    """The box around some regions as a view box (x, y, width, height); of everything for none."""
    boxes = [shapes()[code].box for code in codes if code in shapes()] or [
        shape.box for shape in shapes().values()
    ]
    west, north = min(box[0] for box in boxes) - margin, min(box[1] for box in boxes) - margin
    east, south = max(box[2] for box in boxes) + margin, max(box[3] for box in boxes) + margin
    return west, north, east - west, south - north


@cache
def projection() -> Projection:
    """The projection that fits the regency into the picture."""
    points = [point for feature in _features() for ring in _rings(feature) for point in ring]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    across = WIDTH / (east - west)
    return Projection(west, north, across, across / math.cos(math.radians((south + north) / 2)))


@cache
def shapes() -> dict[str, Shape]:
    """Every district and village by its code."""
    found = {}
    for feature in _features():
        code = feature["properties"]["code"]
        rings = [[projection().place(*point[:2]) for point in ring] for ring in _rings(feature)]
        xs, ys = [x for ring in rings for x, _y in ring], [y for ring in rings for _x, y in ring]
        outline = "".join(_ring(ring) for ring in rings)
        found[code] = Shape(code, outline, (min(xs), min(ys), max(xs), max(ys)))
    return found


def picture() -> str:
    """The static file: every shape by its id, to be used from pages."""
    paths = "".join(f'<path id="{shape_id(code)}" d="{shape.outline}"/>' for code, shape in shapes().items())
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{paths}</defs></svg>\n'


def _ring(points: list[tuple[int, int]]) -> str:
    """A closed outline in relative steps; steps that round to nothing are left out."""
    (x, y), steps = points[0], []
    start = f"M{x} {y}"
    for next_x, next_y in points[1:-1]:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
            x, y = next_x, next_y
    return f"{start}l{' '.join(steps)}z" if steps else f"{start}z"


def _features() -> list[dict[str, Any]]:
    return [
        feature
        for name in _FILES
        for feature in json.loads((_DATA / name).read_text(encoding="utf-8"))["features"]
    ]


def _rings(feature: dict[str, Any]) -> list[list[list[float]]]:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]
