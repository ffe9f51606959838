// What HTML and htmx do not do by themselves: news from the program, sentences, keys, dropped folders. Chromium 86.
"use strict";
(function () {
  var body = document.body, token = document.querySelector("meta[name=gongwen]").content;

  // --- writes carry the page's token; answers may carry a sentence ---------------------------------------------
  body.addEventListener("htmx:configRequest", function (event) {
    event.detail.headers["X-Gongwen"] = token;
  });
  body.addEventListener("htmx:beforeSend", function (event) { // what asks may be gone when its answer comes: no event is heard
    var asking = event.detail.elt, request = event.detail.xhr;
    request.addEventListener("loadend", function () { answered(asking, request); });
  });
  function answered(form, request) {
    var words = request.getResponseHeader("X-Said");
    if (words) {
      words = decodeURIComponent(words);
      if (request.getResponseHeader("HX-Redirect")) { sessionStorage.setItem("said", words); }
      else { say(words, request.status >= 400 || request.getResponseHeader("X-Wrong") === "yes", request.getResponseHeader("X-Undo")); }
      if (form.tagName === "FORM" && request.status < 400) { taken(form); }
    } else if (request.status === 401 || request.status === 403) { say(request.responseText, true); }
    else if (request.status >= 500) { say("没有做成，请再试一次；仍然这样，请看“体检”。", true); }
  }
  function taken(form) { // what was filled in is the program's now; renew.js carries it no further
    form.querySelectorAll("input, select, textarea").forEach(function (each) {
      if (each.type === "password") { each.value = ""; }
      each.dataset.taken = /^(checkbox|radio)$/.test(each.type) ? String(each.checked) : each.value;
    });
    htmx.trigger(form, "g:taken");
    htmx.trigger(body, "g:standing");
  }
  body.addEventListener("htmx:sendError", function () { lost(true); });
  body.addEventListener("htmx:confirm", function (event) {
    if (!event.detail.question) { return; }
    event.preventDefault();
    ask(event.detail.question, function () { event.detail.issueRequest(true); });
  });

  var said = document.getElementById("said"), silence = 0;
  function say(words, wrong, undo) {
    said.firstElementChild.textContent = words;
    said.className = (wrong ? "toast wrong" : "toast") + (document.querySelector(".bar") ? " above" : "");
    var button = said.lastElementChild;
    button.textContent = undo ? "撤销" : "知道了";
    button.onclick = function () {
      said.hidden = true;
      if (undo) { send("POST", undo, "", function () { htmx.trigger(body, "g:job"); }); }
    };
    said.hidden = false;
    clearTimeout(silence);
    if (!wrong) { silence = setTimeout(function () { said.hidden = true; }, undo ? 20000 : 8000); }
  }
  var kept = sessionStorage.getItem("said");
  if (kept) { sessionStorage.removeItem("said"); say(kept, false); }
  function lost(yes) {
    var box = document.getElementById("lost");
    if (box) { box.hidden = !yes; } // none on the last page, that says farewell
  }

  var dialog = document.getElementById("ask");
  function ask(question, yes) {
    if (!dialog.showModal) { if (window.confirm(question)) { yes(); } return; }
    dialog.firstElementChild.textContent = question;
    dialog.querySelectorAll("button").forEach(function (button) {
      button.onclick = function () { dialog.close(); if (button.value) { yes(); } };
    });
    dialog.showModal();
  }

  // --- news: the program says what changed, the page asks for it ------------------------------------------------
  var soon = 0, heard = document.querySelector("meta[name=told]").content;
  function news(name, told) {
    var missed = name === "open" && told !== heard; // told after this was drawn and before the stream was open
    heard = told || heard;
    if (name === "down" || name === "end") { lost(name === "end" || !ended); }
    if (name === "end") { ended = true; }
    if (name === "open") { lost(false); }
    if (name === "job" || missed) { htmx.trigger(body, "g:job"); }
    if (name === "standing" || missed) {
      clearTimeout(soon);
      soon = setTimeout(function () { htmx.trigger(body, "g:standing"); }, 150);
    }
  }
  var ended = false, port = null;
  if (window.SharedWorker) {
    port = new SharedWorker("/static/bell.js").port;
    port.onmessage = function (event) { news(event.data.news, event.data.told); };
    window.addEventListener("pagehide", function () { port.postMessage("bye"); });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  } else {
    var source = new EventSource("/events");
    ["open", "job", "standing", "end"].forEach(function (name) {
      source.addEventListener(name, function (event) { news(name, event.data); });
    });
  }

  // --- what a style attribute would say -------------------------------------------------------------------------
  function arrange(root) {
    root.querySelectorAll("[data-grow]").forEach(function (each) {
      each.style.gridTemplateColumns = each.dataset.grow.trim().split(" ").map(function (n) { return n + "fr"; }).join(" ");
    });
    root.querySelectorAll("[data-left]").forEach(function (each) { each.style.left = each.dataset.left + "%"; });
    root.querySelectorAll(".wrap:not(.matrix), .card").forEach(function (each) { // pushed sideways by the keyboard, too
      if (each.scrollWidth > each.clientWidth) { each.tabIndex = 0; } else { each.removeAttribute("tabindex"); }
    });
  }
  arrange(document);
  window.addEventListener("resize", function () { arrange(document); });
  ["htmx:afterSettle", "g:renewed"].forEach(function (name) {
    body.addEventListener(name, function () { arrange(document); count(); fit(); });
  });

  // --- what only some choices need ---------------------------------------------------------------------------------
  function fit() {
    document.querySelectorAll("[data-when]").forEach(function (each) {
      var chosen = document.querySelector("input[name='" + each.dataset.when + "']:checked");
      if (chosen) { each.hidden = each.dataset.is.split(" ").indexOf(chosen.value) < 0; }
    });
  }
  fit();
  document.addEventListener("change", fit);

  // --- how many are ticked ---------------------------------------------------------------------------------------
  document.addEventListener("input", count);
  function count() {
    var form = document.querySelector("form[data-counts]");
    if (!form) { return; }
    var ticked = 0;
    form.querySelectorAll("input[type=checkbox][data-papers]:checked").forEach(function (each) {
      ticked += Number(each.dataset.papers);
    });
    form.querySelectorAll("[data-count]").forEach(function (each) { each.textContent = ticked; });
    form.querySelectorAll("[data-some]").forEach(function (each) { each.disabled = ticked === 0; });
  }
  count();
  document.addEventListener("click", function (event) {
    var each = event.target.closest && event.target.closest("[data-ticks]");
    if (each) {
      document.querySelectorAll("form[data-counts] input[data-papers]").forEach(function (box) {
        box.checked = each.dataset.ticks === "all";
      });
      count();
    }
    var words = event.target.closest && event.target.closest("[data-copy]");
    if (words && navigator.clipboard) {
      navigator.clipboard.writeText(words.dataset.copy).then(function () { say("已复制：" + words.dataset.copy, false); });
    }
    if (event.target.closest && event.target.closest("[data-print]")) { printing(); }
    var proposal = event.target.closest && event.target.closest("[data-fill]");
    if (proposal) {
      var field = proposal.dataset.into ? document.getElementById(proposal.dataset.into) : proposal.closest("td").querySelector("input");
      field.value = proposal.dataset.fill;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  function printing() {
    var frame = document.querySelector("iframe[data-paper]");
    window.open(frame ? frame.src + "&print=1" : location.href, "_blank", "noopener");
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-campaign]")) {
      document.cookie = "campaign=" + encodeURIComponent(event.target.value) + "; path=/; SameSite=Strict";
      location.href = "/";
    }
  });

  // --- keys -----------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || /INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) { return; }
    if (event.key === "/") {
      var find = document.querySelector(".find input");
      if (find) { event.preventDefault(); find.focus(); find.select(); }
    }
    var link = document.querySelector("[data-key='" + event.key.toLowerCase().replace(/[^a-z]/g, "") + "']");
    if (link && /^[a-z]$/i.test(event.key)) { link.click(); }
  });

  // --- files and folders ----------------------------------------------------------------------------------------
  var zone = document.getElementById("drop");
  if (zone) {
    document.addEventListener("dragover", function (event) { event.preventDefault(); zone.classList.add("over"); });
    document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) { zone.classList.remove("over"); } });
    document.addEventListener("drop", function (event) {
      event.preventDefault();
      zone.classList.remove("over");
      var entries = [], items = event.dataTransfer.items;
      for (var n = 0; n < items.length; n++) {
        var entry = items[n].webkitGetAsEntry && items[n].webkitGetAsEntry();
        if (entry) { entries.push(entry); }
      }
      var found = [];
      Promise.all(entries.map(function (entry) { return walk(entry, "", found); })).then(function () { upload(found); });
    });
    document.querySelectorAll("[data-pick]").forEach(function (button) {
      button.addEventListener("click", function () { document.getElementById(button.dataset.pick).click(); });
    });
    document.querySelectorAll("input[type=file][data-into]").forEach(function (input) {
      input.addEventListener("change", function () {
        var found = [];
        for (var n = 0; n < input.files.length; n++) {
          found.push({ name: input.files[n].webkitRelativePath || input.files[n].name, file: input.files[n] });
        }
        input.value = "";
        upload(found);
      });
    });
  }
  function walk(entry, path, found) {
    if (entry.isFile) {
      return new Promise(function (done) {
        entry.file(function (file) { found.push({ name: path + file.name, file: file }); done(); }, done);
      });
    }
    var reader = entry.createReader(), all = [];
    return new Promise(function (done) {
      (function more() { // a reader gives a hundred at a time
        reader.readEntries(function (some) {
          if (some.length) { all = all.concat(Array.from(some)); more(); }
          else { Promise.all(all.map(function (each) { return walk(each, path + entry.name + "/", found); })).then(done); }
        }, done);
      })();
    });
  }
  var going = { all: 0, done: 0, same: 0, refused: [] }, line = [], hands = 0;
  function upload(found) {
    found = found.filter(function (each) { return !/(^|\/)(\.|~\$)/.test(each.name) && !/(^|\/)(thumbs\.db|desktop\.ini)$/i.test(each.name); });
    if (!found.length) { say("里面没有文件。", true); return; }
    if (hands === 0) { // else they join those that are on their way
      going = { all: 0, done: 0, same: 0, refused: [] };
      document.getElementById("refused").hidden = true;
    }
    going.all += found.length;
    line = line.concat(found);
    tell();
    var into = zone.dataset.into || "";
    function one() {
      var each = line.shift();
      if (!each) {
        hands -= 1;
        if (hands === 0) { finished(); }
        return;
      }
      send("PUT", (zone.dataset.address || "/put") + "?name=" + encodeURIComponent(into + each.name), each.file, function (status, answer) {
        going.done += 1;
        if (status === 200 && answer.same) { going.same += 1; }
        if (status !== 200) { going.refused.push(each.name + "：" + (answer.why || "没有传上")); }
        tell();
        one();
      });
    }
    while (hands < 4 && line.length) {
      hands += 1;
      one();
    }
  }
  function tell() {
    var line = document.getElementById("uploading");
    line.hidden = false;
    line.querySelector("progress").max = going.all;
    line.querySelector("progress").value = going.done;
    line.querySelector("span").textContent = "已放进 " + (going.done - going.refused.length) + " 份，共 " + going.all + " 份" +
      (going.same ? "，其中 " + going.same + " 份原来就有" : "") + (going.refused.length ? "，" + going.refused.length + " 份没有收" : "") +
      (going.all > 500 && going.done < going.all ? "。文件很多，直接拷进 inputs 文件夹更快；这里也照样放" : "");
  }
  function finished() {
    var box = document.getElementById("refused");
    box.hidden = !going.refused.length;
    var list = box.querySelector("ul");
    list.textContent = "";
    going.refused.slice(0, 200).forEach(function (words) {
      var item = document.createElement("li");
      item.textContent = words;
      list.appendChild(item);
    });
    if (zone.dataset.only) { htmx.trigger(body, "g:standing"); return; }
    var form = zone.dataset.form && document.getElementById(zone.dataset.form);
    var words = form ? new URLSearchParams(new FormData(form)).toString() : "";
    send("POST", zone.dataset.then || "/build", words, function () { htmx.trigger(body, "g:job"); });
  }
  function send(method, address, what, done) {
    var request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("X-Gongwen", token);
    request.onloadend = function () {
      var answer = {};
      try { answer = JSON.parse(request.responseText); } catch (_) { /* not one of ours */ }
      var words = request.getResponseHeader("X-Said");
      if (words) { say(decodeURIComponent(words), request.status >= 400); }
      if (request.status === 0) { lost(true); }
      done(request.status, answer);
    };
    request.send(what);
  }
})();
