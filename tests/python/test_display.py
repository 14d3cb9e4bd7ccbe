"""What a notebook shows: all records with their words, whatever the text is."""

import html.parser

import rasid


class Page(html.parser.HTMLParser):
    """The elements and the words of a page; refuses what is not closed, and what could do something."""

    def __init__(self, page):
        super().__init__()
        self.open, self.words, self.titles = [], [], []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        assert tag in {"div", "span", "bdi", "small", "p"}, tag
        assert {name for name, _ in attributes} <= {"style", "title", "dir", "lang"}, attributes
        self.open.append(tag)
        self.titles += [value for name, value in attributes if name == "title"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def test_the_text_stands_there_as_it_is_with_every_record_and_a_legend(readings):
    for reading in readings:
        page = Page(reading._repr_html_())
        said = "".join(page.words)
        assert reading.text in said
        for name in rasid.LISTS:
            count = len(getattr(reading, name))
            assert (f"{count}\xa0{name}" in said) == (count > 0)
            assert any(title.startswith(f"{name}: ") for title in page.titles) == (count > 0)


def test_a_hostile_text_is_shown_and_does_nothing():
    text = "</div><script>alert(1)</script><img src=x onerror=alert(1)> & \" ' \u202eقال الوزير غدا"
    reading = rasid.read(text, published="2018-12-13", outlet="<b>x</b>", title='"><svg onload=x>')
    page = reading._repr_html_()
    said = "".join(Page(page).words)
    assert "<script>alert(1)</script>" in said and "[U+202E]" in said and "\u202e" not in page


def test_a_text_without_end_is_cut():
    page = Page(rasid.read("قال الوزير غدا. " * 20_000)._repr_html_())
    assert "more code points" in "".join(page.words) and sum(map(len, page.words)) < 25_000
