"""
A very long alternative text has to be heard in one breath.

A screen reader reads an alternative text as one piece: it cannot be read line by line, skimmed, or gone back in, and on a
braille display it goes on for screens. Beyond some 250 letters it is most often an agency's caption, a paragraph of the
article or a list of keywords, copied whole.

Tell in one or two sentences what is seen. What else is to be said belongs in the caption or the text, where everybody can
read it. A chart's figures belong in a table or a paragraph beside it, with an alternative text that says what the chart is
and where its figures stand.

## Passed

```html
<img src="/media/harbour.jpg" alt="Ferries wait in the harbour at dawn while the crew of a tug clears the last of the ice">
```

## Failed

```html
<img src="/media/rally.jpg" width="800" alt="BALTA - AUGUST 29: The supporters of the mayor celebrate in front of the town hall after
the results of the second round were read out on the night of August 29, in what observers called the longest count since the
town was founded, with the last of the boxes having come in by boat from the islands only an hour before, as the storm that
had held up the ferries for two days went down.">
```

## Could not tell

What a chart, a map or a picture of text shows can take more words, where it is told nowhere else:

```html
<img src="/media/chart.png" width="800" alt="Bar chart of what twelve countries spent on their harbours in 2025. Poland spent
the most, just over 4%, followed by Latvia and Lithuania with 3.9% each, then Estonia, Denmark, Norway, Finland and Sweden
between 3% and 3.5%, Greece with 2.9%, and Germany, France and Spain between 2% and 2.4%.">
```

## Inapplicable

Empty alternative text, and pictures that nobody meets:

```html
<img src="/media/harbour.jpg" alt="">
<div hidden><img src="/media/harbour.jpg" alt="Ferries in the harbour"></div>
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from audit.page import Page
from audit.page.alternatives import heard
from audit.page.html import attr
from audit.page.text import collapse, shorten
from audit.rules import RuleSettings, Verdict, cant_tell, failed, passed, rule
from audit.words import Words, one_of, word_list


class Settings(RuleSettings, frozen=True):
    """How long an alternative text may be, and for which pictures longer ones are understood."""

    # Checkers stop at 125 to 250; the longest of them leaves the fewest good texts out.
    longest: Annotated[int, Meta(ge=1, description="Letters that an alternative text has at most.")] = 250
    words: Annotated[
        Words,
        Meta(description="Words for pictures whose content takes more words, such as charts and maps, by language."),
    ] = word_list("picture-of-words")

    @cached_property
    def dense(self) -> re.Pattern[str]:
        """Finds such a word."""
        return one_of(self.words)


@rule(
    "An alternative text is no longer than can be listened to",
    impact="minor",
    source="https://www.w3.org/WAI/tutorials/images/tips/ (read 2026-11)",
    settings=Settings,
)
def image_alt_long(page: Page, settings: Settings) -> Iterator[Verdict]:
    for image in heard(page):
        alt = collapse(attr(image, "alt"))
        if len(alt) <= settings.longest:
            yield passed(image)
        elif settings.dense.search(alt):
            yield cant_tell(
                image,
                f"The alternative text has {len(alt)} letters: “{shorten(alt, 80)}”. Does the text beside it tell the same?",
            )
        else:
            yield failed(
                image,
                f"The alternative text has {len(alt)} letters, which a screen reader reads in one piece: “{shorten(alt, 80)}”",
            )
