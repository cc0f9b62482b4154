// Reading aid only: without it every number still leads to its passage. A click on a line shows all its passages at once.
(function () {
  "use strict";
  function clear() {
    document.querySelectorAll(".shown").forEach(function (one) { one.classList.remove("shown"); });
  }
  function show(line) {
    clear();
    line.classList.add("shown");
    var seen = new Set();
    line.querySelectorAll(".cites a").forEach(function (link) {
      var number = link.getAttribute("data-p");
      document.querySelectorAll('mark[data-p~="' + number + '"]').forEach(function (mark) {
        mark.classList.add("shown");
        var report = mark.closest(".report");
        if (!seen.size) mark.scrollIntoView({ block: "center" });
        seen.add(report);
      });
    });
  }
  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    var line = event.target.closest("ul.lines > li");
    if (line && !event.target.closest("summary")) show(line);
  });
})();
