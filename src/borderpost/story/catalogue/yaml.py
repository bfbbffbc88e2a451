"""Catalogue entries of the group BP0xx: files that cannot be read, and what YAML does to prose.

Three of them no text can show (a missing file, a huge one, another encoding): their examples are
empty.
"""

from __future__ import annotations

from typing import Final

from borderpost.story.catalogue.rule import Rule
from borderpost.story.catalogue.small import SMALL, changed
from borderpost.story.diagnostics import Severity


def _rule(
    number: int,
    title: str,
    meaning: str,
    broken: tuple[str, str] | None,
    mended: tuple[str, str] | None = None,
    *,
    severity: Severity = Severity.ERROR,
) -> Rule:
    """A rule whose examples are the small story with one passage replaced by another."""
    wrong = changed(*broken) if broken else ""
    right = changed(*mended or ()) if broken else ""
    return Rule(f"BP{number:03}", severity, title, meaning, wrong, right)


_LABEL: Final = "label: Go\n"
_TEXT: Final = "    text: |\n      You stand at the gate.\n"
_CHOICE: Final = "      - id: go\n        label: Go\n        then: over\n"

YAML_RULES: tuple[Rule, ...] = (
    _rule(
        1,
        "A file that cannot be read",
        "The program was asked to read a file that is not there, is a folder, or may not be read "
        "by you. Look at the spelling of its name and at the folder you are in.",
        None,
    ),
    _rule(
        2,
        "A file that is too large",
        "A story file may have 8 MiB, a million keys and values, and a million characters in any "
        "one of them; all files together may have 64 MiB and two million. That is far more than "
        "anybody writes by hand, so something has gone wrong; if not, split the story into "
        "several files, which are read as one.",
        None,
    ),
    _rule(
        3,
        "A file that is not saved as UTF-8",
        "A file holds numbers, and an encoding says which letter each number stands for. Stories "
        "are read as UTF-8, which every editor can save. Look for it under Save As, or at the "
        "bottom of the editor's window.",
        None,
    ),
    _rule(
        4,
        "An invisible control character",
        "Text copied from other programs sometimes brings along characters that nobody sees and "
        "that are orders to a terminal, not letters. Delete the place and type it anew.",
        (_LABEL, "label: Go\x07 on\n"),
        (_LABEL, "label: Go on\n"),
    ),
    Rule(
        "BP005",
        Severity.ERROR,
        "A file without anything in it",
        "A file of the story is empty, or holds only comments (lines that begin with '#'). Write "
        "something into it or delete it.",
        "# My story comes here.\n",
        SMALL,
    ),
    Rule(
        "BP006",
        Severity.ERROR,
        "A file that holds no keys",
        "A story file consists of keys at the left edge, such as 'story:' and 'scenes:', with "
        "what belongs to them below, indented. This one holds a list or a bare text instead.",
        "- story\n- scenes\n",
        SMALL,
    ),
    _rule(
        7,
        "A line that cannot be read",
        "YAML, the form in which stories are written, makes nothing of this line, and none of "
        "the usual slips seems to be the cause. The rest of the file was read as if the line "
        "were not there, or its value were plain text.",
        ("then: over\n", "then: over\n        tags: [one, , two]\n"),
        ("then: over\n", "then: over\n        tags: [one, two]\n"),
    ),
    _rule(
        8,
        "Lists within lists without end",
        "Everything in a story has its place within something else, about ten levels deep at "
        "most. This file goes deeper than 32, which only happens by accident.",
        ("then: over\n", f"then: over\n        tags: {'[' * 40}{']' * 40}\n"),
    ),
    _rule(
        10,
        "The same key twice",
        "Within one part a key may stand only once: YAML would silently throw one of the two "
        "away. Give one another name, or put what both hold under one of them.",
        (_LABEL, "label: Go\n        label: Leave\n"),
        (_LABEL, "label: Leave\n"),
    ),
    _rule(
        11,
        "A comma that cuts a sentence",
        "In curly brackets a comma ends an entry. A sentence with a comma in it is cut there, "
        "and its second half becomes an entry without a value. Write each entry on a line of its "
        "own, or put the sentence in quotation marks.",
        (_CHOICE, "      - {id: go, label: Go now, or never, then: over}\n"),
        (_CHOICE, '      - {id: go, label: "Go now, or never", then: over}\n'),
    ),
    _rule(
        12,
        "Text lost after a number sign",
        "A '#' with a space before it begins a comment, and YAML ignores comments: the rest of "
        "the sentence is gone. Put the text in quotation marks or write it as a block. Before a "
        "real comment put two spaces, and a space after its '#'.",
        (_LABEL, "label: Obey order #4 now\n"),
        (_LABEL, 'label: "Obey order #4 now"\n'),
    ),
    _rule(
        13,
        "Text perhaps lost after a number sign",
        "After a sentence there stands a '#' with a single space before it. To YAML the rest is "
        "a comment and no player will see it. If that is meant, put two spaces before the '#'.",
        (_LABEL, "label: Go to hut # seven\n"),
        (_LABEL, "label: Go to the hut  # the seventh\n"),
        severity=Severity.WARNING,
    ),
    _rule(
        14,
        "A colon that cuts a text",
        "A colon with a space after it is how YAML sees a key and its value, even within a "
        "sentence. Write the text as a block: a bar after the key's colon, and the text on the "
        "lines below, indented.",
        (_TEXT, "    text: The officer: be quiet.\n"),
        (_TEXT, "    text: |\n      The officer: be quiet.\n"),
    ),
    _rule(
        15,
        "A text that begins with a sign of YAML's",
        "Some signs mean something to YAML at the beginning of a value: brackets, quotation "
        "marks, a star, an at sign and others. Write the text as a block (a bar after the colon, "
        "the text below), where no sign means anything.",
        (_TEXT, '    text: "Not yet," you say.\n'),
        (_TEXT, '    text: |\n      "Not yet," you say.\n'),
    ),
    _rule(
        16,
        "A reference or a label for one",
        "In YAML a word after a star repeats what stands elsewhere after the same word with an "
        "ampersand. Stories do without, since it hides what belongs where. Usually the sign was "
        "meant as text: then put the text in quotation marks.",
        (_LABEL, "label: *Go\n"),
        (_LABEL, 'label: "*Go*"\n'),
    ),
    _rule(
        17,
        "An exclamation mark that names a type",
        "At the beginning of a value YAML takes a word with an exclamation mark for the name of "
        "a type. Stories have no such names. If it is text, put it in quotation marks.",
        (_LABEL, "label: !Go now\n"),
        (_LABEL, 'label: "Go now!"\n'),
    ),
    _rule(
        18,
        "Settings copied from elsewhere",
        "The key '<<' makes YAML copy settings from another place. Stories do without: whoever "
        "reads a scene should see all of it.",
        (_CHOICE, "      - id: go\n        label: Go\n        <<: {then: over}\n"),
    ),
    _rule(
        19,
        "A line that begins with a per cent sign",
        "At the left edge a per cent sign begins an instruction to YAML itself, and stories need "
        "none. Text that begins so belongs into a block, indented.",
        ("story:\n", "%YAML 1.1\n---\nstory:\n"),
    ),
    _rule(
        20,
        "Several documents in one file",
        "Three dashes or dots on a line end a document and begin another. A story file is one. "
        "To set parts off from each other use an empty line or a comment.",
        ("scenes:\n", "---\nscenes:\n"),
    ),
    _rule(
        21,
        "A tab in the indentation",
        "YAML sees what belongs to what by the spaces at the beginning of lines, and refuses "
        "tabs there, which are as wide as each editor likes. Most editors can replace tabs by "
        "spaces and insert spaces when the tab key is pressed.",
        (_LABEL, "label: Go\n\t\ttags: [brave]\n"),
        (_LABEL, "label: Go\n        tags: [brave]\n"),
    ),
    _rule(
        22,
        "Curly quotation marks",
        "Word processors turn straight quotation marks into curly ones. To YAML only straight "
        "ones are quotation marks, so that players would see the curly ones. A spoken sentence "
        "that ends with a full stop or the like inside them is left alone.",
        (_LABEL, "label: “Go now”\n"),
        (_LABEL, "label: “Go now!”\n"),
        severity=Severity.WARNING,
    ),
    _rule(
        23,
        "A space that is none",
        "There are several characters that look like a space; the commonest is the non-breaking "
        "space. YAML knows only the ordinary one after a colon and at the beginning of a line.",
        (_LABEL, "label:\u00a0Go\n"),
    ),
    _rule(
        24,
        "A quotation mark that is not closed",
        "A value that begins with a quotation mark or an apostrophe goes on until the next one, "
        "through all the lines between. Close it, or write the text as a block.",
        (_LABEL, 'label: "Go\n'),
        (_LABEL, 'label: "Go"\n'),
    ),
    _rule(
        25,
        "A bracket without its partner",
        "Each bracket that opens a list has to be closed, and the other way round.",
        (_LABEL, "label: Go\n        tags: [brave, rash\n"),
        (_LABEL, "label: Go\n        tags: [brave, rash]\n"),
    ),
    _rule(
        26,
        "An indentation that fits nothing",
        "What belongs to one part stands exactly below each other. A line that is a space "
        "further left or right than its neighbours belongs to nothing.",
        (_LABEL, "label: Go\n         tags: [brave]\n"),
        (_LABEL, "label: Go\n        tags: [brave]\n"),
    ),
    _rule(
        27,
        "No space after a colon or a dash",
        "A key is followed by a colon and a space, an entry of a list begins with a dash and a "
        "space. Without the space YAML sees one word.",
        (_LABEL, "label:Go\n"),
    ),
    _rule(
        28,
        "A line without a colon",
        "A line is a key with a colon, or an entry of a list with its dash, or part of a text. "
        "This one is none of these: the colon is missing, or the line has slipped out of a text.",
        (_LABEL, "label: Go\n        once\n"),
    ),
    _rule(
        29,
        "A backslash in double quotation marks",
        "In double quotation marks YAML takes a backslash and the letter after it for a code. In "
        "single ones, and in a block, a backslash is a backslash.",
        (_LABEL, 'label: "Open C:\\users"\n'),
        (_LABEL, "label: 'Open C:\\users'\n"),
    ),
    _rule(
        30,
        "A key that is no word",
        "What stands before a colon is the name of something and has to be a word. YAML would "
        "allow a whole list there; no story needs that.",
        ("then: over\n", "then: over\n        {a: b}: c\n"),
    ),
    _rule(
        31,
        "A block of text that is not indented",
        "After a bar the text stands on the lines below, further to the right than the key it "
        "belongs to. That is how YAML sees where it ends.",
        (_TEXT, "    text: |\n    You stand at the gate.\n"),
    ),
)
