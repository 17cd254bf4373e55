"""The API's reference as a page: read from the schema, without a script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

from foundation.access.rules import ANYONE, allow


@allow(ANYONE, write=())
def reference_page(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and gives."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    operations = [
        _operation(schema, path, method, spec)
        for path, methods in schema["paths"].items()
        for method, spec in methods.items()
    ]
    return render(request, "api/reference.html", {"operations": operations, "info": schema["info"]})


def _operation(schema: dict[str, Any], path: str, method: str, spec: dict[str, Any]) -> dict[str, Any]:
    body = spec.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    good: dict[str, Any] = next(
        (answer for code, answer in spec["responses"].items() if str(code).startswith("2")), {}
    )
    content: tuple[str, dict[str, Any]] = next(iter(good.get("content", {}).items()), ("", {}))
    return {
        "id": spec["operationId"],
        "method": method.upper(),
        "path": path,
        "description": spec.get("description", ""),
        "parameters": [
            {"name": p["name"], "place": p["in"], "required": p.get("required", False)}
            for p in spec.get("parameters", ())
        ],
        "takes": _fields(schema, body),
        "gives": _fields(schema, content[1].get("schema")),
        "gives_list": content[1].get("schema", {}).get("type") == "array",
        "content_type": content[0],
    }


def _fields(schema: dict[str, Any], node: dict[str, Any] | None, depth: int = 0) -> list[dict[str, Any]]:
    """The properties of a schema node, nested ones below their parent."""
    node = _resolve(schema, node or {})
    if node.get("type") == "array":
        node = _resolve(schema, node["items"])
    rows = []
    for name, spec in node.get("properties", {}).items():
        inner = _resolve(schema, spec)
        rows.append(
            {
                "name": name,
                "type": _type_of(inner),
                "required": name in node.get("required", ()),
                "depth": depth,
            }
        )
        rows += _fields(schema, inner, depth + 1) if depth < 2 else []
    return rows


def _resolve(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    for wrapper in ("allOf", "oneOf", "anyOf"):
        if wrapper in node:
            node = next((part for part in node[wrapper] if part.get("type") != "null"), {})
    if "$ref" in node:
        found: dict[str, Any] = schema["components"]["schemas"][node["$ref"].rsplit("/", 1)[-1]]
        return found
    return node


def _type_of(node: dict[str, Any]) -> str:
    if "enum" in node:
        return " | ".join(str(value) for value in node["enum"])
    kind = node.get("format") or node.get("type") or "object"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
