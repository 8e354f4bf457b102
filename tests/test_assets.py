"""What the project's own pages load, with all that it imports."""

from __future__ import annotations

from comparison.assets import assets


def lay(folder, **files: str):
    for name, text in files.items():
        (folder / f"{name}.mjs").write_text(text, encoding="utf-8")
    return folder


def test_a_script_brings_what_it_imports_each_once_and_in_circles(tmp_path):
    home = lay(tmp_path, a='import { b } from "./b.mjs";\nimport {\n  c,\n} from "./c.mjs";\n', b='import "./c.mjs";\n',
               c='import { a } from "./a.mjs";\nexport const c = 1;\n', d="export const d = 1;\n")
    assert list(assets("a.mjs", home=home)) == ["a.js", "b.js", "c.js"]


def test_scripts_are_imported_by_the_name_that_they_are_served_by(tmp_path):
    home = lay(tmp_path, a='import { b } from "./b.mjs";\nconst text = "./b.mjs";\n', b="")
    assert assets("a.mjs", home=home) == {"a.js": b'import { b } from "./b.js";\nconst text = "./b.mjs";\n', "b.js": b""}


def test_line_ends_of_another_system_make_no_other_bytes(tmp_path):
    (tmp_path / "a.css").write_bytes(b"a {}\r\nb {}\r\n")
    assert assets("a.css", home=tmp_path) == {"a.css": b"a {}\nb {}\n"}
