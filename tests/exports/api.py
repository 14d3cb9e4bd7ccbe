"""The API of a running desk: its description is OpenAPI 3.1, and every answer is as it describes.

Validators of their own standing look at what the tests inside the desk look at too, over a record that the program read.
"""

import contextlib
import json
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import jsonschema
import openapi_spec_validator

ROOT = "/api/v1"


@contextlib.contextmanager
def desk(rasid, record):
    """The address of a desk over a record."""
    process = subprocess.Popen([rasid, "desk", "--record", str(record), "--listen", "127.0.0.1:0"],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        address = None
        while address is None:
            line = process.stdout.readline()
            assert line, "the desk ended before it listened"
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            address = found and found.group(0)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def get(address, path):
    """Status and body."""
    try:
        with urllib.request.urlopen(address + path, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def values(address, name, path, param):
    """Values of a part of a path that the record can answer."""
    if "enum" in param["schema"]:
        return param["schema"]["enum"]

    def rows(of):
        return json.loads(get(address, f"{ROOT}/{of}")[1])["rows"]

    if name == "id" and "/agreements/" in path:
        return [version["agreement"]["id"] for version in json.loads(get(address, f"{ROOT}/agreements")[1])]
    if name == "id" and "/people/" in path:
        return [row["id"] for row in rows("people?limit=5")]
    if name == "id" and "/places/" in path:
        return [row["id"] for row in rows("places?limit=5")]
    if name == "id":
        return [row["id"] for row in rows("reports?limit=5")]
    raise AssertionError(f"{path} has a part {name} that this test knows no value of")


def addresses(address, path, operation):
    """Addresses of an operation, with the parts of its path filled in."""
    names = [param for param in operation["parameters"] if param["in"] == "path"]
    if [param["name"] for param in names] == ["report", "idx"]:
        kind = path.split("/")[3]
        rows = json.loads(get(address, f"{ROOT}/{kind}?limit=5")[1])["rows"]
        mentions = []
        for row in rows:
            first = row.get("first") or row.get("arrangement", {}).get("first")
            if first is None:
                reference = row["series"][0]["given"][0]["figure"]
                first = [reference[0], reference[2]]
            mentions.append(first)
        return [path.replace("{report}", urllib.parse.quote(report, safe="")).replace("{idx}", str(idx)) for report, idx in mentions]
    found = [path]
    for param in names:
        mark = "{" + param["name"] + "}"
        found = [one.replace(mark, urllib.parse.quote(value, safe=""))
                 for one in found for value in values(address, param["name"], path, param)]
    if operation["operationId"] == "outlet":
        outlets = json.loads(get(address, f"{ROOT}/outlets?limit=5")[1])["rows"]
        return [f"{path}?name=" + urllib.parse.quote(row["outlet"] or "") for row in outlets]
    query = {"search": "?q=" + urllib.parse.quote("هدنة"), "news": "?since=2016-01-01"}.get(operation["operationId"], "")
    return [one + query for one in found]


def look(rasid, record):
    with desk(rasid, record.path) as address:
        status, body = get(address, f"{ROOT}/openapi.json")
        assert status == 200
        document = json.loads(body)
        openapi_spec_validator.validate(document)
        asked = answered = 0
        slowest = 0
        for path, operations in document["paths"].items():
            operation = operations["get"]
            content = operation["responses"]["200"]["content"]
            whole = 0
            tried = addresses(address, path, operation)
            for one in tried:
                began = time.monotonic()
                status, body = get(address, one)
                slowest = max(slowest, time.monotonic() - began)
                asked += 1
                assert status in (200, 404), f"{one}: {status} {body[:300]}"
                if "application/json" not in content and status == 200:
                    whole += len(body) > 0
                    continue
                answer = json.loads(body)
                schema = content["application/json"]["schema"] if status == 200 else {"$ref": "#/components/schemas/Failure"}
                schema = {**schema, "components": document["components"]}
                jsonschema.Draft202012Validator(schema).validate(answer)
                whole += status == 200
            # A record may have no figures that several reports give.
            assert whole or not tried, f"{path} was never answered"
            answered += whole
        counts(address, record)
        status, body = get(address, f"{ROOT}/nowhere")
        assert status == 404 and json.loads(body)["status"] == 404
        return f"{len(document['paths'])} operations, {answered} answers as described, the slowest in {slowest * 1000:.0f} ms"


def counts(address, record):
    """What the API counts is what the record holds."""
    for kept in ("times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming"):
        answer = json.loads(get(address, f"{ROOT}/lists/{kept}?limit=1")[1])
        assert answer["total"] == record.count(kept), kept
    for path, table in (("reports", "reports"), ("arrangements", "courses"), ("commitments", "promises"), ("disagreements", "disagreements")):
        assert json.loads(get(address, f"{ROOT}/{path}")[1])["total"] == record.count(table), path
    for report, reading in list(record.readings.items())[:20]:
        kept = json.loads(get(address, f"{ROOT}/reports/{urllib.parse.quote(report, safe='')}?with_text=true")[1])
        assert kept["reading"]["text"] == reading["text"] and kept["reading"]["events"] == reading["events"]
