# SPDX-License-Identifier: GPL-2.0-only
"""Does a file of JSON keep to a schema? schema.py SCHEMA FILE

Those words of JSON Schema are known that the schemas in docs/ use; any other ends the check.
"""
import json
import re
import sys

KNOWN = {"$schema", "$id", "title", "description", "$defs", "$ref", "type", "const", "enum", "pattern", "minimum",
         "required", "properties", "additionalProperties", "items"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}


def is_of(value, name):
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def check(value, schema, root, path):
    if isinstance(schema, bool):
        assert schema, f"{path}: must not be there"
        return
    assert not set(schema) - KNOWN, f"unknown words {set(schema) - KNOWN}"
    if "$ref" in schema:
        check(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, path)
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert any(is_of(value, name) for name in types), f"{path}: {value!r} is no {types}"
    assert "const" not in schema or value == schema["const"], f"{path}: {value!r} is not {schema['const']!r}"
    assert "enum" not in schema or value in schema["enum"], f"{path}: {value!r} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str):
        assert re.search(schema["pattern"], value), f"{path}: {value!r} is not like {schema['pattern']}"
    if "minimum" in schema:
        assert value >= schema["minimum"], f"{path}: {value!r}"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            assert name in value, f"{path}: no {name}"
        for name, member in value.items():
            rule = schema.get("properties", {}).get(name, schema.get("additionalProperties", True))
            check(member, rule, root, f"{path}.{name}")
    if isinstance(value, list):
        for i, item in enumerate(value):
            check(item, schema.get("items", True), root, f"{path}[{i}]")


with open(sys.argv[1]) as schema_file, open(sys.argv[2]) as file:
    rules = json.load(schema_file)
    check(json.load(file), rules, rules, "report")
