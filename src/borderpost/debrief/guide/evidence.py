"""What research says for the way of teaching, and what it does not: the same for every story."""

from __future__ import annotations

from typing import NamedTuple


class Evidence(NamedTuple):
    """A part of the method: what was found, where that ends, and who found it."""

    method: str
    found: str
    limits: str
    by: tuple[str, ...]


EVIDENCE = (
    Evidence(
        "Talk it over afterwards (the debrief, or after-action review)",
        "People who went over what they had done did better afterwards than people who did not: by "
        "about two thirds of a standard deviation in 46 samples, by a little more in 61 studies.",
        "Most of these studies are of training and work, such as the army, medicine and aviation, "
        "and look at the task that was trained. They are no lessons at school.",
        (
            "Tannenbaum and Cerasoli 2013, Human Factors 55(1), 231-245",
            "Keiser and Arthur 2021, Journal of Applied Psychology 106(7), 1007-1032",
        ),
    ),
    Evidence(
        "Give reasons, and the whole account after play",
        "Feedback that explains teaches more than feedback that only says right or wrong (0.49 "
        "against 0.05 standard deviations in a review of 40 studies on computers).",
        "When to give it is disputed. The same review found less from feedback that came later, "
        "and what it had expected for harder tasks did not show clearly. So here a judgement gets "
        "its reasons once it is made; the account waits, so that nobody plays for its approval. "
        "That this order is the better one has not been shown.",
        (
            "Shute 2008, Review of Educational Research 78(1), 153-189",
            "Van der Kleij, Feskens and Eggen 2015, Review of Educational Research 85(4), 475-511",
        ),
    ),
    Evidence(
        "Ask who says it, with papers that contradict each other",
        "In 18 studies of teaching pupils to look at sources, papers that partly contradict each "
        "other were common, and went with better results.",
        "The studies mean different things by it, and few of them take up that it needs effort "
        "and a reason to make it.",
        ("Brante and Strømsø 2018, Educational Psychology Review 30, 773-799",),
    ),
    Evidence(
        "Look elsewhere",
        "Classes that learned to leave a page and see what others say of it judged pages better "
        "than classes that did not (271 and 228 pupils).",
        "Here this can only be begun: all papers lie on one desk, and nobody can look one up. The "
        "exit slip is for that.",
        ("Wineburg and others 2022, Journal of Educational Psychology 114(5), 893-909",),
    ),
    Evidence(
        "Put numbers beside words for likelihood",
        "Readers in 24 countries took words such as “unlikely” nearer to the middle than they were "
        "meant. With the range in numbers beside the word they came closer.",
        "That is reading, not deciding. The ranges used here are one office's convention "
        "(Intelligence Community Directive 203, 2015).",
        ("Budescu, Por, Broomell and Smithson 2014, Nature Climate Change 4, 508-512",),
    ),
    Evidence(
        "Play at all",
        "Learning with games came out somewhat better than learning without (0.29 standard "
        "deviations, 0.36 some time later), the more so with other teaching beside it, in several "
        "sittings and in groups.",
        "Games did not motivate more. And what was compared is learning, not what people do later.",
        ("Wouters and others 2013, Journal of Educational Psychology 105(2), 249-265",),
    ),
    Evidence(
        "Games against being misled",
        "After one such game players spotted misleading headlines better, and were surer of it.",
        "Looked at anew, players of such games had become more suspicious of true headlines, too, "
        "and told true from false no better. With exercises and feedback after play they did. So "
        "some things in a story should be worth relying on, and the lesson says which.",
        (
            "Basol, Roozenbeek and van der Linden 2020, Journal of Cognition 3(1), 2",
            "Modirrousta-Galian and Higham 2023, Journal of Experimental Psychology: General",
            "Leder and others 2024, Journal of Experimental Psychology: General 153(8), 2068-2087",
        ),
    ),
)
"""In the order of a lesson. What could not be looked up is not in it."""

NOT_SHOWN = (
    "That one lesson with a game changes what people do, or for how long, has not been shown. "
    "Effects that were found grew weaker with time where nothing refreshed them. This program "
    "itself has not been studied."
)
"""What must be said with all of it."""
