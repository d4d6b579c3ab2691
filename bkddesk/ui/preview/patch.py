"""What changes between two lists of a page's blocks, and the script that changes the page so. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

POLICY = (
    "default-src 'none'; img-src bkd: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-src 'none'"
)


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace `remove` blocks (-1: all that follow) from `start` on by the HTML of `insert`."""

    start: int
    remove: int
    insert: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.remove or self.insert)


def difference(old: Sequence[str], new: Sequence[str]) -> Splice:
    """The one run of blocks that differs: typing changes one place at a time."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Splice(head, len(old) - head - tail, tuple(new[head : len(new) - tail]))


# Runs in a script world of its own: the page's scripts are off, and could not see this one.
# Every block stands in a <div class="bkd-block"> of its own below #bkd-content.
SCRIPT = """
var bkd = (function () {
  var root = function () { return document.getElementById('bkd-content'); };
  var marked = -1;
  var ring = function (i, on) {
    var block = root().children[i];
    if (block) { block.classList.toggle('bkd-cursor', on); }
  };
  return {
    splice: function (start, remove, htmls) {
      var all = root();
      ring(marked, false);
      if (remove < 0) { remove = all.children.length - start; }
      var same = Math.min(remove, htmls.length);
      for (var i = 0; i < same; i++) { all.children[start + i].innerHTML = htmls[i]; }
      for (i = remove; i > same; i--) { all.children[start + same].remove(); }
      var before = all.children[start + same] || null;
      for (i = same; i < htmls.length; i++) {
        var block = document.createElement('div');
        block.className = 'bkd-block';
        block.innerHTML = htmls[i];
        all.insertBefore(block, before);
      }
      ring(marked, true);
      return all.children.length;
    },
    part: function (name, html) {
      var parts = document.querySelectorAll('[data-bkd="' + name + '"]');
      for (var i = 0; i < parts.length; i++) { parts[i].innerHTML = html; }
    },
    mark: function (i) { ring(marked, false); marked = i; ring(i, true); },
    scroll: function (i, part) {
      var block = root().children[i];
      if (i < 0 || !block) { window.scrollTo(0, 0); return; }
      var box = block.getBoundingClientRect();
      window.scrollTo(0, window.scrollY + box.top + part * box.height);
    },
    where: function () {
      var blocks = root().children;
      for (var i = 0; i < blocks.length; i++) {
        var box = blocks[i].getBoundingClientRect();
        if (box.bottom > 0 && box.height > 0) { return JSON.stringify([i, Math.max(0, -box.top / box.height)]); }
      }
      return '[-1, 0]';
    },
    width: function (pixels) {
      document.body.style.width = pixels ? pixels + 'px' : '';
    }
  };
})();
"""
