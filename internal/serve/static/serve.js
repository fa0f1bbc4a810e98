"use strict";
// Files dropped anywhere on the page go into its form and are sent at once. Everything
// else of the page works without this script.
(function () {
  var form = document.querySelector("form[data-drop]");
  var trial = document.getElementById("trial");
  if (trial && location.hash === "#trial") trial.focus();
  if (!form) return;
  document.documentElement.classList.add("js");
  var input = form.querySelector("input[type=file]"), bar = form.querySelector("progress"), work = document.getElementById("work");
  function say(words) {
    var p = document.createElement("p");
    p.className = "problem";
    p.setAttribute("role", "alert");
    p.textContent = words;
    work.replaceChildren(p);
    bar.hidden = true;
  }
  function send() {
    var size = 0;
    for (var i = 0; i < input.files.length; i++) size += input.files[i].size;
    if (!input.files.length) return;
    if (size > +form.dataset.most) return say(form.dataset.large);
    form.requestSubmit();
  }
  input.addEventListener("change", send);
  var depth = 0;
  function carries(e) { return e.dataTransfer && Array.prototype.indexOf.call(e.dataTransfer.types, "Files") >= 0; }
  document.addEventListener("dragenter", function (e) { if (carries(e)) { depth++; document.body.classList.add("over"); } });
  document.addEventListener("dragleave", function (e) { if (carries(e) && --depth <= 0) { depth = 0; document.body.classList.remove("over"); } });
  document.addEventListener("dragover", function (e) { if (carries(e)) e.preventDefault(); });
  document.addEventListener("drop", function (e) {
    if (!carries(e)) return;
    e.preventDefault();
    depth = 0;
    document.body.classList.remove("over");
    var box = form.closest("details");
    if (box) box.open = true;
    input.files = e.dataTransfer.files;
    send();
  });
  form.addEventListener("htmx:xhr:progress", function (e) {
    bar.hidden = false;
    if (e.detail.lengthComputable) bar.value = 100 * e.detail.loaded / e.detail.total;
  });
  form.addEventListener("htmx:afterRequest", function () { bar.hidden = true; input.value = ""; });
  document.body.addEventListener("htmx:sendError", function () { say(form.dataset.failed); });
})();
