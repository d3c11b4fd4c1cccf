"""
A declared picture that is not there leaves a hole wherever the article is shared.

Messengers, social networks and search engines fetch the picture from `og:image`, the card's `twitter:image` and the
article's JSON-LD. When the address answers with “not found”, or with a page in place of a picture, the article stands among
the others as grey text, and readers pass it by. On the page itself nothing is to be seen of it.

Take the address from the field the page's own photo comes from, and let the system keep files that are declared.

Pictures on other hosts are not looked at where a run may load nothing from them (`--offline`).

## Passed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
```

Named by the address the site will have:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="https://herald.example/harbour/">
<meta property="og:image" content="https://herald.example/img/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
<!-- file: /img/harbour.png -->
1200 x 630
```

## Failed
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="/img/harbor.png"><!-- failed --></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

A page in place of a picture:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "Harbour opens again", "image": "/harbour/"}</script><!-- failed --></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

## Could not tell
It is not in this copy of the site:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><link rel="canonical" href="https://herald.example/harbour/">
<meta property="og:image" content="https://herald.example/resize/1200/harbour.png"><!-- cantTell --></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

## Inapplicable
Another host, in a run that loads nothing from other hosts; and a page that declares none:
```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"><meta property="og:image" content="https://img.example/harbour.png"></head>
<body><article><h1>Harbour opens again</h1></article></body>
```

```html
<!-- page: /harbour/ -->
<head><meta property="og:type" content="article"></head><body><article><h1>Harbour opens again</h1></article></body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.declared import Declared, declared_images
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule

GONE = (404, 410)


@rule(
    "The pictures declared for sharing are there",
    impact="moderate",
    source="https://developers.google.com/search/docs/appearance/structured-data/article (read 2026-11)",
    needs=["declared_images"],
    preview=True,
)
def article_image_unreachable(page: Page) -> Iterator[Verdict]:
    """Read what came back; only an answer of the page's own server is certain, all else may be over tomorrow."""
    if not article(page).is_article:
        return
    for image in declared_images(page):
        if image.found["ended"] == "loaded":
            yield passed(image.element)
        elif wrong := _certain(image):
            yield failed(image.element, f"{image.name} is {shorten(image.address)}: {wrong}.", about=image.name)
        else:
            message = f"{image.name} is {shorten(image.address)}, and no picture came: {_doubt(image)}. Is it there?"
            yield cant_tell(image.element, message, about=image.name)


def _certain(image: Declared) -> str:
    found = image.found
    if not found["own"]:
        return ""
    if found["status"] in GONE:
        return f"the server answers with status {found['status']}"
    if found["status"] == 200 and found["type"].startswith("text/"):
        return f"the server answers with “{found['type']}”, which is no picture"
    return ""


def _doubt(image: Declared) -> str:
    found = image.found
    if found["beside"]:
        return "this copy of the site has no such file"
    if found["ended"] == "late":
        return "it took longer than five seconds"
    return found["failure"] or f"the answer is of status {found['status']}, type “{found['type']}”"
