(function () {
  "use strict";
  // Everything can be read without this script; it only shortens the way.

  // Days as tabs: one day at a time, arrow keys move between them.
  var days = Array.prototype.slice.call(document.querySelectorAll("article.day"));
  var bar = document.querySelector(".tabs");
  var tabs = [];

  function show(index, focus) {
    days.forEach(function (day, i) {
      day.hidden = i !== index;
      tabs[i].setAttribute("aria-selected", String(i === index));
      tabs[i].tabIndex = i === index ? 0 : -1;
    });
    if (focus) { tabs[index].focus(); }
  }

  if (days.length > 1) {
    bar.hidden = false;
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", "Days");
    days.forEach(function (day, i) {
      var tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = day.querySelector("h3").textContent;
      tab.id = day.id + "-tab";
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", day.id);
      tab.addEventListener("click", function () { show(i, false); });
      day.setAttribute("role", "tabpanel");
      day.setAttribute("aria-labelledby", tab.id);
      tabs.push(tab);
      bar.appendChild(tab);
    });
    bar.addEventListener("keydown", function (event) {
      var at = tabs.indexOf(document.activeElement);
      var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (at < 0 || to === undefined) { return; }
      event.preventDefault();
      show((to + tabs.length) % tabs.length, true);
    });
    var follow = function () {
      var at = days.findIndex(function (day) { return "#" + day.id === location.hash; });
      show(Math.max(at, 0), false);
      if (at >= 0) { days[at].scrollIntoView(); }
    };
    window.addEventListener("hashchange", function () {
      if (/^#day-/.test(location.hash)) { follow(); }
    });
    follow();
  }

  // One person or team: rows of the week and of the days that do not match are hidden.
  var box = document.getElementById("find");
  var rows = Array.prototype.slice.call(
    document.querySelectorAll("table.week tbody tr, table.timeline tbody:not(.heads) tr")
  ).map(function (row) {
    var cells = row.cells;
    return { row: row, text: (cells[0].textContent + " " + cells[1].textContent).toLowerCase() };
  });
  box.closest(".find").hidden = false;
  box.addEventListener("input", function () {
    var wanted = box.value.trim().toLowerCase();
    var seen = 0;
    rows.forEach(function (item) {
      var hit = item.text.indexOf(wanted) >= 0;
      item.row.hidden = !hit;
      if (hit && item.row.closest("table.week")) { seen += 1; }
    });
    document.getElementById("found").textContent = wanted ? seen + " found" : "";
  });

  // Paper shows what is folded away on the screen.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.finding").forEach(function (part) { part.open = true; });
  });
})();
