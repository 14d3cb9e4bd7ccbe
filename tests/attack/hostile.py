"""Hostile articles: marked strings in every field of a record, and what pages, exports and the terminal make of them.

Every string holds the mark `zq`, so that whatever is made of it by somebody who takes it for code can be told from
what the program itself writes.
"""

import csv
import io
import json
import pathlib
import re
import zipfile

import docx
import html5lib
import openpyxl
from lxml import etree

import routes
from desk import desk, run

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"
MARK = "zq"
STRINGS = [
    "<script>zq1()</script>",
    "\"><img src=zq onerror=zq2()>",
    "' onmouseover='zq3()' zq='",
    "</title></textarea></script><svg onload=zq4()>",
    "--><b id=zq5>zq</b><!--",
    "javascript:zq6()",
    "=HYPERLINK(\"http://zq.example\",\"zq\")",
    "+zq|' /C calc'!A0",
    "@SUM(1+1)*zq",
    "-zq+1",
    "\t=zq9()",
    "\u001b]0;zq\u0007\u001b[31mzq\u001b[2J",
    "zq\u202etxt.exe\u2066zq",
    "zq\u0000\u0008\u007f\u0085zq",
    "zq\r\nSet-Cookie: zq=1\r\n\r\n<script>zq",
    "zq\u2028zq\u2029\ufeff\u200b",
    "{{7*7}}${7*7}<%= zq %>%s%n zq",
    "../../../zq/etc/passwd",
    "]]><zq xmlns='x'/>&zq;<!DOCTYPE zq [<!ENTITY zq SYSTEM 'file:///etc/passwd'>]>",
    "{\"@context\":\"http://zq.example/\",\"@id\":\"zq\"}",
    "z\u0430q \u0440aypal zq",
    "z" + "\u0301" * 300 + "q",
    "'; DROP TABLE reports; -- zq",
]
# What a terminal, or whoever looks at it, takes for more than a letter. The program itself puts words of texts between
# two marks (FSI, PDI) that keep their direction from the rest of the line.
CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066\u2067\u061c\u200e\u200f]")
# Programs that open tables take a cell that begins so for a formula.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def articles():
    """The reports of the examples with strings put between their words, into quotation marks and into every field."""
    lines = []
    texts = sorted((EXAMPLES / "hodeidah-2018").glob("*.txt"))
    for number, path in enumerate(texts * 2):
        words = path.read_text(encoding="utf-8").split(" ")
        some = [STRINGS[(number * 5 + step) % len(STRINGS)] for step in range(len(STRINGS))]
        for nth, string in enumerate(some):
            words.insert(min(len(words), 3 + nth * 7), string)
        text = " ".join(words).replace("«", f"«{some[0]} ", 2)
        one = some.__getitem__
        lines.append({
            "id": f"r{number}" if number % 3 else f"{number}{one(0)}"[:200], "text": text, "title": one(1), "outlet": one(2 + number % 2), "url": one(5) if number % 2 else f"https://example.org/{one(0)}",
            "published": f"2018-12-{13 + number % 15:02}", "author": one(6), one(7): one(8), "other": {one(9): [one(10), {one(11): one(12)}]},
        })
    # Strings alone are whole texts too.
    lines.extend({"text": f"قال {string} إن الهدنة قائمة في الحديدة", "title": string, "outlet": string, "url": string, "published": "2018-12-20"} for string in STRINGS)
    return lines


def agreement():
    """An agreement with strings in all its texts."""
    kept = json.loads((EXAMPLES / "agreements/hodeidah-2018.json").read_text(encoding="utf-8"))
    kept["title"] = {"ar": STRINGS[0] + STRINGS[12], "en": STRINGS[1]}
    kept["note"] = STRINGS[3]
    kept["place"] = {"ar": STRINGS[4], "en": STRINGS[6]}
    for nth, clause in enumerate(kept["clauses"]):
        clause["text"] = {"ar": STRINGS[nth % len(STRINGS)] + clause["text"]["ar"], "en": STRINGS[(nth + 1) % len(STRINGS)]}
    return kept


