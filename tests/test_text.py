"""Words are counted in every script."""

from __future__ import annotations

import pytest

from audit.page.text import is_unspaced, word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [("The first freighter came in at dawn.", 7), ("Перше судно прийшло", 3), ("最初の貨物船が入港した", 5), ("", 0)],
)
def test_words_are_counted_also_where_nothing_parts_them(text: str, count: int) -> None:
    assert count == word_count(text)


def test_scripts_without_spaces_are_known() -> None:
    assert is_unspaced("最初の貨物船")
    assert not is_unspaced("Перше судно")
