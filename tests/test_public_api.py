"""What `import audit` offers: on one screen, sorted, all of it there."""

from __future__ import annotations

import pytest

import audit


def test_the_list_is_sorted() -> None:
    assert sorted(audit.__all__) == audit.__all__


@pytest.mark.parametrize("name", audit.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(audit, name) is not None


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'audit_everything'"):
        _ = audit.audit_everything
