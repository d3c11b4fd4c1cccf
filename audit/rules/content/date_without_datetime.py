"""
The article's date stands in a `time` element that no program can read.

`time` is there to give a date to programs in a form they all read, beside the form that people of one language read. A
`time` that holds “15 June” or “2 hours ago” and no `datetime` gives it to nobody: reader modes, search engines and
archives guess or go without, a browser's extension cannot show the reader's own time zone, and “2 hours ago” is wrong as
soon as the page was saved or printed.

Write the full date into the attribute: `<time datetime="2026-11-22T09:30:00+01:00">22 November</time>`.

## Passed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>By Ada Winter, <time datetime="2026-11-22T09:30:00+01:00">2 hours ago</time></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

What it shows is a date for programs too; an invalid `datetime` is another rule's matter:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p><time>2026-11-22</time>, changed <time datetime="soon">in the evening</time></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

## Failed
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p>By Ada Winter, <time class="entry-time">22 November 2026</time><!-- failed --></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p><time>2 hours ago</time><!-- failed --></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

## Could not tell
The date is there for programs, in an attribute that HTML does not know on `time`:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p><time itemprop="datePublished" content="2026-11-22T09:30:00+01:00">22 November 2026</time><!-- cantTell --></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article></body>
```

## Inapplicable
Times that are not the article's date, and one that waits for a script:
```html
<head><meta property="og:type" content="article"></head>
<body><article>
<h1>Harbour opens again</h1>
<p><time></time></p>
<p>The first freighter came in at dawn, and the crew of the tug boat had coffee ready for everybody on the pier.</p>
</article>
<aside><a href="/choir/"><time>yesterday</time> Choir wins in Leipzig</a></aside>
</body>
```
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.page import Page
from audit.page.article import article
from audit.page.dates import is_html_time
from audit.page.html import attr, is_hidden, text
from audit.page.text import shorten
from audit.rules import Verdict, cant_tell, failed, passed, rule


@rule(
    "The article's date can be read by programs",
    impact="minor",
    source="https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element (read 2026-11)",
    preview=True,
)
def date_without_datetime(page: Page) -> Iterator[Verdict]:
    for time in article(page).dates:
        said = text(time)
        if time.get("datetime") is not None or is_html_time(said):
            yield passed(time)
            continue
        if not said or is_hidden(time):
            continue
        name = f"“{shorten(said, 60)}”"
        if attr(time, "content"):
            yield cant_tell(
                time,
                f"{name} has its date in a content attribute, which few programs look for on time. Does datetime hold it too?",
            )
        else:
            yield failed(time, f"{name} stands in a time element without datetime: no program can read the date.")
