/* 溯源: a number in a list opens its rows in the side panel; without scripts, or opened in a new tab, the same address is a page. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target instanceof Element ? event.target.closest("td a[href]") : null;
  if (!link || !new URL(link.href).pathname.endsWith("/trace/") || link.hasAttribute("hx-get") || !window.htmx) return;
  event.preventDefault();
  window.htmx.ajax("GET", link.href, { source: link, target: "#side-panel-body" });
});
