(function () {
  'use strict';
  var holder = document.getElementById('data');
  if (!holder) return;
  var d = JSON.parse(holder.textContent), first = d.lines[+holder.dataset.first];
  var pick = { t: document.getElementById('pick-table'), i: document.getElementById('pick-indicator'), u: document.getElementById('pick-unit') };
  var names = { t: d.tables, i: d.headers, u: d.units }, order = ['t', 'i', 'u'];
  document.querySelector('.pick').hidden = false;
  function lines(upTo) {
    return d.lines.filter(function (l) {
      return order.slice(0, upTo).every(function (k) { return l[k] === +pick[k].value; });
    });
  }
  function fill(n, want) {
    if (n === order.length) { draw(lines(n)[0]); return; }
    var k = order[n], seen = {}, list = [];
    lines(n).forEach(function (l) { if (!seen[l[k]]) { seen[l[k]] = true; list.push(l[k]); } });
    pick[k].textContent = '';
    list.forEach(function (v) {
      var o = document.createElement('option');
      o.value = v;
      o.textContent = names[k][v];
      pick[k].appendChild(o);
    });
    if (want && seen[want[k]]) pick[k].value = want[k];
    fill(n + 1, want);
  }
  function month(m) { var k = (m - 1) % 12 + 1; return Math.floor((m - 1) / 12) + '-' + (k < 10 ? '0' : '') + k; }
  function make(name, parent, attributes, text) {
    var e = document.createElementNS(document.querySelector('#plot svg').namespaceURI, name);
    Object.keys(attributes).forEach(function (a) { e.setAttribute(a, attributes[a]); });
    if (text !== undefined) e.textContent = text;
    parent.appendChild(e);
    return e;
  }
  function draw(l) {
    var svg = document.querySelector('#plot svg'), W = 900, H = 320, L = 90, R = 20, T = 15, B = 35;
    var v = l.v.map(Number), lo = Math.min.apply(null, v), hi = Math.max.apply(null, v), m = l.m, span = hi - lo || 1;
    function x(k) { return L + Math.trunc((k - m[0]) * (W - L - R) / Math.max(m[m.length - 1] - m[0], 1)); }
    function y(k) { return H - B - Math.trunc((k - lo) * (H - T - B) / span); }
    svg.textContent = '';
    make('path', svg, { 'class': 'axis', d: 'M' + L + ' ' + T + 'V' + (H - B) + 'H' + (W - R) });
    make('text', svg, { x: L - 6, y: y(hi) + 4, 'text-anchor': 'end' }, String(hi));
    make('text', svg, { x: L - 6, y: y(lo) + 4, 'text-anchor': 'end' }, String(lo));
    make('text', svg, { x: x(m[0]), y: H - B + 18, 'text-anchor': 'start' }, month(m[0]));
    make('text', svg, { x: x(m[m.length - 1]), y: H - B + 18, 'text-anchor': 'end' }, month(m[m.length - 1]));
    make('polyline', svg, { 'class': 'line', points: m.map(function (k, i) { return x(k) + ',' + y(v[i]); }).join(' ') });
    m.forEach(function (k, i) { make('title', make('circle', svg, { cx: x(k), cy: y(v[i]), r: 3 }), {}, month(k) + ': ' + l.v[i]); });
    document.getElementById('caption').textContent = d.tables[l.t] + ' – ' + d.headers[l.i] + ' – ' + d.units[l.u];
  }
  order.forEach(function (k, n) { pick[k].addEventListener('change', function () { fill(n + 1, null); }); });
  fill(0, first);
})();
