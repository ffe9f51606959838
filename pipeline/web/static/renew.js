// What is shown is brought up to date under her hands (hx-swap="renew"): only what the program tells otherwise is put
// anew; what she has ticked, typed, opened, focused or scrolled to is carried over, each to the element of the same
// handle, never to its neighbour. What cannot be carried over is said. Chromium 86.
"use strict";
(function () {
  var CONTROLS = "input:not([type=hidden]):not([type=file]), select, textarea", FOCUSABLE = CONTROLS + ", a, button, summary";
  var RENEWED = "[hx-swap=renew], #nav";
  var told = new WeakMap(); // what is shown → how the program has told it

  // --- what an element is, whatever stands around it: of whom (data-of), in which form, under which name ----------------
  function handle(each) {
    var of = each.closest("[data-of]"), form = each.closest("form");
    var choice = /^(checkbox|radio)$/.test(each.type) && each.dataset.of === undefined ? each.value : "";
    var words = each.matches("a, button, summary") ? each.textContent.trim() : "";
    return [
      each.tagName, of ? of.dataset.of : "", form ? form.getAttribute("hx-post") || form.getAttribute("action") : "",
      each.name || "", choice, each.getAttribute("href") || "", each.getAttribute("hx-post") || "", words
    ].join("\n");
  }
  function called(each) {
    var label = each.labels && each.labels[0];
    var words = each.getAttribute("aria-label") || (label ? label.textContent : "") || each.name;
    return "“" + words.trim().replace(/\s+/g, " ").slice(0, 40) + "”";
  }
  function ticks(each) { return each.type === "checkbox" || each.type === "radio"; }
  function value(each) { return ticks(each) ? String(each.checked) : each.value; }
  function first(each) { // what the program has put there
    if (ticks(each)) { return String(each.defaultChecked); }
    if (each.tagName !== "SELECT") { return each.defaultValue; }
    var chosen = Array.from(each.options).filter(function (one) { return one.defaultSelected; })[0] || each.options[0];
    return chosen ? chosen.value : "";
  }
  function touched(each) { return value(each) !== first(each) && value(each) !== each.dataset.taken; }

  // --- what must survive -------------------------------------------------------------------------------------------
  function kept(root) {
    var active = document.activeElement;
    return {
      counted: !!root.querySelector("form[data-counts]"),
      controls: all(root, CONTROLS).map(function (each) {
        return { node: each, handle: handle(each), value: value(each), first: first(each), touched: touched(each),
                 choice: each.value, called: called(each), counts: each.type === "checkbox" && !!each.closest("form[data-counts]") };
      }),
      details: all(root, "details").map(function (each) {
        return { node: each, handle: handle(each.querySelector("summary")), open: each.open };
      }),
      scrolled: all(root, "[tabindex='0']").map(function (each) {
        return { node: each, top: each.scrollTop, left: each.scrollLeft };
      }),
      active: root.contains(active) && active !== root ? { node: active, handle: handle(active), top: active.getBoundingClientRect().top,
        from: mark(active, "selectionStart"), to: mark(active, "selectionEnd") } : null
    };
  }
  function all(root, what) { return Array.from(root.querySelectorAll(what)); }
  function mark(each, name) { try { return each[name]; } catch (_) { return null; } }
  function byHandle(root, what) {
    var found = new Map();
    all(root, what).forEach(function (each) { if (!found.has(handle(each))) { found.set(handle(each), each); } });
    return found;
  }

  // --- carried over ------------------------------------------------------------------------------------------------
  function carry(was, root) {
    var now = byHandle(root, CONTROLS), stayed = new Set(), again = new Set(), gone = 0, words = [];
    was.controls.forEach(function (old) { if (root.contains(old.node)) { stayed.add(old.node); } });
    if (was.counted) { // nothing that she has not seen is ticked by itself
      all(root, "form[data-counts] input[type=checkbox]").forEach(function (each) {
        if (!stayed.has(each)) { each.checked = false; }
      });
    }
    was.controls.forEach(function (old) {
      if (stayed.has(old.node)) { return; }
      var fresh = now.get(old.handle);
      if (old.counts) {
        if (fresh && fresh.value === old.choice) { fresh.checked = old.value === "true"; }
        else if (old.value === "true" && old.node.dataset.taken !== "true") { gone += 1; }
      } else if (old.touched && !fresh) {
        if (!ticks(old.node)) { words.push(old.called + "刚刚没有了，您填的“" + old.value + "”没有存。"); }
      } else if (old.touched) {
        if (ticks(fresh)) { fresh.checked = old.value === "true"; } else { fresh.value = old.value; }
        if (!ticks(fresh) && first(fresh) !== old.first && first(fresh) !== old.value) {
          words.push(old.called + "刚刚在别处改成了“" + first(fresh) + "”；您填的还在，还没有存。");
        }
        again.add(fresh);
      }
    });
    if (gone) { words.unshift("您选好的有 " + gone + " 处刚刚变了或没有了，没有再选，请再看一遍。"); }
    open(was, root);
    focus(was, root);
    return { words: words, again: again };
  }
  function open(was, root) {
    var now = new Map();
    all(root, "details").forEach(function (each) { now.set(handle(each.querySelector("summary")), each); });
    was.details.forEach(function (old) {
      var fresh = now.get(old.handle);
      if (fresh && fresh !== old.node) { fresh.open = old.open; }
    });
    var areas = all(root, "[tabindex='0']");
    was.scrolled.forEach(function (old, at) {
      if (areas[at] && areas[at] !== old.node) { areas[at].scrollTop = old.top; areas[at].scrollLeft = old.left; }
    });
  }
  function focus(was, root) {
    var old = was.active;
    if (!old) { return; }
    var node = root.contains(old.node) ? old.node : byHandle(root, FOCUSABLE).get(old.handle);
    if (node !== old.node) {
      old.node.removeAttribute("id"); // else htmx looks for its number, which may be another's by now
      (node || document.getElementById("main")).focus({ preventScroll: true });
      if (node && old.from !== null && old.from !== undefined) { node.setSelectionRange(old.from, old.to); }
    }
    if (node && old.top > 0 && old.top < window.innerHeight) { // what she looks at stays where it is
      window.scrollBy(0, node.getBoundingClientRect().top - old.top);
    }
  }

  // --- only what is told otherwise -----------------------------------------------------------------------------------
  function renewed(live, was, now) {
    if (was.isEqualNode(now)) { return live; }
    if (!alike(was, now) || live.childNodes.length !== was.childNodes.length) { return replaced(live, now); }
    var lives = Array.from(live.childNodes), olds = Array.from(was.childNodes), news = Array.from(now.childNodes);
    var shorter = Math.min(olds.length, news.length), head = 0, tail = 0;
    while (head < shorter && olds[head].isEqualNode(news[head])) { head += 1; }
    while (tail < shorter - head && olds[olds.length - 1 - tail].isEqualNode(news[news.length - 1 - tail])) { tail += 1; }
    var goes = lives.slice(head, lives.length - tail), comes = news.slice(head, news.length - tail);
    if (goes.length === comes.length) {
      goes.forEach(function (each, at) { renewed(each, olds[head + at], comes[at]); });
      return live;
    }
    var behind = lives[lives.length - tail] || null;
    goes.forEach(function (each) { each.remove(); });
    comes.forEach(function (each) { live.insertBefore(each, behind); begin(each); });
    return live;
  }
  function alike(was, now) {
    return was.nodeType === 1 && now.nodeType === 1 && was.cloneNode(false).isEqualNode(now.cloneNode(false));
  }
  function replaced(live, now) {
    live.replaceWith(now);
    begin(now);
    return now;
  }
  function begin(each) {
    if (each.nodeType === 1) {
      remember(each);
      htmx.process(each);
    }
  }
  function remember(root) {
    (root.matches(RENEWED) ? [root] : []).concat(all(root, RENEWED)).forEach(function (each) {
      if (!told.has(each)) { told.set(each, each.cloneNode(true)); }
    });
  }

  // --- hands that are busy: a word that is being composed, a button that is held down ---------------------------------
  var composing = false, held = 0, missed = false;
  document.addEventListener("compositionstart", function () { composing = true; });
  document.addEventListener("compositionend", function () { composing = false; catchUp(); });
  document.addEventListener("pointerdown", function () { held = Date.now(); }, true);
  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () { held = 0; catchUp(); }, true);
  });
  function busy() { return composing || Date.now() - held < 3000; }
  function catchUp() {
    if (missed) {
      missed = false;
      setTimeout(function () { htmx.trigger(document.body, "g:standing"); htmx.trigger(document.body, "g:job"); }, 50);
    }
  }
  document.body.addEventListener("htmx:beforeSwap", function (event) {
    var asked = event.detail.elt.closest("[hx-swap]");
    if (asked && asked.getAttribute("hx-swap") === "renew" && busy()) {
      event.detail.shouldSwap = false;
      missed = true;
    }
  });

  htmx.defineExtension("renew", {
    isInlineSwap: function (style) { return style === "renew"; },
    handleSwap: function (style, target, fragment) {
      if (style !== "renew") { return false; }
      var whole = fragment.firstElementChild, was = told.get(target);
      var now = (was || target).cloneNode(false); // as it was told, without the classes that htmx puts on what is shown
      if (whole && whole.id && whole.id === target.id) { now = whole; } else { now.append(fragment); }
      var copy = now.cloneNode(true), before = kept(target), parent = target.parentNode;
      var shown = was ? renewed(target, was, now) : replaced(target, now);
      told.set(shown, copy);
      var found = carry(before, shown);
      found.again.forEach(function (each) { each.dispatchEvent(new Event("change", { bubbles: true })); });
      if (found.words.length) { note(found.words); }
      htmx.trigger(parent, "g:renewed");
      return [];
    }
  });
  function note(words) {
    var bar = document.getElementById("fresh");
    if (!bar) { return; } // the last page, that says farewell
    bar.firstElementChild.textContent = words.slice(0, 5).join("\n");
    bar.hidden = false;
  }
  document.getElementById("fresh").lastElementChild.addEventListener("click", function () {
    document.getElementById("fresh").hidden = true;
  });
  remember(document.body);
})();
