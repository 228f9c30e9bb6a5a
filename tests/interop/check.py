"""check.py FILE: what check.mjs does, with Python's msgpack."""

import json
import struct
import sys

import msgpack


def build(description):
    kind, value = description
    if kind == "int":
        return int(value)
    if kind == "float":
        return struct.unpack(">d", bytes.fromhex(value))[0]
    if kind == "binary":
        return bytes.fromhex(value)
    if kind == "time":
        return msgpack.Timestamp(value // 1000, value % 1000 * 1_000_000)
    if kind == "array":
        return [build(item) for item in value]
    if kind == "map":
        return {key: build(item) for key, item in value}
    return value


def same(actual, expected):
    if type(actual) is not type(expected):
        return False
    if isinstance(expected, float):
        return struct.pack(">d", actual) == struct.pack(">d", expected) or (actual != actual and expected != expected)
    if isinstance(expected, list):
        return len(actual) == len(expected) and all(map(same, actual, expected))
    if isinstance(expected, dict):
        return actual.keys() == expected.keys() and all(same(actual[key], expected[key]) for key in expected)
    return actual == expected


for line in open(sys.argv[1], encoding="utf-8"):
    packed, description = json.loads(line)
    value = build(description)
    if not same(msgpack.unpackb(bytes.fromhex(packed)), value):
        sys.exit("read another value from " + line)
    print(msgpack.packb(value).hex())
