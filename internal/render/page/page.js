"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var words = data.words;
  var $ = function (s, e) { return (e || document).querySelector(s); };
  var $$ = function (s, e) { return Array.prototype.slice.call((e || document).querySelectorAll(s)); };
  var make = function (tag, cls, text) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  };

  // Tabs: the sections of the side, one at a time.
  var tabs = $$(".tab"), bar = $(".tabs");
  tabs.forEach(function (tab, i) {
    var b = make("button", "", tab.dataset.tab + (tab.dataset.count ? " (" + tab.dataset.count + ")" : ""));
    b.type = "button";
    b.id = "tab-" + tab.id;
    b.setAttribute("role", "tab");
    b.setAttribute("aria-controls", tab.id);
    tab.setAttribute("role", "tabpanel");
    tab.setAttribute("aria-labelledby", b.id);
    b.addEventListener("click", function () { show(tab.id); });
    b.addEventListener("keydown", function (e) {
      var step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      var next = tabs[(i + step + tabs.length) % tabs.length];
      show(next.id);
      $("#tab-" + next.id).focus();
    });
    bar.appendChild(b);
  });
  function show(id) {
    tabs.forEach(function (tab) {
      var on = tab.id === id, b = $("#tab-" + tab.id);
      tab.hidden = !on;
      b.setAttribute("aria-selected", on);
      b.tabIndex = on ? 0 : -1;
    });
  }
  if (tabs.length) show(tabs[0].dataset.count === "0" && tabs[1] ? tabs[1].id : tabs[0].id);

  // Cells that are lit.
  function light(ids, main) {
    $$(".lit").forEach(function (c) { c.classList.remove("lit", "main"); });
    var first = null;
    ids.forEach(function (id) {
      var c = document.getElementById(id);
      if (!c) return;
      c.classList.add("lit");
      if (id === main) c.classList.add("main");
      first = id === main || !first ? c : first;
    });
    if (!first) return false;
    reveal(first.closest("tr"));
    return first;
  }
  // One table at a time, chosen by name.
  var sheets = $$("#tables .sheet"), chooser = null;
  if (sheets.length > 1) {
    chooser = make("select", "chooser");
    chooser.setAttribute("aria-label", $("#tables").dataset.tab);
    sheets.forEach(function (s, i) { chooser.appendChild(new Option($("h3", s).textContent, i)); });
    chooser.addEventListener("change", function () { turn(+chooser.value); });
    $("#tables").insertBefore(chooser, sheets[0]);
    turn(0);
  }
  function turn(n) {
    if (!chooser) return;
    chooser.value = n;
    sheets.forEach(function (s, i) { s.hidden = i !== n; });
  }
  function into(cell) {
    if (!cell) return;
    show("tables");
    turn(sheets.indexOf(cell.closest(".sheet")));
    if (window.matchMedia("(min-width:1080px)").matches) $(".side").scrollTop = 0;
    var box = cell.closest(".scroll");
    if ($("main.two") && window.matchMedia("(min-width:1080px)").matches) {
      box.style.maxHeight = "";
      box.style.maxHeight = Math.max(260, window.innerHeight - box.getBoundingClientRect().top - 24) + "px";
    }
    var a = cell.getBoundingClientRect(), b = box.getBoundingClientRect();
    box.scrollTop += a.top - b.top - b.height / 2;
    box.scrollLeft += a.left - b.left - b.width / 2;
  }

  // The card of a figure: its answer, and the arithmetic with its numbers.
  var detail = $("#detail");
  function line(parent, cls, text) { if (text) parent.appendChild(make("p", cls, text)); }
  function choose(id) {
    var f = data.figures[id];
    $$(".now").forEach(function (e) { e.classList.remove("now"); });
    var mark = document.getElementById(id);
    if (mark) mark.classList.add("now");
    detail.textContent = "";
    detail.hidden = false;
    detail.className = "card s-" + (f.v === "contradicted" ? "error" : f.v === "rounding" ? "warning" : "note");
    var h = make("h3");
    h.appendChild(make("span", "fig v-" + f.v, f.t));
    h.appendChild(make("span", "sev", f.w));
    var close = make("button", "close", words.close);
    close.type = "button";
    close.style.marginLeft = "auto";
    close.addEventListener("click", function () { detail.hidden = true; light([]); if (mark) { mark.classList.remove("now"); mark.focus(); } });
    h.appendChild(close);
    detail.appendChild(h);
    line(detail, "msg", [f.u, f.i].filter(Boolean).join(" – "));
    var cells = [];
    (f.c || []).forEach(function (c) {
      cells.push(c[0]);
      line(detail, "incell", words.incell + " " + c[1] + ": " + c[2]);
    });
    (f.s || []).forEach(function (s) {
      var p = make("p", "sum");
      p.appendChild(make("span", "", s.r));
      p.appendChild(make("br"));
      p.appendChild(make("b", "", s.f));
      detail.appendChild(p);
      cells = cells.concat(s.c);
    });
    line(detail, "cause", f.y);
    (f.f || []).forEach(function (n) {
      var card = document.getElementById("F" + (n + 1)).cloneNode(true);
      card.removeAttribute("id");
      card.hidden = false;
      card.classList.remove("now");
      $$("details, .sum, .place, .foot, .cause", card).forEach(function (d) { d.remove(); });
      detail.appendChild(card);
      cells = cells.concat(data.findings["F" + (n + 1)]);
    });
    into(light(cells, f.c && f.c[0] && f.c[0][0]));
  }
  function pick(id) { // a finding
    $$(".now").forEach(function (e) { e.classList.remove("now"); });
    detail.hidden = true;
    show("findings");
    var card = document.getElementById(id);
    card.hidden = false;
    card.classList.add("now");
    light(data.findings[id]);
    card.scrollIntoView({block: "nearest"});
    card.focus({preventScroll: true});
  }
  document.addEventListener("click", function (e) {
    var copy = e.target.closest(".copy");
    if (copy) return put(copy.dataset.copy);
    var a = e.target.closest("a[href^='#']");
    if (!a) return;
    var id = a.getAttribute("href").slice(1);
    if (data.figures[a.id]) { e.preventDefault(); return choose(a.id); }
    if (data.findings[id]) { e.preventDefault(); return pick(id); }
    var target = document.getElementById(id);
    if (!target) return;
    if (target.tagName === "TD") { e.preventDefault(); return into(light([id], id)); }
    var tab = target.closest(".tab");
    if (tab) show(tab.id);
    if (sheets.indexOf(target) >= 0) turn(sheets.indexOf(target));
  });

  // Copying, also where a page from a file may not use the clipboard.
  var toast;
  function put(text) {
    var done = function () {
      if (toast) toast.remove();
      toast = make("div", "", words.copied);
      toast.id = "toast";
      toast.setAttribute("role", "status");
      document.body.appendChild(toast);
      setTimeout(function () { toast.remove(); }, 1600);
    };
    var plain = function () {
      var t = make("textarea");
      t.value = text;
      document.body.appendChild(t);
      t.select();
      document.execCommand("copy");
      t.remove();
      done();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, plain); else plain();
  }

  // Filters.
  var form = $(".filters");
  function filter() {
    var on = function (name) { return $$("input[name=" + name + "]:checked", form).map(function (i) { return i.value; }); };
    $$(".chip", form).forEach(function (c) { c.classList.toggle("no", !$("input", c).checked); });
    var severities = on("severity"), verdicts = on("verdict");
    var section = form.section ? form.section.value : "", shown = 0;
    $$("#findings .card").forEach(function (c) {
      c.hidden = severities.indexOf(c.dataset.severity) < 0 || section !== "" && c.dataset.section !== section;
      shown += !c.hidden;
    });
    var none = $("#findings .filtered");
    none.hidden = shown > 0 || !$("#findings .card");
    $$("#draft .fig").forEach(function (f) {
      var v = /v-(\w+)/.exec(f.className)[1];
      f.classList.toggle("off-v", verdicts.indexOf(v) < 0);
    });
    $$("#draft [data-section]").forEach(function (b) { b.hidden = section !== "" && b.dataset.section !== section; });
    var b = $("#tab-findings");
    if (b) b.textContent = $("#findings").dataset.tab + " (" + shown + ")";
  }
  form.addEventListener("change", filter);
  form.addEventListener("submit", function (e) { e.preventDefault(); });

  // Large tables: a part of the rows at a time, or only the rows with findings.
  var pagers = [];
  $$(".data.big").forEach(function (table) {
    var parts = $$("tbody", table), at = 0, marked = parts.filter(function (p) { return $("tr.hit", p); });
    var rowsOf = function (p) { return only.checked ? $$("tr.hit", p).length : p.rows.length; };
    var sum = function (list) { return list.reduce(function (n, p) { return n + rowsOf(p); }, 0); };
    var box = make("div", "pager"), back = make("button", "", words.previous), next = make("button", "", words.next), text = make("span");
    var label = make("label"), only = make("input"), shown = [];
    only.type = "checkbox";
    label.appendChild(only);
    label.appendChild(document.createTextNode(" " + words.onlyhits));
    back.type = next.type = "button";
    text.setAttribute("role", "status");
    [back, text, next, label].forEach(function (e) { box.appendChild(e); });
    table.closest(".sheet").insertBefore(box, table.closest(".scroll"));
    function draw() {
      var list = only.checked ? marked : parts, size = only.checked ? 10 : 1;
      shown.forEach(function (p) { p.classList.remove("on"); });
      shown = list.slice(at, at + size);
      shown.forEach(function (p) { p.classList.add("on"); });
      table.classList.toggle("hits", only.checked);
      var before = sum(list.slice(0, at)), here = sum(shown);
      text.textContent = words.rows.replace("{from}", here ? before + 1 : 0).replace("{to}", before + here).replace("{n}", sum(list));
      back.disabled = at === 0;
      next.disabled = at + size >= list.length;
      step = size;
    }
    var step = 1;
    back.addEventListener("click", function () { at -= step; draw(); });
    next.addEventListener("click", function () { at += step; draw(); });
    only.addEventListener("change", function () { at = 0; draw(); });
    pagers.push(function (row) {
      var i = parts.indexOf(row.parentNode);
      if (i < 0 || i === at && !only.checked) return;
      only.checked = false;
      at = i;
      draw();
    });
    draw();
  });
  function reveal(row) { pagers.forEach(function (p) { p(row); }); }
})();
