"""British spellings of American words, so that both are one word to the encoder.

The training text is mostly American. The endings follow rules; the stems and single words are the
closed lists that style guides print.
"""

from __future__ import annotations

import re
from collections.abc import Collection

# color → colour: the stems in -or that are written -our.
OUR = (
    "arb|arm|ard|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|"
    "parl|ranc|rig|rum|sav|savi|splend|tum|val|vap|vig"
)
RULES = (
    (re.compile(rf"^(dis|un|mis|multi)?({OUR})or(?!a[drt]|o|i[fsz])"), r"\1\2our"),
    (re.compile(r"(?<=\w{3})iz(e|ed|es|er|ers|ing|ation|ations|ational)$"), r"is\1"),
    (re.compile(r"lyz(e|ed|es|er|ers|ing)$"), r"lys\1"),
    (re.compile(r"^(cent|theat|(?:kilo|centi|milli)?met|(?:milli)?lit|fib|calib|spect|somb|meag|lust)"
                r"er(s?)$"), r"\1re\2"),
    (re.compile(r"(catal|dial|anal|monol)og(s?)$"), r"\1ogue\2"),
    (re.compile(r"(def|off|pret)ense(s?)$"), r"\1ence\2"),
    (re.compile(r"^(trav|canc|lab|mod|fu|du|lev|mar[sv]|quarr|sign|riv|jew|couns|pan|tot|equ|fun|tow)"
                r"([ea])l(ed|er|ers|ing|or|ors)$"), r"\1\2ll\3"),
    (re.compile(r"^(skil|wil)l(ful|fully)$"), r"\1\2"),
    (re.compile(r"^(enrol|instal|fulfil)l?ment(s?)$"), r"\1ment\2"),
    (re.compile(r"^(p)ed(iatric|iatrician)"), r"\1aed\2"),
    (re.compile(r"^(arch|an)e(olog|sthe)"), r"\1ae\2"),
    (re.compile(r"^(h)em(o|atolog)"), r"\1aem\2"),
)  # fmt: skip
WORDS = {
    "airplane": "aeroplane", "airplanes": "aeroplanes", "aluminum": "aluminium", "aging": "ageing",
    "artifact": "artefact", "artifacts": "artefacts", "check": "cheque", "checks": "cheques",
    "cozy": "cosy", "curb": "kerb", "diarrhea": "diarrhoea", "draft": "draught", "gray": "grey",
    "encyclopedia": "encyclopaedia", "fetus": "foetus", "jewelry": "jewellery",
    "license": "licence", "judgment": "judgement", "leukemia": "leukaemia", "anemia": "anaemia",
    "maneuver": "manoeuvre", "maneuvers": "manoeuvres", "medieval": "mediaeval",
    "mold": "mould", "mom": "mum", "mustache": "moustache", "pajamas": "pyjamas", "plow": "plough",
    "practice": "practise", "program": "programme", "programs": "programmes",
    "skeptic": "sceptic", "sulfur": "sulphur", "skeptical": "sceptical",
    "tire": "tyre", "tires": "tyres", "inquiry": "enquiry",
    "acknowledgment": "acknowledgement", "fulfill": "fulfil", "enroll": "enrol",
    "install": "instal",
}  # fmt: skip
NEVER = frozenset(
    ("capsize", "size", "sized", "sizes", "sizing", "prize", "prized", "prizes", "seize")
)


def british(word: str) -> str:
    """The British spelling of an American word; the word itself when it has none of its own."""
    if word in WORDS:
        return WORDS[word]
    if word in NEVER:
        return word
    for pattern, instead in RULES:
        word = pattern.sub(instead, word)
    return word


def aliases(words: Collection[str]) -> dict[str, str]:
    """British spelling to the American word among `words`, where only the latter is there."""
    known = set(words)
    return {british(word): word for word in sorted(known) if british(word) not in known}
