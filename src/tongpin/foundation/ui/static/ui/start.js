/* 起始: runs before the first paint: remembered theme and folded rail. */
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (localStorage.getItem("rail") === "folded") root.classList.add("rail-folded");
  } catch (refused) {
    /* storage switched off: the system's theme and the open rail */
  }
})();
