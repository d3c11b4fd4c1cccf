"""A generated newspaper of any size: article pages of 800 to 2,500 elements, the same for the same number."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "harbour council bridge storm school river ferry market budget court night island engine garden harvest letter "
    "museum winter theatre station doctor teacher fisherman mayor report minister village choir library railway"
).split()

STYLE = """
body{font:17px/1.5 Georgia,serif;margin:0;color:#222;background:#fff}
header,footer{background:#123;color:#eee;padding:1rem}
header a,footer a{color:#cde} main{max-width:44rem;margin:auto;padding:1rem}
.cards{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
.card{border:1px solid #ccd;padding:.5rem;background:#f7f8fa} .card a{color:#124}
img{max-width:100%;height:auto} form{background:#eef2f6;padding:1rem}
.meta{color:#555;font-size:.9rem} figcaption{color:#444;font-size:.9rem}
.pale{color:#aaa} nav ul{display:flex;gap:1rem;list-style:none;padding:0}
"""


def build(folder: Path, count: int) -> list[str]:
    """Write `count` articles with their style sheet and picture into the folder; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "style.css").write_text(STYLE, encoding="utf-8")
    (folder / "lead.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450"><rect width="800" height="450" fill="#7a9"/></svg>'
    )
    paths = [f"/article-{number:05}/" for number in range(count)]
    for number, path in enumerate(paths):
        place = folder / path.strip("/")
        place.mkdir(exist_ok=True)
        (place / "index.html").write_text(_article(number, count), encoding="utf-8")
    return paths


def _article(number: int, count: int) -> str:
    chance = random.Random(number)

    def say(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    headline = say(5, 9)
    paragraphs = "".join(
        f"<p>{say(30, 70)}. <a href='/article-{chance.randrange(count):05}/'>{say(2, 4)}</a> <em>{say(3, 6)}</em>.</p>"
        for _ in range(chance.randint(15, 50))
    )
    cards = "".join(_card(chance.randrange(count), say(5, 9), say(10, 20)) for _ in range(chance.randint(90, 290)))
    sections = "".join(f"<li><a href=/s{place}/>{word}</a></li>" for place, word in enumerate(WORDS[:9]))
    forms = "".join(_form(place, say(2, 3)) for place in range(8))
    pale = "".join(f"<span class=pale>{say(1, 2)}</span> " for _ in range(chance.randint(0, 6)))
    image = f'<img src="/lead.svg" alt="{say(4, 8)}" width=800 height=450>'
    if chance.random() < 0.2:
        image = '<img src="/lead.svg" width=800 height=450>'
    data = (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{headline}",'
        f'"datePublished":"2026-03-{1 + number % 28:02}T08:00:00+00:00","author":{{"@type":"Person","name":"Mara Ellin"}}}}'
    )
    return f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>{headline} – The Harbour Post</title>
<meta name=viewport content="width=device-width"><meta name=description content="{say(12, 18)}">
<link rel=canonical href="https://post.example/article-{number:05}/">
<link rel=stylesheet href=/style.css>
<meta property=og:title content="{headline}"><meta property=og:type content=article>
<meta property=og:image content=/lead.svg>
<meta property=og:url content="https://post.example/article-{number:05}/"><script type=application/ld+json>{data}</script></head><body>
<header><a href=/>The Harbour Post</a><nav aria-label=Sections><ul>{sections}</ul></nav></header>
<main><article><h1>{headline}</h1>
<p class=meta>by <a href=/authors/ellin/>Mara Ellin</a> <time datetime=2026-03-01>1 March 2026</time> {pale}</p>
<figure>{image}<figcaption>{say(8, 16)} (Jan Orlo / The Harbour Post)</figcaption></figure>{paragraphs}</article>
<section aria-labelledby=related><h2 id=related>Related</h2><div class=cards>{cards}</div></section>{forms}</main>
<footer><p>{say(8, 12)}</p></footer></body></html>"""


def _card(target: int, headline: str, text: str) -> str:
    return (
        f"<div class=card><h3><a href='/article-{target:05}/'>{headline}</a></h3><p>{text}</p>"
        f"<p class=meta><span>Mara Ellin</span> · <time datetime=2026-02-03>3 February</time></p></div>"
    )


def _form(place: int, name: str) -> str:
    return (
        f"<form aria-label='{name} {place}'><p>* indicates required</p><label for=mail{place}>Email * </label>"
        f"<input id=mail{place} type=email required><label for=first{place}>First name</label><input id=first{place}>"
        f"<button>Subscribe to {name}</button><div class=response hidden></div></form>"
    )
