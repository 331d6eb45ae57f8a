"""What is on a page, for tests that look at one without a browser."""

from html.parser import HTMLParser

# Elements that nothing closes, or that close themselves.
EMPTY = {"meta", "path", "circle", "rect", "line"}


class Shown(HTMLParser):
    """
    Reads what the elements with a path show, which elements there are, and where links go.

    Attributes
    ----------
    paths
        the text of each path; of those that stand in several places all of it
    drawn
        tag and attributes of what is drawn
    """

    def __init__(self, page):
        super().__init__()
        self.paths, self.titles, self.tags, self.links, self.drawn, self._open = {}, {}, set(), [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        paths = given.get("data-path", "").split()
        self.tags.add(tag)
        self.titles |= {path: given["title"] for path in paths if "title" in given}
        if tag == "a":
            self.links.append(given["href"])
        if tag in EMPTY:
            self.drawn.append((tag, given))
        else:
            self._open.append(paths)

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            self._open.pop()

    def handle_data(self, data):
        for path in [path for paths in self._open for path in paths]:
            self.paths[path] = self.paths.get(path, "") + data


def places(value, path=()):
    """Walk through all paths of a document."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield ".".join(map(str, (*path, key)))
        yield from places(inner, (*path, key))


def put(document, path, value):
    """Set the value at a path such as ``rules.0.action``."""
    *parents, last = path.split(".")
    for key in parents:
        document = document[int(key) if isinstance(document, list) else key]
    document[int(last) if isinstance(document, list) else last] = value
