"""The report for machines: the Report itself as JSON, there and back, and the schema that documents it."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from audit import model
from audit.errors import ConfigError
from audit.model import SCHEMA_VERSION, Report
from audit.page.text import clean

SCHEMA_FILE = "report.schema.json"
"""Where the published schema stands, beside this module."""


def files(report: Report) -> Mapping[str, str]:
    """The report as report.json: fields in the order of the model, keys of mappings sorted, defaults left out."""
    return {"report.json": msgspec.json.format(_encode(report), indent=2).decode() + "\n"}


def _encode(report: Report) -> bytes:
    try:
        return msgspec.json.encode(report, order="deterministic")
    except UnicodeEncodeError:
        # A lone surrogate, as from a file name that is no UTF-8: a report with U+FFFD is worth more than none.
        return msgspec.json.encode(_cleaned(msgspec.to_builtins(report)), order="deterministic")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(str(key)): _cleaned(item) for key, item in value.items()}
    return value


def read(run: Path) -> Report:
    """
    The report of a stored run, from its folder or its report.json.

    Raises ConfigError that says what is wrong: there is none, it is damaged, or a newer version wrote it.
    """
    file = run / "report.json" if run.is_dir() else run
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{file} cannot be read: {error.strerror}. Name a run's folder, with its report.json."
        ) from error
    version = _version(content, file)
    if version > _numbers(SCHEMA_VERSION):
        raise ConfigError(
            f"{file} was written by a newer version of audit (schema {'.'.join(map(str, version))}, known is "
            f"{SCHEMA_VERSION}). Use that version."
        )
    try:
        return msgspec.json.decode(content, type=Report)
    except msgspec.MsgspecError as error:
        raise ConfigError(f"{file} is no report of audit, or damaged: {error}. Run the audit again.") from error


def _version(content: bytes, file: Path) -> tuple[int, ...]:
    try:
        stored = json.loads(content)
        return _numbers(stored["schema_version"])
    except json.JSONDecodeError as error:
        raise ConfigError(f"{file}, line {error.lineno} is no JSON: {error.msg}. Run the audit again.") from error
    except (UnicodeDecodeError, RecursionError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{file} is no report of audit: it names no schema_version. Name a run's folder.") from error


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of report.json, made from the model and its docstrings."""
    made = msgspec.json.schema(Report)
    for name, definition in made["$defs"].items():
        for field, text in _documented(getattr(model, name)).items():
            definition["properties"][field]["description"] = text
    made["$defs"]["Report"]["properties"]["schema_version"]["const"] = SCHEMA_VERSION
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Report of an audit", **made}


def schema_text() -> str:
    """The schema as it is published in report.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _documented(noun: type) -> dict[str, str]:
    """Field -> the docstring below it; Python itself forgets these."""
    [definition] = ast.parse(inspect.getsource(noun)).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for field, after in zip(definition.body, definition.body[1:], strict=False):
        match field, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found
