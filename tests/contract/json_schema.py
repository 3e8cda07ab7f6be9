"""The part of JSON Schema 2020-12 that the served OpenAPI document uses: what is wrong with a value, and values that fit.

A keyword that is not known here is an error, so that no promise of the document goes unread.
"""

import math
import re
import string

TYPES = {"string": str, "boolean": bool, "object": dict, "array": list, "null": type(None)}
ANNOTATIONS = {"description", "title", "default", "example", "examples", "format", "contentMediaType", "contentEncoding", "deprecated",
               "readOnly", "writeOnly", "$comment", "$id", "$schema", "xml", "externalDocs"}


def is_of_type(value, name):
    if name in ("number", "integer"):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and (name == "number" or isinstance(value, int) or value.is_integer())
    return isinstance(value, TYPES[name])


def same(a, b):
    """Equal as JSON: true is not 1."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)


class Schemas:
    def __init__(self, document):
        self.document = document

    def resolved(self, schema):
        while isinstance(schema, dict) and "$ref" in schema:
            target = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            beside = {name: value for name, value in schema.items() if name != "$ref" and name not in ANNOTATIONS}
            schema = {"allOf": [target], **beside} if beside else target
        return schema

    def problems(self, schema, value, path="$"):
        """What is wrong with `value`; nothing where it fits."""
        schema = self.resolved(schema)
        if isinstance(schema, bool):
            return [] if schema else [f"{path}: nothing fits here"]
        found = []
        for keyword, told in schema.items():
            check = getattr(self, "_" + keyword.replace("$", ""), None)
            if check:
                found += check(told, value, path, schema)
            elif keyword not in ANNOTATIONS and not keyword.startswith("x-"):
                raise AssertionError(f"this reader does not know the keyword {keyword}")
        return found

    def fits(self, schema, value):
        return not self.problems(schema, value)

    def _type(self, told, value, path, _):
        names = told if isinstance(told, list) else [told]
        return [] if any(is_of_type(value, name) for name in names) else [f"{path}: {value!r:.80} is no {told}"]

    def _enum(self, told, value, path, _):
        return [] if any(same(one, value) for one in told) else [f"{path}: {value!r:.80} is none of {told}"]

    def _const(self, told, value, path, _):
        return [] if same(told, value) else [f"{path}: {value!r:.80} is not {told!r}"]

    def _bound(self, value, path, is_right, told):
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return [f"{path}: {value!r} is beyond {told}"] if is_number and not is_right(value) else []

    def _minimum(self, told, value, path, _):
        return self._bound(value, path, lambda number: number >= told, told)

    def _maximum(self, told, value, path, _):
        return self._bound(value, path, lambda number: number <= told, told)

    def _exclusiveMinimum(self, told, value, path, _):
        return self._bound(value, path, lambda number: number > told, told)

    def _exclusiveMaximum(self, told, value, path, _):
        return self._bound(value, path, lambda number: number < told, told)

    def _multipleOf(self, told, value, path, _):
        return self._bound(value, path, lambda number: math.isclose(number / told, round(number / told)), told)

    def _size(self, kinds, value, path, is_right, told):
        return [f"{path}: {len(value)} is beyond {told}"] if isinstance(value, kinds) and not is_right(len(value)) else []

    def _minLength(self, told, value, path, _):
        return self._size(str, value, path, lambda size: size >= told, told)

    def _maxLength(self, told, value, path, _):
        return self._size(str, value, path, lambda size: size <= told, told)

    def _minItems(self, told, value, path, _):
        return self._size(list, value, path, lambda size: size >= told, told)

    def _maxItems(self, told, value, path, _):
        return self._size(list, value, path, lambda size: size <= told, told)

    def _minProperties(self, told, value, path, _):
        return self._size(dict, value, path, lambda size: size >= told, told)

    def _maxProperties(self, told, value, path, _):
        return self._size(dict, value, path, lambda size: size <= told, told)

    def _uniqueItems(self, told, value, path, _):
        repeats = told and isinstance(value, list) and any(same(a, b) for i, a in enumerate(value) for b in value[:i])
        return [f"{path}: repeats"] if repeats else []

    def _pattern(self, told, value, path, _):
        return [f"{path}: {value!r:.80} is no {told}"] if isinstance(value, str) and not re.search(told, value) else []

    def _required(self, told, value, path, _):
        return [f"{path}.{name} is missing" for name in told if name not in value] if isinstance(value, dict) else []

    def _properties(self, told, value, path, _):
        if not isinstance(value, dict):
            return []
        return sum((self.problems(told[name], item, f"{path}.{name}") for name, item in value.items() if name in told), [])

    def _additionalProperties(self, told, value, path, schema):
        if not isinstance(value, dict):
            return []
        others = [name for name in value if name not in schema.get("properties", {})
                  and not any(re.search(pattern, name) for pattern in schema.get("patternProperties", {}))]
        return sum((self.problems(told, value[name], f"{path}.{name}") for name in others), [])

    def _patternProperties(self, told, value, path, _):
        if not isinstance(value, dict):
            return []
        return sum((self.problems(inner, item, f"{path}.{name}") for pattern, inner in told.items() for name, item in value.items()
                    if re.search(pattern, name)), [])

    def _propertyNames(self, told, value, path, _):
        return sum((self.problems(told, name, f"{path}.{name}") for name in value), []) if isinstance(value, dict) else []

    def _items(self, told, value, path, schema):
        if not isinstance(value, list):
            return []
        begin = len(schema.get("prefixItems", []))
        return sum((self.problems(told, item, f"{path}[{number}]") for number, item in enumerate(value) if number >= begin), [])

    def _prefixItems(self, told, value, path, _):
        return sum((self.problems(inner, item, path) for inner, item in zip(told, value)), []) if isinstance(value, list) else []

    def _allOf(self, told, value, path, _):
        return sum((self.problems(inner, value, path) for inner in told), [])

    def _anyOf(self, told, value, path, _):
        return [] if any(self.fits(inner, value) for inner in told) else [f"{path}: fits none of anyOf: {value!r:.200}"]

    def _oneOf(self, told, value, path, _):
        count = sum(self.fits(inner, value) for inner in told)
        return [] if count == 1 else [f"{path}: fits {count} of oneOf: {value!r:.200}"]

    def _not(self, told, value, path, _):
        return [f"{path}: fits what it must not"] if self.fits(told, value) else []

    def _if(self, told, value, path, schema):
        return self.problems(schema.get("then" if self.fits(told, value) else "else", True), value, path)

    def _then(self, *ignored):
        return []

    _else = _defs = _discriminator = _then

    def sample(self, schema, random, depth=0):
        """A value that mostly fits: what stands between properties (if, not) is left to chance."""
        schema = self.resolved(schema)
        if isinstance(schema, bool) or depth > 12:
            return random.choice([None, 1, "x"])
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return random.choice(schema["enum"])
        if "examples" in schema and random.random() < 0.3:
            return random.choice(schema["examples"])
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                chosen = self.sample(random.choice(schema[keyword]), random, depth + 1)
                rest = {name: value for name, value in schema.items() if name != keyword}
                base = self.sample(rest, random, depth + 1) if "properties" in rest else None
                return {**base, **chosen} if isinstance(base, dict) and isinstance(chosen, dict) else chosen
        if "allOf" in schema and "type" not in schema:
            parts = [self.sample(inner, random, depth + 1) for inner in schema["allOf"]]
            return {name: value for part in parts if isinstance(part, dict) for name, value in part.items()} or parts[0]
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = random.choice(kind) if isinstance(kind, list) else kind
        return getattr(self, "_some_" + kind)(schema, random, depth)

    def _some_object(self, schema, random, depth):
        required = set(schema.get("required", []))
        return {name: self.sample(inner, random, depth + 1) for name, inner in schema.get("properties", {}).items()
                if name in required or random.random() < 0.5}

    def _some_array(self, schema, random, depth):
        least = schema.get("minItems", 0)
        count = random.randint(least, min(schema.get("maxItems", least + 3), least + 3))
        return [self.sample(schema.get("items", True), random, depth + 1) for _ in range(count)]

    def _some_string(self, schema, random, _):
        least, most = schema.get("minLength", 0), schema.get("maxLength", 40)
        count = random.choice([least, most, random.randint(least, min(most, least + 40))])
        return "".join(random.choice(string.ascii_letters + string.digits + " -_.äß猫🦁") for _ in range(min(count, 3000)))

    def _some_integer(self, schema, random, _):
        low, high = schema.get("minimum", -1000), schema.get("maximum", 1000)
        return random.choice([low, high, random.randint(math.ceil(low), math.floor(high))])

    def _some_number(self, schema, random, _):
        low, high = schema.get("minimum", -1000), schema.get("maximum", 1000)
        return random.choice([low, high, random.uniform(low, high)])

    def _some_boolean(self, schema, random, _):
        return random.random() < 0.5

    def _some_null(self, schema, random, _):
        return None
