"""The colors, read from the style sheet: told apart with any color vision, and every text readable on its ground.

Color vision deficiency is simulated in full severity by the matrices of Machado, Oliveira and Fernandes, "A Physiologically-based
Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, table of
severity 1.0, in linear RGB. Differences are CIE76: distances in CIELAB under the white D65. Of two patches side by side people see a
difference of about 2; 20 is plain to see across a room. Contrast is that of WCAG 2.2.
"""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from comparison import drawing
from support import ROOT

SHEET = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
NAMES = ("one", "two", "three", "four", "five")
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# The least difference of any two roles' colors, and of the first two, which most comparisons have.
LEAST, LEAST_OF_TWO = 20, 45
TEXTS = ("md-default-fg-color", "md-typeset-a-color", "md-accent-fg-color", "cmp-muted", "cmp-flag", "cmp-right", "cmp-shared",
         *(f"cmp-{name}" for name in NAMES))


def properties(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def scheme(name: str) -> dict[str, str]:
    """Return the custom properties that are colors, as they are in a scheme."""
    light = properties("".join(re.findall(r"^:root[^{]*\{(.*?)^\}", SHEET, re.MULTILINE | re.DOTALL)))
    own = re.search(rf'\[data-md-color-scheme="{name}"\] \{{(.*?)\n  \}}', SHEET, re.DOTALL)
    return light | properties(own[1])


def linear(color: str) -> list[float]:
    parts = [int(color[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, two: str) -> float:
    dark, light = sorted(sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(color))) for color in (one, two))
    return (light + 0.05) / (dark + 0.05)


def lab(color: str, vision: str) -> tuple[float, float, float]:
    seen = [min(1, max(0, sum(weight * part for weight, part in zip(row, linear(color))))) for row in VISION[vision]]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    x, y, z = (sum(weight * part for weight, part in zip(row, seen)) / white for row, white in zip(to_xyz, (0.95047, 1, 1.08883)))
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, two: str, vision: str) -> float:
    return math.dist(lab(one, vision), lab(two, vision))


def test_the_measures_measure():
    assert round(contrast("#000000", "#ffffff"), 2) == 21 and round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert [round(part, 1) for part in lab("#ff0000", "normal")] == [53.2, 80.1, 67.2]
    # Red and green of the same lightness: plain to see, but not for everyone.
    assert difference("#c06000", "#608f00", "normal") > 40 > 15 > difference("#c06000", "#608f00", "deuteranopia")


@pytest.mark.parametrize("name", ["default", "slate"])
@pytest.mark.parametrize("vision", VISION)
def test_the_roles_colors_can_be_told_apart_with_any_color_vision(name, vision):
    colors = [scheme(name)[f"cmp-{part}"] for part in NAMES]
    close = [(one, two, round(difference(one, two, vision))) for one, two in combinations(colors, 2)
             if difference(one, two, vision) < LEAST]
    assert close == []
    assert difference(*colors[:2], vision) >= LEAST_OF_TWO


@pytest.mark.parametrize("name", ["default", "slate"])
def test_every_text_reaches_the_contrast_of_its_level_on_every_ground(name):
    colors = scheme(name)
    grounds = {"md-default-bg-color", "cmp-soft"}
    weak = [(text, ground, round(contrast(colors[text], colors[ground]), 2)) for text in TEXTS for ground in sorted(grounds)
            if contrast(colors[text], colors[ground]) < 4.5]
    assert weak == []
    # What a link led to has the ground of a caution.
    for text in ("md-default-fg-color", "md-typeset-a-color", "cmp-muted", "cmp-flag"):
        assert contrast(colors[text], colors["cmp-flag-ground"]) >= 4.5
    # Buttons: ground and letters change places.
    assert contrast(colors["md-primary-fg-color"], colors.get("md-primary-bg-color", "#ffffff")) >= 4.5
    assert contrast(colors["md-accent-fg-color"], colors.get("md-accent-bg-color", "#ffffff")) >= 4.5


def test_the_dark_scheme_has_colors_of_its_own():
    light, dark = scheme("default"), scheme("slate")
    kept = {"md-primary-bg-color", "md-accent-bg-color"}
    assert {name for name in light if light[name] == dark[name]} - kept == set()


def test_the_figure_s_files_have_the_colors_of_the_light_scheme():
    colors = scheme("default")
    assert drawing.INKS == tuple(colors[f"cmp-{name}"] for name in (*NAMES, "shared"))
    assert (drawing.INK, drawing.QUIET, drawing.LINE) == tuple(colors[name] for name in ("md-default-fg-color", "cmp-muted", "cmp-line"))
