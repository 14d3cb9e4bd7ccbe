"""The briefing as a document, opened by python-docx and compared with its page and the record."""

import html
import io
import re
import subprocess
import urllib.request

import docx


def get(address, language):
    request = urllib.request.Request(address, headers={"Accept-Language": language})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


def lines_of(page, mark):
    found = re.findall(rf'class="{mark}"[^>]*>(.*?)</p>', page, re.S)
    return [html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in found]


def flat(text):
    return " ".join(text.split())


def documents(rasid, path, record):
    """The same lines in the same order, with words that stand in reports and counts as on the page."""
    command = [rasid, "desk", "--record", str(path), "--listen", "127.0.0.1:0"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = desk.stdout.readline().strip().rstrip("/")
        texts = [flat(row["text"]) for row in record.ask("SELECT text FROM texts")]
        outlets = {row["outlet"] for row in record.ask("SELECT DISTINCT outlet FROM reports")}
        total = 0
        for language in ("en", "ar"):
            for lines in ("en", "ar"):
                query = f"from=1990-01-01&until=2100-01-01&lines={lines}"
                page = get(f"{address}/briefing?{query}", language).decode()
                document = docx.Document(io.BytesIO(get(f"{address}/briefing.docx?{query}", language)))
                rows = [row.cells for table in document.tables for row in table.rows[1:]]
                sentences = [cells[0].paragraphs[0].text for cells in rows]
                assert sentences == lines_of(page, "made-line"), (language, lines)
                assert [c[0].paragraphs[1].text for c in rows] == [flat(l) for l in lines_of(page, "counts-line")]
                assert rows, "there is nothing in the briefing of all the time of the record"
                for cells in rows:
                    words = flat("".join(run.text for run in cells[1].paragraphs[0].runs if run.bold)).rstrip("…")
                    assert any(words in text for text in texts), words
                    assert cells[2].paragraphs[0].text in outlets | {"outlet not stated"} or None in outlets
                heads = [p for p in document.paragraphs if p.style.name.startswith("heading") or p.style.name.startswith("Heading")]
                assert len(heads) == 8, [p.text for p in heads]
                is_rtl = document.tables[0]._tbl.tblPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bidiVisual") is not None
                assert is_rtl == (language == "ar")
                assert document.core_properties.title and document.core_properties.created
                total = len(rows)
        return f"{total} lines in four documents"
    finally:
        desk.terminate()
        desk.wait(timeout=20)
