"""Made-up comparisons for property tests: two to five roles, any text, stances that rest on claims."""

from __future__ import annotations

from hypothesis import strategies as st

STANCES = ("stated", "denied", "not mentioned")

# Any text that an author can save as UTF-8 YAML: no control characters and no halves of surrogate pairs. Reading
# joins white space, so that a text is drawn with its words one space apart; that it has a letter keeps labels apart.
_characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"])
_any = st.text(_characters, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
# What would end or begin something in one of the formats on the way, and what is hard to set.
NASTY = ("<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", '"><svg onload=window.hit=1>', "'-window.hit=1-'", "javascript:window.hit=1",
         "</textarea></title></style></script><script>window.hit=1</script>", "{{constructor.constructor('window.hit=1')()}}", "${window.hit=1}", "]]>", "-->",
         "*/", "~ = # { } : |", "[x](javascript:window.hit=1)", "`code` **bold** _x_", "&lt;b&gt; &amp; &#60;", "{% raw %} {{ x }}", "\\ \\n \\u003c", "'\"`",
         "=1+1", "@SUM(1)", "\U0001f469\u200d\u2695\ufe0f \U0001f1ea\U0001f1f8", "\u05e9\u05dc\u05d5\u05dd", "\u202etxt.exe\u202c", "\u2067x\u2069",
         "e\u0301\u0323\u0330" * 8, "Donaudampfschiff" * 15, "null", "yes", "1.10", "__proto__", "constructor", "%3Cscript%3E", "<!-- disclaimer -->")
words = _any | st.sampled_from(NASTY) | st.tuples(st.sampled_from(NASTY), _any).map(" ".join)


def _unique(prefix: str, size: int) -> st.SearchStrategy[list[str]]:
    """Texts that stay apart when case, space and punctuation are folded."""
    return st.lists(words, min_size=size, max_size=size).map(
        lambda texts: [f"{text} {prefix}{index}" for index, text in enumerate(texts)])


@st.composite
def comparisons(draw, most_roles: int = 5, most_aspects: int = 4, most_facts: int = 4) -> dict:
    """Return the plain data of a valid comparison."""
    roles = [f"r{index}" for index in range(draw(st.integers(2, most_roles)))]
    aspects = [f"a{index}" for index in range(draw(st.integers(1, most_aspects)))]
    plurals = draw(_unique("many", len(roles)))
    facts, claims = [], []
    for aspect in aspects:
        for _ in range(draw(st.integers(1, most_facts))):
            stances = draw(st.tuples(*[st.sampled_from(STANCES)] * len(roles)).filter(
                lambda taken: any(stance != "not mentioned" for stance in taken)))
            number = len(facts)
            claims.append({"id": f"C{number}", "paragraph": f"P{draw(st.integers(1, 9))}", "says": draw(words),
                           "about": [role for role, stance in zip(roles, stances) if stance != "not mentioned"],
                           "flags": [draw(st.sampled_from(["ok", "varies", "safety", "frame"]))]})
            facts.append({"id": f"f{number}", "aspect": aspect, "label": f"{draw(words)} label{number}",
                          "phrase": f"{draw(words)} phrase{number}", "stances": dict(zip(roles, stances)),
                          "claims": [f"C{number}"]})
    return {
        "title": draw(words), "summary": draw(words), "noun": draw(words),
        "article": {"title": draw(words), "paragraphs": 9, "note": draw(words)},
        "answer": [facts[0]["id"]],
        "roles": [{"id": role, "name": draw(words), "plural": plural, "short": draw(words)}
                  for role, plural in zip(roles, plurals)],
        "aspects": [{"id": aspect, "name": draw(words), "question": "what of {role}?", "headline": index == 0}
                    for index, aspect in enumerate(aspects)],
        "facts": facts,
        "claims": claims,
    }
