// Single-key shortcuts: off while typing, and off for good from the dialog (WCAG 2.1.4).
(() => {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const opener = document.getElementById("keys-open");
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => !row.closest("details:not([open])"));
  const here = () => rows().find((row) => row.contains(document.activeElement));
  let armed = false;
  const step = (by) => {
    const all = rows();
    const next = all[Math.min(Math.max(all.indexOf(here()) + by, 0), all.length - 1)];
    next?.querySelector("a, button, summary")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const keys = {
    "?": () => dialog.showModal(),
    "/": () => document.querySelector("main [type=search], main [type=text]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    e: () => (here() ?? document).querySelector("summary, main details summary")?.click(),
    d: () => (here()?.querySelector(".decide button") ?? document.getElementById("decision"))?.focus(),
    z: () => document.querySelector("[data-undo]")?.click(),
    g: () => { armed = true; },
  };
  const listen = (event) => {
    const typing = event.target.closest?.("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (localStorage.getItem("keys") === "off" && event.key !== "?") return;
    if (armed) {
      armed = false;
      const link = [...document.querySelectorAll("[data-go]")].find((item) => item.dataset.go === event.key);
      if (link) location.href = link.href;
      return;
    }
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  };
  document.addEventListener("keydown", listen);
  dialog.addEventListener("close", () => localStorage.setItem("keys", dialog.returnValue === "off" ? "off" : "on"));
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }
})();
