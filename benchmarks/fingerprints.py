"""
Whether fingerprints survive the daily news: real pages and the demo newspaper, edited, and judged again.

    python -m benchmarks.fingerprints --pages FOLDER --index FOLDER/index.jsonl [--sample 40]

Every page is judged as it was served by all own rules that need no browser, then once more after an edit of each kind:
new words, an advertisement, class names of another build. A finding of the original that the edited copy still has (same
rule, same element, same property) should have the fingerprint it had. The reverse is counted too: faults planted in
different components must never share a fingerprint, and how many elements of one page share one says how coarse it is.
"""

from __future__ import annotations

import argparse
import copy
import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import msgspec
from lxml import etree

from audit.capture.fetch import decode
from audit.config import Config
from audit.group import fingerprint, shape
from audit.model import Outcome, Snapshot, Target
from audit.page import Page
from audit.page.html import Element, attr, body, classes, head, landmark, parse, tag
from audit.rules import Rule, load_rules
from audit.select import select

DEMO = Path(__file__).parents[1] / "audit" / "demo" / "site"
MARK = "data-mark"
"""Put on every element before a page is edited, so that the same element is known afterwards."""
BAR = 0.95

Edit = Callable[[Element, Random], None]
Key = tuple[str, str, str]
"""Rule, what exactly is wrong, and the mark of the element: one finding, whatever its fingerprint."""


# --- edits --------------------------------------------------------------------------------------------------------

