"""The script that changes the page, block by block. Knows no Qt."""

# Runs in a script world of its own: the page's scripts are off, and could not see this one.
# Every block stands in a <div class="bkd-block"> of its own below #bkd-content.
SCRIPT = """
var bkd = (function () {
  var root = function () { return document.getElementById('bkd-content'); };
  var marked = -1;
  document.documentElement.style.scrollbarWidth = 'thin';
  var ring = function (i, on) {
    var block = root().children[i];
    if (block) { block.classList.toggle('bkd-cursor', on); }
  };
  return {
    splice: function (start, remove, htmls) {
      var all = root();
      ring(marked, false);
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
