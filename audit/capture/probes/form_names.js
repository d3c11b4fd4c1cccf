// The rendered form controls, in document order: what their names may come from. The names themselves are the browser's
// (form_names.py asks its accessibility tree for those of audit.controls).
(limit) => {
  const CONTROLS = "input:not([type=hidden]), select, textarea, button, " +
    ["textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "spinbutton", "slider"].map((r) => `[role=${r}]`).join(", ");
  const words = (s) => (s || "").replace(/\s+/g, " ").trim().slice(0, 500);
  const value = (e, name) => words(Element.prototype.getAttribute.call(e, name));
  const labels = (e) => (e.labels ? [...e.labels].map((l) => words(l.innerText || l.textContent)) : []);
  const labelled = (e) => (value(e, "aria-labelledby") ? "aria-labelledby" : value(e, "aria-label") ? "aria-label" : "");
  const isControl = (e) => e && e.matches(CONTROLS) && e.checkVisibility({ visibilityProperty: true });
  const all = audit.elements.filter(isControl);
  audit.controls = all.slice(0, limit);
  return JSON.stringify({
    left_out: all.length - audit.controls.length,
    controls: audit.controls.map((e) => ({
      n: audit.numbers.get(e), placeholder: value(e, "placeholder"), title: value(e, "title"), labels: labels(e), labelled: labelled(e),
    })),
  });
}