_WORDS = (
    "harbour council winter ferry library budget storm teacher island market orchestra bridge tenant harvest railway mayor "
    "garden festival hospital museum captain river strike election bakery lantern village concert reform archive"
).split()
_READ = "p h1 h2 h3 h4 h5 h6 figcaption blockquote li td dd a span strong em cite time".split()
_INTERFACE = frozenset({"form", "nav", "button", "label", "script", "style", "header", "footer"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_DATE = re.compile(r"\b(19|20)\d\d-[01]\d-[0-3]\d")
_NUMBER = re.compile(r"\d+")


def new_words(root: Element, random: Random) -> None:
    """All words of headlines, running text and captions, and the page's title, are others."""

    def another(found: re.Match[str]) -> str:
        word = random.choice(_WORDS)
        return word.capitalize() if found[0][0].isupper() else word

    for element in root.iter("title", *_READ):
        if any(tag(node) in _INTERFACE for node in element.iterancestors()):
            continue
        element.text = _WORD.sub(another, element.text) if element.text else None
        for child in element:
            child.tail = _WORD.sub(another, child.tail) if child.tail else None
    for meta in root.iter("meta"):
        if re.search(r"title|description", attr(meta, "name") + attr(meta, "property")) and attr(meta, "content"):
            meta.set("content", _WORD.sub(another, attr(meta, "content")))
    for image in root.iter("img"):
        if attr(image, "alt"):
            image.set("alt", _WORD.sub(another, attr(image, "alt")))
    # What was made of the words: the ids of headings, and of whatever else is called after a headline.
    for element in root.iter("*"):
        is_heading = re.fullmatch("h[1-6]", tag(element)) is not None
        if element.get("id") and (is_heading or attr(element, "id").count("-") > 4):
            element.set("id", "-".join(random.choices(_WORDS, k=random.randint(2 if is_heading else 5, 8))))


def new_numbers(root: Element, random: Random) -> None:
    """All numbers in the text and all dates, those for machines too, are others."""

    def date(_: re.Match[str]) -> str:
        return f"20{random.randint(10, 29)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"

    def number(found: re.Match[str]) -> str:
        return (
            str(random.randint(10 ** (len(found[0]) - 1), 10 ** len(found[0]) - 1)) if len(found[0]) < 9 else found[0]
        )

    for element in body(root).iter(*_READ):
        if tag(element) != "script" and element.text:
            element.text = _NUMBER.sub(number, element.text)
    for element in root.iter("time", "meta", "script"):
        for name in ("datetime", "content"):
            if element.get(name):
                element.set(name, _DATE.sub(date, attr(element, name)))
        if tag(element) == "script" and "json" in attr(element, "type"):
            element.text = _DATE.sub(date, element.text or "")


def new_addresses(root: Element, random: Random) -> None:
    """Links lead to other articles, pictures are other files."""

    def another(found: re.Match[str]) -> str:
        return f"{found[1]}{random.choice(_WORDS)}-{random.choice(_WORDS)}-{random.randint(100, 99999)}"

    for element in body(root).iter("a", "img", "source", "iframe", "video"):
        for name in ("href", "src", "srcset", "data-src", "poster"):
            if "/" in attr(element, name) and not attr(element, name).startswith("data:"):
                element.set(name, re.sub(r"(/)[^/.?#\s,]{4,}", another, attr(element, name)))


def card_before(root: Element, _: Random) -> None:
    """One more teaser stands before the first one, or at the head of the page's content."""
    cards = [node for node in body(root).iter("article", "li") if node.find(".//img") is not None]
    cards = [card for card in cards if card.find(".//h1") is None]
    for parent in {card.getparent(): card for card in reversed(cards)}:
        if parent is not None:
            first = next(child for child in parent if child in cards)
            parent.insert(parent.index(first), _unmarked(first))
    _content(root).insert(
        0, _made('<article class="teaser"><a href="/news/"><img src="/a.jpg" alt=""><h3>Ferry</h3></a></article>')
    )


def paragraph_in_text(root: Element, random: Random) -> None:
    """The text has paragraphs more, one before the first and one in every row of them."""
    for parent, paragraphs in _rows(root):
        for place in sorted({0, random.randrange(len(paragraphs))}, reverse=True):
            new = _made(f"<p>{' '.join(random.choices(_WORDS, k=12)).capitalize()}.</p>")
            parent.insert(parent.index(paragraphs[place]), new)


_AD = '<div class="ad-slot ad-slot--{0}" id="div-gpt-ad-{0}-0"><iframe title="Advertisement" src="https://ads.example/{0}"></iframe></div>'


def ad_before_content(root: Element, random: Random) -> None:
    """An advertisement stands at the head of the body, and one before the main content."""
    content = _content(root)
    parent = content.getparent()
    if parent is not None and content is not body(root):
        parent.insert(parent.index(content), _made(_AD.format(random.randint(1000, 9999))))
    body(root).insert(0, _made(_AD.format(random.randint(1000, 9999))))


def ad_in_text(root: Element, random: Random) -> None:
    """An advertisement stands between the paragraphs."""
    for parent, paragraphs in _rows(root):
        new = _made(_AD.format(random.randint(1000, 9999)))
        parent.insert(parent.index(random.choice(paragraphs)), new)


# The names that build tools make, as their documentation shows them.
_GENERATED = (
    re.compile(r"^((?:css|emotion|svelte|astro|jsx|tss)-)([a-z0-9]{5,10})(?=-|$)"),
    re.compile(r"^(sc-)([a-zA-Z0-9]{5,8})(?=-|$)"),
    re.compile(r"^(\w+?__)((?=\w*(?:\d|[a-z][A-Z]))[A-Za-z0-9]{5})$"),
    re.compile(r"^(_\w+?_)((?=\w*\d)[a-z0-9]{5})(?=_\d+$)"),
)
_STYLED = re.compile(r"[a-zA-Z]{5,6}")


def another_build(root: Element, random: Random) -> None:
    """The build tool's own part of class names is another; names that people gave are as they were."""
    made: dict[str, str] = {}
    for element in root.iter("*"):
        words = classes(element)
        is_styled = any(re.match(r"sc-[a-zA-Z0-9]+", word) for word in words)
        if not words or not (is_styled or any(_hash_in(word) for word in words)):
            continue
        element.set(
            "class", " ".join(made.setdefault(word, _rebuilt(word, random, is_styled=is_styled)) for word in words)
        )


def hashed_classes(root: Element, random: Random) -> None:
    """A build tool has put a hash behind every class: Button_root is Button_root__x7Yz2."""
    made: dict[str, str] = {}
    for element in root.iter("*"):
        words = classes(element)
        if words:
            element.set("class", " ".join(made.setdefault(word, f"{word}__{_hash(random)}") for word in words))


_WRAPPERS = ("", ' class="wrapper"', ' class="css-{0}"', ' class="inner-container"', ' id="wrap-{1}"')
_COMPONENTS = "article aside dialog figure footer form header iframe main nav ol section table ul".split()


def wrapped(root: Element, random: Random) -> None:
    """A div has been put around every component: a bare one, or one with a name that only says that it wraps."""
    _wrap(root, lambda: random.choice(_WRAPPERS).format(f"{random.getrandbits(28):x}", random.randint(1, 999)))


def wrapped_in_names(root: Element, random: Random) -> None:
    """A div has been put around every component that has a name of its own."""
    _wrap(root, lambda: f' class="{random.choice(("promo", "story-zone", "commercial", "lane"))}"')


def more_attributes(root: Element, random: Random) -> None:
    """All attributes stand in another order, and there are new ones."""
    for element in body(root).iter("*"):
        if not tag(element):
            continue
        items = list(element.attrib.items())
        random.shuffle(items)
        element.attrib.clear()
        element.attrib.update(items)
        element.set("data-track", str(random.randint(1, 9999)))
        if tag(element) not in {"script", "style"} and not element.get("style"):
            element.set("style", "outline-offset: 1px")


_POINTING = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")


def other_ids(root: Element, random: Random) -> None:
    """The numbers in ids, and in what points to them, are others."""
    shift = random.randint(3, 5000)
    for element in root.iter("*"):
        for name in _POINTING:
            if element.get(name):
                element.set(name, _shifted(attr(element, name), shift))
        if attr(element, "href").startswith("#"):
            element.set("href", _shifted(attr(element, "href"), shift))


def other_class_numbers(root: Element, random: Random) -> None:
    """The numbers in class names are others: post-4711 is post-4712."""
    shift = random.randint(3, 5000)
    for element in root.iter("*"):
        if element.get("class"):
            element.set("class", _shifted(attr(element, "class"), shift))


_FILED = re.compile(r"^((?:category|cat|tag|term|topic|section|author)-)[a-z][a-z-]+$")


def another_section(root: Element, random: Random) -> None:
    """The article is filed elsewhere, and classes of its own tell so: category-politics is category-culture."""
    for element in root.iter("*"):
        words = [_FILED.sub(lambda found: found[1] + random.choice(_WORDS), word) for word in classes(element)]
        if words and tag(element) in {"article", "body"}:
            words += [f"tag-{random.choice(_WORDS)}", "is-breaking"]
        if words:
            element.set("class", " ".join(words))


EDITS: Mapping[str, Edit] = {
    "words": new_words,
    "numbers and dates": new_numbers,
    "addresses": new_addresses,
    "a card before": card_before,
    "a paragraph more": paragraph_in_text,
    "an ad before the content": ad_before_content,
    "an ad in the text": ad_in_text,
    "class names of another build": another_build,
    "a hash behind every class": hashed_classes,
    "a wrapper": wrapped,
    "a wrapper with a name": wrapped_in_names,
    "attributes": more_attributes,
    "numbers in ids": other_ids,
    "numbers in classes": other_class_numbers,
    "another section": another_section,
}


def _content(root: Element) -> Element:
    found = next(root.iter("main", "article"), None)
    return body(root) if found is None else found


def _rows(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Elements that hold paragraphs of text, with these."""
    rows: dict[Element, list[Element]] = defaultdict(list)
    for paragraph in list(body(root).iter("p")):
        parent = paragraph.getparent()
        if parent is not None and len((paragraph.text or "").split()) > 5:
            rows[parent].append(paragraph)
    yield from rows.items()


def _made(source: str) -> Element:
    return next(iter(body(parse(source))))


def _unmarked(element: Element) -> Element:
    twin = copy.deepcopy(element)
    for node in twin.iter("*"):
        for name in (MARK, "id"):
            node.attrib.pop(name, None)
    return twin


def _wrap(root: Element, attributes: Callable[[], str]) -> None:
    for element in list(body(root).iter(*_COMPONENTS)):
        parent = element.getparent()
        # A div ends a paragraph, and lists take only their items.
        if (
            parent is None
            or tag(parent) in {"ul", "ol", "dl"}
            or any(tag(node) == "p" for node in element.iterancestors())
        ):
            continue
        wrapper = _made(f"<div{attributes()}></div>")
        parent.replace(element, wrapper)
        wrapper.tail, element.tail = element.tail, None
        wrapper.append(element)


def _hash(random: Random) -> str:
    return "".join(random.choices(string.ascii_letters + string.digits + "-_", k=5))


def _hash_in(word: str) -> re.Match[str] | None:
    return next((found for pattern in _GENERATED if (found := pattern.search(word))), None)


def _rebuilt(word: str, random: Random, *, is_styled: bool) -> str:
    found = _hash_in(word)
    if found:
        letters = string.ascii_lowercase if found[2] == found[2].lower() else string.ascii_letters
        new = "".join(random.choices(letters + string.digits, k=len(found[2])))
        return f"{found[1]}{new}{word[found.end() :]}"
    # Besides its sc- name a styled component has a name of mixed letters only.
    if is_styled and _STYLED.fullmatch(word):
        return "".join(random.choices(string.ascii_letters, k=len(word)))
    return word


def _shifted(value: str, shift: int) -> str:
    return _NUMBER.sub(lambda found: str(int(found[0]) + shift) if len(found[0]) < 12 else found[0], value)


# --- judging ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Real:
    """A page to edit."""

    name: str
    url: str
    root: Element
    """Its tree, with a mark on every element."""


def marked(name: str, url: str, source: str) -> Real:
    """A page with a mark on every element, before all other attributes, which are cut short in reports."""
    root = parse(source)
    for number, element in enumerate(root.iter("*")):
        element.set(MARK, str(number))
    return Real(name, url, root)


def judge(page: Page, rules: Iterable[Rule]) -> dict[Key, str]:
    """What the rules find on a marked page, with the fingerprints."""
    found: dict[Key, str] = {}
    for rule in rules:
        for verdict in rule.judge(page):
            if verdict.outcome in {Outcome.FAILED, Outcome.CANT_TELL}:
                mark = "" if isinstance(verdict.target, Target) else attr(verdict.target, MARK)
                found[rule.id, verdict.about, mark] = fingerprint(
                    rule.id, shape=shape(verdict.target), about=verdict.about
                )
    return found


def things(page: Page) -> dict[Key, str]:
    """What any rule may find fault with, as if one did: the elements that people read by, press, look at and fill in."""
    elements = (element for element in page.tree.iter(*_THINGS) if attr(element, MARK))
    return {("", "", attr(element, MARK)): fingerprint("any", shape=shape(element)) for element in elements}


_THINGS = (
    "a audio button dl fieldset form h1 h2 h3 h4 h5 h6 html iframe img input label li link meta ol p script select svg table "
    "textarea time title ul video"
).split()


def edited(page: Real, edit: Edit | None, seed: int = 0) -> Page:
    """The page after an edit, read from its HTML as any other."""
    root = copy.deepcopy(page.root)
    if edit:
        edit(root, Random(f"{page.name} {seed}"))
    source = etree.tostring(root, method="html", encoding="unicode")
    return Page(Snapshot(url=page.url, final_url=page.url, served=source))


def demo() -> list[Real]:
    """The pages of the demo newspaper."""
    files = {file.relative_to(DEMO).as_posix(): file for file in sorted(DEMO.rglob("*.html"))}
    return [
        marked(name, f"https://demo-newspaper.example/{name}", file.read_text("utf-8")) for name, file in files.items()
    ]


def pages(folder: Path | None, index: Path | None, sample: int) -> list[Real]:
    """The demo newspaper, and the real pages of a folder or so many of them."""
    found = demo()
    if not folder:
        return found
    rows = [msgspec.json.decode(line) for line in index.read_bytes().splitlines()] if index else []
    addresses = {Path(row["file"]).name: row.get("url") or "" for row in rows}
    files = sorted(folder.glob("*.html"))
    for file in files[:: max(1, len(files) // sample)] if sample else files:
        found.append(
            marked(file.stem, addresses.get(file.name) or "https://news.example/a/", decode(file.read_bytes()))
        )
    return found


# --- counting -----------------------------------------------------------------------------------------------------


@dataclass
class Count:
    """How findings fared in one kind of edit."""

    kept: int = 0
    """Findings that are there after the edit too."""
    survived: int = 0
    """Those with the fingerprint they had."""
    lost: list[str] = field(default_factory=list)
    """The others, with their pages."""

    @property
    def share(self) -> float:
        """What share survived."""
        return self.survived / self.kept if self.kept else 1.0

    def add(self, page: str, before: Mapping[Key, str], after: Mapping[Key, str]) -> None:
        """Count what a page had before an edit and has after it."""
        for key in before.keys() & after.keys():
            self.kept += 1
            if before[key] == after[key]:
                self.survived += 1
            else:
                self.lost.append(" ".join((page, *key)))


@dataclass
class Counts:
    """What was counted on all pages."""

    findings: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in EDITS})
    things: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in EDITS})
    planted: int = 0
    confused: int = 0
    """Planted faults with the fingerprint of another."""
    crowds: Counter[int] = field(default_factory=Counter)
    """How many findings of a page have one fingerprint -> how often."""

    @property
    def is_good(self) -> bool:
        """Whether the bar is reached."""
        return not self.confused and all(count.share >= BAR for count in self.findings.values())


def measure(page: Real, rules: list[Rule], counts: Counts) -> None:
    """Edit a page in every way, judge it and count."""
    original = edited(page, None)
    before, shapes = judge(original, rules), things(original)
    for name, edit in EDITS.items():
        after = edited(page, edit)
        counts.findings[name].add(page.name, before, judge(after, rules))
        counts.things[name].add(page.name, shapes, things(after))
    counts.crowds.update(Counter(before.values()).values())
    found, same = confused(page, rules)
    counts.planted, counts.confused = counts.planted + found, counts.confused + same


# One fault in many components: all of them are faults of their own.
_FORM = """<form class="{0}"><label>E-mail <input data-mark="planted" type="text" name="email"></label>
<label>Phone <input data-mark="planted" type="text" name="phone"></label>
<img data-mark="planted" src="/images/IMG_2041.jpg" alt="IMG_2041.jpg"></form>"""
_COMPONENTS_WITH_FAULTS = (
    ("header", _FORM.format("signup")),
    ("footer", _FORM.format("signup")),
    ("article", _FORM.format("signup")),
    ("aside", _FORM.format("signup")),
    ("article", _FORM.format("survey")),
    ("article", '<figure><img data-mark="planted" src="/images/IMG_2041.jpg" alt="IMG_2041.jpg"></figure>'),
    (
        "article",
        '<div class="author-box"><img data-mark="planted" src="/images/IMG_2041.jpg" alt="IMG_2041.jpg"></div>',
    ),
)
_METADATA_WITH_FAULTS = """<meta data-mark="planted" property="og:title" content="Ferry"><meta data-mark="planted" name="twitter:title"
content="Ferry"><link data-mark="planted" rel="canonical" href="/"><script data-mark="planted" type="application/ld+json">{</script>
<link data-mark="planted" rel="alternate" hreflang="uk-" href="/uk/">"""
_PLANTED_RULES = ("form-autocomplete-missing", "image-alt-filename")


def plant(root: Element, _: Random) -> None:
    """Put the same faults into the header, the footer, an aside, several components of the article, and the metadata."""
    for place, source in _COMPONENTS_WITH_FAULTS:
        around = next((node for node in root.iter(place) if place == "article" or landmark(node)), None)
        if around is None:
            around = etree.SubElement(body(root), place)
        around.append(_made(source))
    head(root).extend(head(parse(_METADATA_WITH_FAULTS)))
    for number, node in enumerate(root.xpath("//*[@data-mark = 'planted']")):
        node.set(MARK, f"planted-{number}")


def confused(page: Real, rules: list[Rule]) -> tuple[int, int]:
    """How many planted faults were found, and how many of them share a fingerprint with another."""
    faulty = edited(page, plant)
    found = judge(faulty, [rule for rule in rules if rule.id in _PLANTED_RULES]) | things(faulty)
    prints = Counter(print_ for (_, _, mark), print_ in found.items() if mark.startswith("planted"))
    return prints.total(), sum(count for count in prints.values() if count > 1)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of HTML files, besides the demo newspaper")
    parser.add_argument("--index", type=Path, help="lines of JSON with the file and the url of each page")
    parser.add_argument(
        "--sample", type=int, default=0, help="how many pages to take from the folder; all unless given"
    )
    parser.add_argument("--show", metavar="EDIT", help="list the findings whose fingerprints this kind of edit changed")
    asked = parser.parse_args()
    chosen = select(load_rules(), Config(preview=True, skip_rules=["axe"]))
    rules = [rule for rule in chosen if not rule.info.needs and not rule.collect]
    counts = Counts()
    taken = pages(asked.pages, asked.index, asked.sample)
    for page in taken:
        measure(page, rules, counts)
    print(f"{len(taken)} pages, {len(rules)} rules\n\n{table(counts)}\n")
    print(f"{counts.planted} planted faults, {counts.confused} of them with the fingerprint of another.")
    print(crowds(counts.crowds))
    for lost in counts.findings[asked.show].lost if asked.show else []:
        print(lost)
    return 0 if counts.is_good else 1


def table(counts: Counts) -> str:
    """All kinds of edit with their shares, for a terminal."""
    lines = [f"{'edit':<32}{'findings':>9}{'survive':>9}{'share':>9}{'elements':>10}{'share':>9}"]
    rows = [(name, count, counts.things[name]) for name, count in counts.findings.items()]
    for name, found, shapes in (*rows, ("all", _sum(counts.findings), _sum(counts.things))):
        lines.append(
            f"{name:<32}{found.kept:>9}{found.survived:>9}{found.share:>9.1%}{shapes.kept:>10}{shapes.share:>9.1%}"
        )
    return "\n".join(lines)


def _sum(counts: Mapping[str, Count]) -> Count:
    return Count(sum(count.kept for count in counts.values()), sum(count.survived for count in counts.values()))


def crowds(sizes: Mapping[int, int]) -> str:
    """How many findings of one page share a fingerprint."""
    findings, prints = sum(size * count for size, count in sizes.items()), sum(sizes.values())
    return (
        f"{findings} findings have {prints} fingerprints, counted page by page: {sizes.get(1, 0)} stand alone, "
        f"{sum(count for size, count in sizes.items() if size > 10)} are shared by more than 10, the largest by "
        f"{max(sizes, default=0)}."
    )


if __name__ == "__main__":
    raise SystemExit(main())
