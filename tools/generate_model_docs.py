#!/usr/bin/env python3
"""Writes docs/models.md from catalog/*.json.

Usage: tools/generate_model_docs.py           writes the page
       tools/generate_model_docs.py --check   fails where the page is not what would be written
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "models.md"

HEAD = """# The models

<!-- Written by tools/generate_model_docs.py from catalog/*.json; change those and run it. -->

Each model is one contract, a file under `catalog/`. What this page says is what the server checks, renders and bills.
Numbers are accepted as text and text of digits as numbers; `null`, an empty list and blank text count as not given.
Parameters a model does not know are ignored with a warning. Text is measured in Unicode characters.
"""


def contracts():
    """All contracts, newest family first."""
    paths = (ROOT / "catalog").glob("kirin_*.json")
    models = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return sorted(models, key=lambda model: model["id"], reverse=True)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
    return "\n".join(lines)


def anchor(model):
    return model["id"]


def sizes(mode):
    if "pixel_budget" in mode:
        budget = mode["pixel_budget"]
        return f"as many pixels as {budget['width']}×{budget['height']}, in the shape of the image"
    return ", ".join(f"{ratio} {size['width']}×{size['height']}" for ratio, size in mode["sizes"].items())


def overview(models):
    rows = []
    for model in models:
        names = [parameter["name"] for parameter in model["parameters"]]
        modes = model["output"]["modes"]
        video = " / ".join(f"{name} {mode['resolution']} {mode['fps']} fps" for name, mode in modes.items())
        cheapest = min((tier["unit_price"] for tier in model["prices"]["tiers"]), key=float)
        rows.append([
            f"[`{model['id']}`](#{anchor(model)})",
            model["description"],
            video,
            "yes" if "sound" in names else "–",
            f"{cheapest} USD",
            f"`{model['errors']['prefix']}`",
        ])
    return table(["model", "what it does", "video", "sound", "from", "error codes"], rows)


def allowed(parameter):
    """What values the parameter takes, in a few words."""
    words = []
    if "enum" in parameter:
        words.append(", ".join(f"`{choice}`" for choice in parameter["enum"]))
    if "max_length" in parameter:
        low, high = parameter.get("min_length"), parameter["max_length"]
        words.append(f"{low} to {high} characters" if low else f"at most {high} characters")
    if "max" in parameter:
        words.append(f"{parameter['min']} to {parameter['max']}")
    if "max_items" in parameter:
        low, high = parameter.get("min_items"), parameter["max_items"]
        words.append(f"{low} to {high} items" if low else f"at most {high} items")
    if "image" in parameter:
        rules = parameter["image"]
        limit = f"at most {rules['max_bytes'] // 2**20} MiB"
        if rules["min_side"] > 1:
            limit += f", sides of at least {rules['min_side']} px"
        if "max_aspect" in rules:
            limit += f", at most {rules['max_aspect']}:1"
        words.append(limit)
    return "; ".join(words) or "–"


def kind(parameter):
    return "image" if parameter.get("format") == "image" else parameter["type"]


def parameter_rows(parameters, prefix=""):
    rows = []
    for parameter in parameters:
        default = parameter.get("default")
        need = "**required**" if parameter["required"] else "optional"
        if default is not None:
            need = f"default `{json.dumps(default) if not isinstance(default, str) else default}`"
        rows.append([f"`{prefix}{parameter['name']}`", kind(parameter), need, allowed(parameter), parameter["description"]])
        suffix = "[]." if parameter["type"] == "array" else "."
        rows += parameter_rows(parameter.get("children", []), prefix + parameter["name"] + suffix)
    return rows


def section(model):
    parts = [f'## <a id="{anchor(model)}"></a>{model["display_name"]}', model["description"]]
    aliases = ", ".join(f"`{alias}`" for alias in model["aliases"])
    parts.append(f"Id `{model['id']}`" + (f"; also answers to {aliases}." if aliases else "."))
    parts.append(table(["parameter", "type", "", "takes", ""], parameter_rows(model["parameters"])))
    if model["rules"]:
        sentences = [(rule.get("message") or rule["warning"]).replace("<", "&lt;") for rule in model["rules"]]
        parts.append("Rules between parameters:\n\n" + "\n".join(f"- {sentence}" for sentence in sentences))
    modes = model["output"]["modes"]
    parts.append(table(["mode", "class", "frames per second", "size"],
                       [[f"`{name}`", mode["resolution"], str(mode["fps"]), sizes(mode)] for name, mode in modes.items()]))
    parts.append(table(["price tier", "USD per video"],
                       [[f"`{tier['tier']}`", tier["unit_price"]] for tier in model["prices"]["tiers"]]))
    errors = model["errors"]
    parts.append(table(["error code", "meaning"],
                       [[f"`{errors['prefix']}{suffix}`", text] for suffix, text in errors["causes"].items()]))
    if "note" in errors:
        parts.append(errors["note"])
    return "\n\n".join(parts)


def page():
    models = contracts()
    sections = [section(model) for model in models]
    return "\n".join([HEAD, overview(models), "", "\n\n".join(sections), ""])


def main():
    text = page()
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
            sys.exit("docs/models.md is not what catalog/ says: run tools/generate_model_docs.py")
        return
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
