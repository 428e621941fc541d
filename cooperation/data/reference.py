"""The OpenAPI document as it is told to people: each sort of address with what it can be asked by."""

from urllib.parse import urlencode


def sorts(document: dict, told: dict) -> list[dict]:
    """Return each sort of address: its words, its addresses with an example, and its parameters."""
    return [
        {
            "name": name,
            "title": sort["title"],
            "text": sort["text"],
            "addresses": [address(path, operation) for path, operation in operations(document, name)],
            "fields": fields(document, sort["schema"]),
            "parameters": parameters([operation for _path, operation in operations(document, name)]),
        }
        for name, sort in told["sorts"].items()
    ]


def fields(document: dict, schema: str) -> list[str]:
    """What stands in an answer at the top."""
    found = document["components"]["schemas"][schema]
    others = [each["$ref"].rpartition("/")[2] for each in found.get("allOf", ())]
    return [*(name for other in others for name in fields(document, other)), *found.get("properties", ())]


def operations(document: dict, sort: str) -> list[tuple[str, dict]]:
    found = [(path, methods["get"]) for path, methods in document["paths"].items()]
    return [(path, operation) for path, operation in found if sort in operation["tags"]]


def address(path: str, operation: dict) -> dict[str, str | list[str]]:
    """An address, as the parts between which a line of it can break, and one like it that has an answer: nothing where
    no page is public."""
    parts = path.removeprefix("/").split("/")
    examples = {each["name"]: each for each in operation["parameters"] if each["required"]}
    if any("example" not in each for each in examples.values()):
        return {"parts": parts, "example": ""}
    example, query = path, {}
    for name, each in examples.items():
        if each["in"] == "path":
            example = example.replace(f"{{{name}}}", str(each["example"]))
        else:
            query[name] = each["example"]
    return {"parts": parts, "example": f"{example}?{urlencode(query, safe='/')}" if query else example}


def parameters(operations: list[dict]) -> list[dict]:
    """What some addresses can be asked by; values only where they are the same for all."""
    found: dict[str, dict] = {}
    for each in [each for operation in operations for each in operation["parameters"]]:
        labels = each.get("x-labels", {})
        known = found.setdefault(each["name"], {**each, "labels": labels})
        if known["labels"] != labels:
            known["labels"] = {}
    return list(found.values())
