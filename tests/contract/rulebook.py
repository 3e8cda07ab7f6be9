"""Whether a model's contract lets a request pass, judged anew from catalog/*.json: the second opinion that fuzzing needs.

Written from catalog/contract.schema.json, not from the server. Where the contract leaves open how a form is read, it objects to
nothing.
"""

import base64
import binascii
import decimal
import ipaddress
import json
import re
import struct
import urllib.parse

import suite

CONTRACTS = {model: json.loads((suite.ROOT / "catalog" / f"{model}.json").read_text()) for model in suite.MODELS}
NAMES = {name: contract for contract in CONTRACTS.values() for name in [contract["id"], *contract["aliases"]]}
NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
ABSENT = object()
# Names that the server knows beside the contracts, by the word in "known"; what is not in here may be any name.
KNOWN = {}


class Objection(Exception):
    pass


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def number_of(value):
    """Exactly; nothing where it is none."""
    if is_number(value):
        return decimal.Decimal(value)
    return decimal.Decimal(value.strip()) if isinstance(value, str) and NUMBER.fullmatch(value) else None


def text_of(value):
    if isinstance(value, str):
        return value
    if is_number(value):
        return str(int(value)) if float(value).is_integer() and abs(value) < 2 ** 64 else repr(float(value))
    raise Objection(f"no text: {value!r:.60}")


def picture_size(data):
    """(width, height) by the header of a PNG or JPEG; nothing where it is neither."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return struct.unpack(">II", data[16:24])
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xff:
            at += 1
            continue
        kind = data[at + 1]
        if 0xc0 <= kind <= 0xcf and kind not in (0xc4, 0xc8, 0xcc):
            height, width = struct.unpack(">HH", data[at + 5:at + 9])
            return width, height
        at += 2 if kind in (0xff, 0x01) or 0xd0 <= kind <= 0xd9 else 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    return None


def check_picture(text, rule):
    text = text.strip()
    if re.match("https?:", text, re.I):
        return
    bare = re.sub(r"\s", "", re.sub("^data:[^,]*,", "", text, flags=re.I))
    try:
        data = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Objection(f"no base64: {text[:40]!r}") from error
    size = picture_size(data)
    if not size:
        raise Objection("no picture")
    if len(data) > rule["max_bytes"] or min(size) < rule["min_side"]:
        raise Objection(f"a picture of {len(data)} bytes, {size}")
    if max(size) > rule.get("max_aspect", float("inf")) * min(size) * 1.000001:
        raise Objection(f"a picture of aspect {size}")


def check_callback(url):
    parts = urllib.parse.urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise Objection(f"no web address: {url[:60]!r}")
    try:
        address = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return
    if not address.is_global:
        raise Objection(f"leads inside: {url[:60]!r}")


def read_string(spec, value):
    text = text_of(value)
    if spec["format"] == "choice":
        number = number_of(text)
        for option in spec["enum"]:
            if text == option or (number is not None and number_of(option) == number):
                return option
        if text.strip() == "":
            return ABSENT
        raise Objection(f"{spec['name']} is no choice: {text[:40]!r}")
    if text.strip() == "":
        if spec.get("min_length"):
            raise Objection(f"{spec['name']} is blank")
        return ABSENT
    if "\0" in text or any(0xd800 <= ord(character) <= 0xdfff for character in text):
        raise Objection(f"{spec['name']} has characters that no text has")
    if spec["format"] == "image":
        check_picture(text, spec["image"])
    elif len(text) > spec["max_length"]:
        raise Objection(f"{spec['name']} has {len(text)} characters")
    if spec["format"] == "url":
        check_callback(text)
    if spec["format"] == "identifier" and (text != text.strip() or re.search(r"[\x00-\x1f\x7f]", text)):
        raise Objection(f"{spec['name']} is no identifier: {text[:40]!r}")
    if text not in KNOWN.get(spec.get("known"), [text]):
        raise Objection(f"{spec['name']} is not known: {text[:40]!r}")
    return text


def read_number(spec, value):
    number = number_of(value)
    if number is None or not spec["min"] <= number <= spec["max"] or (spec["type"] == "integer" and number != int(number)):
        raise Objection(f"{spec['name']} is {value!r:.40}")
    return number


def read_boolean(spec, value):
    word = str(value).strip().lower()
    number = number_of(value)
    if isinstance(value, (dict, list)) or (word not in ("true", "false") and number not in (0, 1)):
        raise Objection(f"{spec['name']} is {value!r:.40}")
    return word == "true" or number == 1


def read_object(spec, value):
    if value is None or value == [] or (isinstance(value, str) and value.strip() == ""):
        return ABSENT
    if isinstance(value, list):
        if len(value) != 1 or not isinstance(value[0], dict):
            raise Objection(f"{spec['name']} is no object")
        value = value[0]
    if isinstance(value, str) and value.strip()[:1] in ("{", "["):
        try:
            return read_object(spec, json.loads(value))
        except ValueError as error:
            raise Objection(f"{spec['name']} is no JSON") from error
    if isinstance(value, dict):
        return read_all(spec["children"], value)
    if "bare" not in spec:
        raise Objection(f"{spec['name']} is no object")
    return read_all(spec["children"], {spec["bare"]: value})


def read_array(spec, value):
    if value == [] or (isinstance(value, str) and value.strip() == ""):
        return ABSENT
    if not isinstance(value, list):
        raise Objection(f"{spec['name']} is no list")
    if not spec.get("min_items", 0) <= len(value) <= spec["max_items"]:
        raise Objection(f"{spec['name']} has {len(value)} items")
    items = [read_object(spec, item) for item in value]
    if ABSENT in items:
        raise Objection(f"{spec['name']} has an empty item")
    return items


READERS = {"string": read_string, "number": read_number, "integer": read_number, "boolean": read_boolean, "object": read_object,
           "array": read_array}


def read_all(specs, given):
    values = {}
    for spec in specs:
        value = given.get(spec["name"])
        value = ABSENT if value is None else READERS[spec["type"]](spec, value)
        if value is ABSENT and "default" in spec:
            value = spec["default"]
        if value is not ABSENT:
            values[spec["name"]] = value
        elif spec["required"]:
            raise Objection(f"{spec['name']} is missing")
    return values


def holds(condition, values):
    value = values.get(condition["parameter"])
    if "given" in condition:
        return (value is not None) == condition["given"]
    if "is" in condition:
        return value == condition["is"]
    return bool(value and re.search(r"<<<voice_\d+>>>", value))


def check_rule(rule, values):
    if "message" not in rule or not all(holds(condition, values) for condition in rule.get("when", [])):
        return
    broken = not all(holds(condition, values) for condition in rule.get("requires", []))
    broken |= any(name in values for name in rule.get("forbids", []))
    broken |= "at_least_one" in rule and not any(name in values for name in rule["at_least_one"])
    if "voices_within" in rule:
        count = len(values.get(rule["voices_within"], []))
        broken |= any(not 1 <= int(number) <= count for number in re.findall(r"<<<voice_(\d+)>>>", values.get(rule["parameter"], "")))
    if broken:
        raise Objection(rule["message"])


def objection(model, params):
    """Why the request must not be accepted; nothing where this rulebook knows no reason."""
    contract = NAMES.get(model)
    if contract is None:
        return f"no such model: {model!r:.40}"
    try:
        values = read_all(contract["parameters"], params)
        for rule in contract["rules"]:
            check_rule(rule, values)
    except Objection as reason:
        return str(reason)
    return None
