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

  /* Copying: the button is there only where the browser lets it work. */
  all("[data-copy]").forEach((button) => {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
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

  /* A key stands in the markup at what it works: a field is focused, a link or button is pressed. */
  function press(key) {
    const target = all("[data-key]").find((element) => element.dataset.key === key && isVisible(element));
    if (target?.matches("input")) target.select();
    else target?.click();
    return Boolean(target);
  }

  const rowSteps = { j: 1, k: -1 };
  const isTyping = (element) => element.matches("input:not([type=checkbox], [type=radio]), select, textarea");
  const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

  function handleLetter(event) {
    if (document.body.dataset.shortcuts !== "on" || hasModifier(event) || isTyping(event.target)) return;
    if (event.key in rowSteps) moveRow(rowSteps[event.key]);
    else if (press(event.key)) event.preventDefault();
  }

  function save(event) {
    const form = first("form[data-main]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeMenus();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(event);
    else handleLetter(event);
  });
})();
