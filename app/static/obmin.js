/* Obmin's own script. Every page works without it; it adds keys, focus, and guards against losing what was typed. */
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const first = (selector) => document.querySelector(selector);
  const isVisible = (element) => element.checkVisibility();

  /* Focus: a refused form starts at its error summary. */
  first(".error-summary")?.focus();

  /* Menus: `details` closes neither on Esc nor on a click elsewhere by itself. */
  const closeMenus = (except) => all("details.menu[open]").filter((menu) => menu !== except).forEach(closeMenu);

  function closeMenu(menu) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

  /* Unsaved changes: leaving a changed form asks first; sending it does not. */
  let isChanged = Boolean(first("form[data-main][data-changed]"));

  document.addEventListener("input", (event) => {
    if (event.target.form?.hasAttribute("data-main")) isChanged = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-main")) isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });

  /* Drafts: what is typed is kept as it is typed, so that a closed browser or an expired session costs nothing. */
  const drafted = first("form[data-draft]");
  let isUnkept = false;
  let keeping = new AbortController();
  let keptSoon;

  function keepDraft() {
    if (!isUnkept || drafted.querySelector("[type=password]")) return;
    isUnkept = false;
    keeping = new AbortController();
    const typed = [...new FormData(drafted)].filter(([, answer]) => typeof answer === "string");
    const body = new URLSearchParams([...typed, ["draft_of", location.pathname]]);
    fetch(drafted.dataset.draft, { method: "POST", body, signal: keeping.signal, redirect: "error" }).catch(() => (isUnkept = true));
  }

  if (drafted) {
    setInterval(keepDraft, 20000);
    drafted.addEventListener("input", () => (isUnkept = true));
    drafted.addEventListener("change", () => {
      clearTimeout(keptSoon);
      keptSoon = setTimeout(keepDraft, 2000);
    });
    drafted.addEventListener("submit", () => {
      clearTimeout(keptSoon);
      isUnkept = false;
      keeping.abort();
    });
    document.addEventListener("visibilitychange", () => document.hidden && keepDraft());
  }

  /* Two versions: whoever types another value has chosen it. */
  document.addEventListener("input", (event) => {
    const other = first(`input[name="choose-${CSS.escape(event.target.name ?? "")}"][value="anew"]`);
    if (other) other.checked = true;
  });

  /* Absence: "unknown", "not asked" and "refused" are for an empty field; typing or a second click takes them back. */
  const reasons = new Map(all("[data-absence-of]").map((group) => [group, group.querySelector(":checked")]));

  document.addEventListener("click", (event) => {
    const group = event.target.closest("[data-absence-of]");
    if (!group || event.target.type !== "radio") return;
    if (event.target === reasons.get(group)) event.target.checked = false;
    reasons.set(group, group.querySelector(":checked"));
  });
  document.addEventListener("input", (event) => {
    if (!event.target.id || !event.target.value) return;
    all(`[data-absence-of="${CSS.escape(event.target.id)}"] input`).forEach((radio) => (radio.checked = false));
  });

  /* A form that is sent by script and refused is sent again plainly: the page that answers says why, and keeps all. */
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig.verb === "post") event.target.closest("form")?.submit();
  });

  /* Counts beside the values of a filter come after the page: not over a choice that somebody is making. */
  document.addEventListener("change", (event) => event.target.closest("#facets")?.setAttribute("data-touched", ""));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const isBusy = event.target.contains(document.activeElement) || event.target.hasAttribute("data-touched");
    if (event.target.id === "facets" && isBusy) event.detail.shouldSwap = false;
  });

  /* Copying: the button is there only where the browser lets it work. */
  all("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
  });

  /* A list for a spreadsheet: the columns that are seen, a line a row. What a spreadsheet would take for a formula is
     marked as text, as in our files. */
  const asText = (cell) => cell.innerText.trim().replace(/\s+/g, " ").replace(/^[=+\-@]/, "'$&");
  const lineOf = (row) => [...row.cells].filter((cell) => !cell.matches(".pick")).map(asText).join("\t");

  all("[data-copy-table]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText([...first("table.list").rows].map(lineOf).join("\n"));
      button.textContent = button.dataset.copied;
    });
  });

  /* Paper: a button, and in the margin of every sheet what it is, who printed it and when. */
  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  const DAY = { day: "2-digit", month: "2-digit", year: "numeric" };
  window.addEventListener("beforeprint", () => {
    const line = first("[data-sheet]");
    if (!line) return;
    const options = { timeZone: "Europe/Kyiv", ...DAY, hour: "2-digit", minute: "2-digit" };
    line.querySelector("time").textContent = new Date().toLocaleString(document.documentElement.lang, options);
    const words = JSON.stringify(line.innerText.trim().replace(/\s+/g, " "));
    const sheet = [...document.styleSheets].find((one) => one.href);
    sheet.insertRule(`@page { @bottom-left { content: ${words}; font: 8pt sans-serif; } }`, sheet.cssRules.length);
  });

  /* Lists are cards on a narrow screen, and some browsers forget that what is no longer laid out as a table is one. */
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", "thead th": "columnheader", "tbody th": "rowheader", td: "cell" };
  all("table.list, table.stacked").forEach((table) => {
    Object.entries(roles).forEach(([selector, role]) => {
      [table, ...all("*", table)].filter((part) => part.matches(selector)).forEach((part) => part.setAttribute("role", role));
    });
  });

  /* Rows: j and k move through the list by focusing each row's link, so that Enter opens it as ever. */
  function moveRow(step) {
    const links = all("tbody :is(th, td):has(> a)")
      .map((cell) => cell.parentElement)
      .filter((row, index, rows) => rows.indexOf(row) === index && isVisible(row))
      .map((row) => row.querySelector("th > a") ?? row.querySelector("a"));
    const present = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
    const next = present === -1 ? (step > 0 ? 0 : links.length - 1) : present + step;
    links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
  }

  /* x ticks the row that has the focus; a list without boxes opens with them, that row ticked. */
  function tickRow() {
    const row = document.activeElement.closest("tbody tr");
    const box = row?.querySelector("[name=p]");
    const list = first("[data-pick]");
    if (box) box.click();
    else if (row && list) location.assign(`${list.href}&p=${row.querySelector("th > a").pathname.split("/").pop()}`);
  }

  /* A button that needs a word is pressed by Ctrl+Enter, once the word is typed. */
  let meant;

  function askFor(note, button) {
    meant = button;
    note.focus();
  }

  /* A key stands in the markup at what it works: a field is focused, a link or button is pressed. */
  function press(key) {
    const target = all("[data-key]").find((element) => element.dataset.key === key && isVisible(element));
    const note = target?.dataset.needs && target.form.elements[target.dataset.needs];
    if (target?.matches("input")) target.select();
    else if (note && !note.value.trim()) askFor(note, target);
    else target?.click();
    return Boolean(target);
  }

  const rowSteps = { j: 1, k: -1 };
  const isTyping = (element) => element.matches("input:not([type=checkbox], [type=radio]), select, textarea");
  const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

  function handleLetter(event) {
    if (document.body.dataset.shortcuts !== "on" || hasModifier(event) || isTyping(event.target)) return;
    if (event.key in rowSteps) moveRow(rowSteps[event.key]);
    else if (event.key === "x") tickRow();
    else if (press(event.key)) event.preventDefault();
  }

  function save(event) {
    const form = first("form[data-main]") ?? event.target.form;
    if (!form) return;
    event.preventDefault();
    form.requestSubmit(meant ?? null);
  }

  /* The session: shortly before it ends a dialog offers to stay, here and on every other tab; no form is touched. */
  const sessionEnd = first("#session-end");
  const WARNING = 120;
  let warning;

  function expectEnd(left) {
    clearTimeout(warning);
    if (sessionEnd.open) sessionEnd.close();
    warning = setTimeout(() => sessionEnd.showModal(), Math.max(left - WARNING, left / 2) * 1000);
  }

  async function stay() {
    const { stay: address, token, left: before } = sessionEnd.dataset;
    const body = new URLSearchParams({ csrf_token: token });
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => null);
    const left = answer?.ok ? (await answer.json()).left : 0;
    if (left < Math.min(WARNING, before / 2)) sessionEnd.querySelector("[hidden]").hidden = false;
    else {
      sessionTabs.postMessage(left);
      expectEnd(left);
    }
  }

  const sessionTabs = sessionEnd && new BroadcastChannel("session");
  if (sessionEnd) {
    const left = Number(sessionEnd.dataset.left);
    sessionTabs.addEventListener("message", (event) => expectEnd(event.data));
    sessionTabs.postMessage(left);
    expectEnd(left);
    sessionEnd.querySelector("button").addEventListener("click", stay);
    document.addEventListener("htmx:afterRequest", () => expectEnd(left));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
    else handleLetter(event);
  });
})();
