/* 页面: theme, rail, drawer, menus, side panel, confirmation, keyboard, htmx. Every page works without it. */
import { startCharts } from "./chart.js";

const root = document.documentElement;
const remember = (key, value) => {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    /* storage switched off */
  }
};
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

/* theme */
const THEMES = { "": "跟随系统", light: "浅色", dark: "深色" };
function showTheme() {
  for (const button of all("[data-theme-toggle]")) {
    const words = `界面主题：${THEMES[root.dataset.theme || ""]}`;
    const word = button.querySelector(".theme-word");
    if (word) word.textContent = words;
    else button.setAttribute("aria-label", words);
    button.title = words;
  }
  document.dispatchEvent(new CustomEvent("themechange"));
}
function nextTheme() {
  const order = ["", "light", "dark"];
  const next = order[(order.indexOf(root.dataset.theme || "") + 1) % order.length];
  if (next) root.dataset.theme = next;
  else delete root.dataset.theme;
  remember("theme", next);
  showTheme();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);

/* rail and drawer */
function foldRail(folded) {
  root.classList.toggle("rail-folded", folded);
  for (const button of all("[data-rail-fold]")) {
    button.setAttribute("aria-pressed", String(folded));
    button.querySelector(".rail-word").textContent = folded ? "展开导航" : "收起导航";
    button.title = folded ? "展开导航" : "收起导航";
  }
  remember("rail", folded ? "folded" : "");
  showGroups();
  window.dispatchEvent(new Event("resize"));
}
function openDrawer(open) {
  root.classList.toggle("drawer-open", open);
  const button = document.querySelector("[data-drawer]");
  button?.setAttribute("aria-expanded", String(open));
  button?.setAttribute("aria-label", open ? "关闭导航" : "打开导航");
  if (open) document.querySelector("#rail summary")?.focus();
  else if (document.activeElement?.closest("#rail")) button?.focus();
}

/* groups of the rail: as the viewer left them; all open where only the icons are left, since their headings are hidden */
function groupsLeftOpen() {
  try {
    return JSON.parse(localStorage.getItem("rail-groups") || "[]");
  } catch {
    return [];
  }
}
function showGroups() {
  const folded = root.classList.contains("rail-folded") && matchMedia("(min-width: 821px)").matches;
  const kept = groupsLeftOpen();
  for (const group of all("#rail [data-rail-group]")) {
    group.dataset.own ??= group.open ? "open" : "";
    group.open = folded || group.dataset.own === "open" || kept.includes(group.dataset.railGroup);
  }
}
function keepGroup(group) {
  const kept = new Set(groupsLeftOpen());
  if (group.open) kept.delete(group.dataset.railGroup);
  else kept.add(group.dataset.railGroup);
  group.dataset.own = group.open ? "" : "open";
  remember("rail-groups", kept.size ? JSON.stringify([...kept]) : "");
}

/* menus: one open at a time */
function closeMenus(except) {
  for (const menu of all("details.menu[open], details.scope[open], details.confirm-inline[open]")) if (menu !== except) menu.open = false;
}
function openFoldsOnWide() {
  for (const fold of all("details[data-fold]")) {
    if (matchMedia("(min-width: 821px)").matches || fold.dataset.fold === "open") fold.open = true;
    else if (!fold.dataset.ready) fold.open = false;
    fold.dataset.ready = "1";
  }
}
function openScopeOnWide() {
  for (const scope of all("details[data-scope]")) {
    scope.open = matchMedia("(min-width: 1081px)").matches;
    scope.dataset.ready = "1";
  }
}

/* confirmation of a button with data-confirm */
function confirmDialog() {
  let dialog = document.querySelector("#confirm-dialog");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "confirm-dialog";
    dialog.className = "confirm";
    dialog.setAttribute("aria-labelledby", "confirm-dialog-title");
    const title = Object.assign(document.createElement("h2"), { id: "confirm-dialog-title", className: "confirm-title", textContent: "请确认" });
    const text = Object.assign(document.createElement("p"), { className: "confirm-text" });
    const buttons = Object.assign(document.createElement("div"), { className: "confirm-buttons" });
    const no = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "取消" });
    const yes = Object.assign(document.createElement("button"), { type: "button", className: "button button-primary", textContent: "确定" });
    no.addEventListener("click", () => dialog.close("no"));
    yes.addEventListener("click", () => dialog.close("yes"));
    buttons.append(no, yes);
    dialog.append(title, text, buttons);
    document.body.append(dialog);
  }
  return dialog;
}
function askFirst(button) {
  const dialog = confirmDialog();
  dialog.querySelector(".confirm-text").textContent = button.dataset.confirm;
  dialog.querySelector(".button-primary").textContent = button.dataset.confirmVerb || button.textContent.trim() || "确定";
  dialog.returnValue = "";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue === "yes") {
        button.dataset.confirmed = "1";
        button.form ? button.form.requestSubmit(button) : button.click();
        delete button.dataset.confirmed;
      } else button.focus();
    },
    { once: true },
  );
  dialog.showModal();
}