def record(rasid, folder):
    """A record of all that; what was said meanwhile on the terminal comes beside."""
    lines = folder / "hostile.jsonl"
    lines.write_text("".join(json.dumps(line, ensure_ascii=nth % 2 == 0) + "\n" for nth, line in enumerate(articles())), encoding="utf-8", newline="")
    path = folder / "hostile.rasid"
    said = [run(rasid, "add", "--record", path, lines, expect=(0, 1))]
    text = folder / "agreement.json"
    text.write_text(json.dumps(agreement()), encoding="utf-8")
    said.append(run(rasid, "agreement", "add", text, "--record", path, "--by", "zq <b>", "--why", STRINGS[1], expect=(0, 1)))
    return path, lines, said


def look_at_page(address, answer, found):
    """A page as a browser understands it: nothing of the input may be more than text."""
    tree = html5lib.parse(answer.text, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        # A comment's tag is a function.
        if not isinstance(element.tag, str):
            if MARK in (element.text or ""):
                found.wrong(f"{address}: a comment of the input: {element.text[:80]}")
            continue
        tag = element.tag
        if MARK in tag or tag in ("iframe", "object", "embed", "base", "applet", "frame", "math", "foreignObject"):
            found.wrong(f"{address}: an element {tag}")
        if tag == "script" and (element.text or not (element.get("src") or "").startswith("/static/")):
            found.wrong(f"{address}: a script that is not the desk's own: {(element.text or '')[:80]}")
        if tag == "style" or (tag == "meta" and element.get("http-equiv")):
            found.wrong(f"{address}: an element {tag} that the desk does not write")
        for name, value in element.attrib.items():
            if name.startswith("on") or MARK in name or name in ("srcdoc", "style"):
                found.wrong(f"{address}: an attribute {name}={value[:60]}")
            if name in ("href", "src", "action", "formaction", "xlink:href", "{http://www.w3.org/1999/xlink}href"):
                if not re.match(r"(/(?!/)|#|\?|https?://|mailto:|data:image/)", value) and value:
                    found.wrong(f"{address}: an address {value[:80]!r} in {tag}")
            if name in ("id", "class", "name") and MARK in value:
                found.wrong(f"{address}: {name}={value[:60]}")
        for part in (element.text, element.tail):
            if part and re.search("[\u202d\u202e\u0000]", part):
                found.wrong(f"{address}: text that turns the order of its line: {part[:60]!r}")


def look_at_answer(address, answer, found):
    if answer.status >= 500:
        found.wrong(f"{address}: status {answer.status}")
    for name, value in answer.headers:
        if name.lower() == "set-cookie" and MARK in value.split("=")[0] or "\r" in value or "\n" in value:
            found.wrong(f"{address}: a header of the input: {name}: {value[:80]}")
    kind = answer.one("content-type") or ""
    if kind.startswith("text/html"):
        look_at_page(address, answer, found)
    elif kind.split(";")[0] in ("application/json", "application/geo+json", "application/ld+json"):
        look_at_json(address, json.loads(answer.body), found)
    if kind and answer.one("x-content-type-options") != "nosniff":
        found.wrong(f"{address}: browsers may take it for something else than {kind}")


def look_at_json(where, value, found):
    """Parsed JSON: keys that mean something to JSON-LD come from the program alone."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                if key.startswith("@") and MARK in json.dumps(inner):
                    found.wrong(f"{where}: {key} is {json.dumps(inner)[:80]}")
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)


def look_at_cells(where, rows, found):
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell.startswith(FORMULAS) and not NUMBER.fullmatch(cell):
                found.wrong(f"{where}: a cell that begins like a formula: {cell[:60]!r}")


def look_at_export(name, data, found):
    """An export by its ending."""
    if name.endswith((".csv", ".tsv")):
        text = data.decode("utf-8-sig")
        look_at_cells(name, csv.reader(io.StringIO(text, newline=""), delimiter="\t" if name.endswith(".tsv") else ","), found)
    elif name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" or cell.hyperlink:
                        found.wrong(f"{name}: {sheet.title}!{cell.coordinate} is a formula or link: {str(cell.value)[:60]!r}")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                if MARK in member or "externalLink" in member or "vba" in member:
                    found.wrong(f"{name}: a member {member}")
    elif name.endswith(".docx"):
        docx.Document(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                content = archive.read(member)
                if member.endswith((".xml", ".rels")):
                    tree = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
                    for element in tree.iter():
                        tag = etree.QName(element).localname
                        if MARK in tag or tag in ("instrText", "fldSimple", "object", "altChunk"):
                            found.wrong(f"{name}: {member} has an element {tag}")
                        if tag == "Relationship" and element.get("TargetMode") == "External" and not re.match("https?://", element.get("Target", "")):
                            found.wrong(f"{name}: leads to {element.get('Target')}")
    elif name.endswith((".json", ".geojson", ".jsonld")):
        look_at_json(name, json.loads(data), found)
    elif name.endswith(".jsonl"):
        # No JSON-LD: a field of the source may be called as it likes.
        for line in data.decode("utf-8").split("\n"):
            assert not line or isinstance(json.loads(line), dict)


def look_at_terminal(what, said, found):
    text = said.decode("utf-8", "replace")
    control = CONTROLS.search(text)
    for line in text.split("\n"):
        if line.count("\u2068") != line.count("\u2069"):
            found.wrong(f"rasid {what}: direction is not closed in {line[:80]!r}")
    if control:
        at = max(0, control.start() - 30)
        found.wrong(f"rasid {what}: the terminal gets {control.group()!r}: {text[at:control.end() + 20]!r}")


def fill_forms(where, pages, found):
    """Sends strings through every form that changes something, as somebody at the desk might."""
    sent = set()
    for address, answer in list(pages.items()):
        if not (answer.one("content-type") or "").startswith("text/html"):
            continue
        tree = html5lib.parse(answer.text, treebuilder="etree", namespaceHTMLElements=False)
        for form in tree.iter("form"):
            action = form.get("action") or address
            if (form.get("method") or "get").lower() != "post" or action.startswith(("/logout", "/account")):
                continue
            inputs = [element.get("name") for element in form.iter() if element.tag in ("input", "textarea", "select", "button") and element.get("name")]
            shape = (re.sub(r"[^/]*\d[^/]*", "N", action.split("?")[0]), tuple(inputs))
            if shape in sent:
                continue
            sent.add(shape)
            fields, nth = [], len(sent)
            for element in form.iter():
                if element.tag not in ("input", "textarea", "select"):
                    continue
                name, kind = element.get("name"), (element.get("type") or "text").lower()
                if not name or kind in ("submit", "file", "button"):
                    continue
                if element.tag == "select":
                    options = [option.get("value", option.text or "") for option in element.iter("option")]
                    fields.append((name, options[-1] if options else ""))
                elif element.tag == "textarea" or kind in ("text", "search"):
                    fields.append((name, STRINGS[nth % len(STRINGS)][:38].strip()))
                    nth += 1
                elif kind not in ("checkbox", "radio") or element.get("checked") is not None:
                    fields.append((name, element.get("value") or ""))
            for button in form.iter("button"):
                if button.get("name"):
                    fields.append((button.get("name"), button.get("value") or ""))
                    break
            got = where.post(action, fields)
            look_at_answer(f"POST {action}", got, found)
            if got.status in (200, 302, 303) and (to := got.one("location")) and to.startswith("/"):
                look_at_answer(to, where.get(to), found)
    return len(sent)


def upload(where, found):
    """A file of a hostile name, with hostile articles in it."""
    for name in ["<img src=zq onerror=zq()>.jsonl", "../../zq.txt", "zq\u202etxt.jsonl", "=zq.txt", "zq.exe\"; filename=\"zq.txt"]:
        quoted = name.replace('"', "%22")
        body = f"--zq\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{where.token or ''}\r\n--zq\r\n" \
               f"Content-Disposition: form-data; name=\"file\"; filename=\"{quoted}\"\r\nContent-Type: text/plain\r\n\r\nقال <b id=zq>المتحدث</b> إن\r\n--zq--\r\n"
        got = where.ask("POST", "/add", body, {"Content-Type": "multipart/form-data; boundary=zq"})
        look_at_answer(f"POST /add of {name!r}", got, found)


def walk(where, found, lang):
    """Visits every kind of page; the pages."""
    where.cookies["rasid_lang"] = lang
    pages = routes.Pages(where)
    for address, answer in pages.walk(["/", "/exports", "/people", "/places", "/review", "/identities", "/agreement", "/asof", "/name", "/briefing", "/add", "/search?q=%D8%A7%D9%84%D9%87%D8%AF%D9%86%D8%A9", "/list", "/agreements"]):
        look_at_answer(address, answer, found)
        if "attachment" in (answer.one("content-disposition") or ""):
            name = re.search(r'filename="?([^";]+)', answer.one("content-disposition"))
            look_at_export(name.group(1) if name else "x", answer.body, found)
    return pages


def test(rasid, folder, found):
    """Walks, fills in, walks again, exports, and prints."""
    path, lines, said = record(rasid, folder)
    for what in said:
        look_at_terminal("add", what, found)
    with desk(rasid, path) as where:
        pages = walk(where, found, "ar")
        forms = fill_forms(where, pages.pages, found)
        upload(where, found)
        again = walk(where, found, "en")
        for missed in again.missed():
            if missed in pages.missed():
                found.wrong(f"nothing leads to {missed}; the walk has not seen it")
        for operation in routes.operations(where):
            if "{" not in operation:
                look_at_answer(operation, where.get(operation + ("?q=zq" if operation.endswith("search") else "?name=zq" if operation.endswith("outlet") else "")), found)
        count = len(pages.pages) + len(again.pages)
    exported = exports(rasid, path, folder, found)
    terminal(rasid, path, lines, folder, found)
    print(f"hostile articles: {count} pages, {forms} forms and {exported} exports looked at", flush=True)


def exports(rasid, path, folder, found):
    shown = run(rasid, "export", "--help").decode()
    formats = re.search(r"possible values: ([^\]]+)\]", shown).group(1)
    formats = re.split(r",\s+", formats)
    endings = {"xlsx": ".xlsx", "geojson": ".geojson", "annotations": ".jsonld", "polecat": ".tsv", "jsonl": ".jsonl", "parquet": "", "csv": ""}
    for form in formats:
        target = folder / f"export-{form}{endings.get(form, '.csv')}"
        look_at_terminal(f"export --format {form}", run(rasid, "export", "--format", form, "--record", path, "--out", target), found)
        for file in sorted(target.rglob("*")) if target.is_dir() else [target]:
            if MARK in file.name:
                found.wrong(f"a file called {file.name}")
            look_at_export(file.name, file.read_bytes(), found)
    return len(formats)


def terminal(rasid, path, lines, folder, found):
    """Everything that is printed for people."""
    look_at_terminal("read --format text", run(rasid, "read", "--format", "text", lines, expect=(0, 1)), found)
    for command in (["agreement", "list", "--record", path], ["verify", path]):
        look_at_terminal(command[0], run(rasid, *command, expect=(0, 1)), found)
    nasty = folder / "zq\u001b[31m\u202e\nzq.txt"
    nasty.write_text(f"قال {STRINGS[11]} إن الهدنة {STRINGS[12]} قائمة", encoding="utf-8")
    look_at_terminal("read of a nasty name", run(rasid, "read", "--format", "text", nasty, expect=(0, 1)), found)
    look_at_terminal("explain", run(rasid, "explain", nasty, "statements:0", expect=(0, 1, 2)), found)
    look_at_terminal("add of a name that is not there", run(rasid, "add", "--record", path, folder / "\u001b[2Jzq.jsonl", expect=(0, 1, 2)), found)
    look_at_terminal("time", run(rasid, "time", "\u001b[31m غدا \u202e", "--published", "2018-12-13", expect=(0, 1, 2)), found)
    look_at_terminal("an unknown command", run(rasid, "\u001b[31mzq", expect=(2,)), found)
    broken = folder / "broken.json"
    broken.write_text('{"id": "\\u001b[31mzq", "title": 5}', encoding="utf-8")
    look_at_terminal("agreement add", run(rasid, "agreement", "add", broken, "--record", path, "--by", "zq", "--why", "zq", expect=(0, 1, 2)), found)
    for command in ("link", "lint", "score"):
        look_at_terminal(command, run(rasid, command, *([nasty] * (2 if command == "score" else 1)), expect=(0, 1, 2, 3)), found)