/* a word at the edge of the page, for what went wrong between pages */
function say(text) {
  document.querySelector(".main-notice")?.remove();
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-error main-notice" });
  notice.setAttribute("role", "alert");
  notice.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.body.append(notice);
  setTimeout(() => notice.remove(), 8000);
}

/* side panel */
const panel = () => document.querySelector("#side-panel");
let panelOpener = null;
function openPanel() {
  const dialog = panel();
  if (dialog && !dialog.open) dialog.showModal();
  if (dialog) dialog.scrollTop = 0;
}

/* rows by keyboard */
function moveRow(step) {
  const rows = all("table[data-rows] tbody tr");
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
  rows[now]?.classList.remove("is-current");
  next.classList.add("is-current");
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("a") || next).focus?.({ preventScroll: true });
  return true;
}

document.addEventListener("click", (event) => {
  if (closest(event, "[data-theme-toggle]")) nextTheme();
  if (closest(event, ".rail-heading")) keepGroup(closest(event, "[data-rail-group]"));
  if (closest(event, "[data-rail-fold]")) foldRail(!root.classList.contains("rail-folded"));
  if (closest(event, "[data-drawer]")) openDrawer(!root.classList.contains("drawer-open"));
  if (closest(event, "[data-drawer-close]")) openDrawer(false);
  if (closest(event, "[data-panel-close]") || event.target === panel()) panel()?.close();
  if (closest(event, "[data-print]")) window.print();
  if (closest(event, "[data-close-menu]")) closeMenus();
  const asking = closest(event, "button[data-confirm]");
  if (asking && !asking.dataset.confirmed) {
    event.preventDefault();
    askFirst(asking);
  }
  const menu = closest(event, "details.menu, details.scope, details.confirm-inline");
  if (!matchMedia("(min-width: 1081px)").matches || !closest(event, "details.scope")) closeMenus(menu);
  if (matchMedia("(min-width: 1081px)").matches) openScopeOnWide();
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open], details.confirm-inline[open]");
    closeMenus();
    openScopeOnWide();
    if (open?.contains(document.activeElement)) open.querySelector("summary").focus();
    if (root.classList.contains("drawer-open")) openDrawer(false);
    return;
  }
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (event.key === "/") {
    const box = document.querySelector("#search-box");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  } else if ((event.key === "j" && moveRow(1)) || (event.key === "k" && moveRow(-1))) event.preventDefault();
});

/* empty filter fields stay out of the address */
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-skip-empty]")) return;
  const empty = all("input, select", event.target).filter((field) => field.name && !field.disabled && field.value === "");
  for (const field of empty) field.disabled = true;
  setTimeout(() => empty.forEach((field) => (field.disabled = false)));
});

/* htmx */
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...(event.detail.formData?.entries?.() || [])]) if (value === "") event.detail.formData.delete(name);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "side-panel-body") panelOpener = event.detail.elt;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "side-panel-body") openPanel();
  startCharts(event.detail.target || document);
  dropZones();
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.elt?.closest(".count-slot")) return;
  const status = event.detail.xhr.status;
  say(status === 403 ? "没有办成：页面已失效或您没有权限，请刷新页面后重试。" : status === 404 ? "没有找到所要的内容，可能已被撤下。请刷新页面后重试。" : "没有办成：系统出错。请稍后重试，仍不行的请联系系统管理员。");
});
document.addEventListener("htmx:sendError", () => say("没有连上服务器，刚才的操作没有完成。请检查网络后重试。"));

/* file drop zones */
function dropZones() {
  for (const zone of all("[data-drop-zone]:not([data-ready])")) {
    zone.dataset.ready = "1";
    const input = zone.querySelector('input[type="file"]');
    const names = zone.querySelector("[data-files]");
    const show = () => names?.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name}（${size(file.size)}）` })));
    input.addEventListener("change", show);
    for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => (event.preventDefault(), zone.classList.add("is-over")));
    for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer?.files.length) return;
      if (!input.multiple && event.dataTransfer.files.length > 1) return say("这里一次只能放一个文件，请重新拖入。");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

panel()?.addEventListener("close", () => panelOpener?.focus());
matchMedia("(min-width: 1081px)").addEventListener("change", openScopeOnWide);
matchMedia("(min-width: 821px)").addEventListener("change", openFoldsOnWide);
openScopeOnWide();
openFoldsOnWide();
foldRail(root.classList.contains("rail-folded"));
showTheme();
document.querySelector("#rail [aria-current]")?.scrollIntoView({ block: "nearest" });
dropZones();
startCharts(document);
document.querySelector('form[method="post"] [data-error-summary]')?.focus();
if (document.querySelector("[data-print-now]")) addEventListener("load", () => setTimeout(() => window.print(), 300));
