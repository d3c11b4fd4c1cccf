// Names and roles of the rendered form controls as the browser's accessibility tree has them, with what they may
// come from. `name` is null where this browser does not expose computed names; the probe then asks the tree itself.
() => {
  const CONTROLS = "input:not([type=hidden]), select, textarea, button, " +
    ["textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "spinbutton", "slider"].map((r) => `[role=${r}]`).join(", ");
  const exposed = "computedName" in Element.prototype;
  const words = (s) => (s || "").replace(/\s+/g, " ").trim().slice(0, 500);
  const value = (e, name) => words(Element.prototype.getAttribute.call(e, name));
  const labels = (e) => (e.labels ? [...e.labels].map((l) => words(l.innerText || l.textContent)) : []);
  const labelled = (e) => (value(e, "aria-labelledby") ? "aria-labelledby" : value(e, "aria-label") ? "aria-label" : "");
  const found = [];
  globalThis.audit.controls = [];
  audit.elements.forEach((e, n) => {
    if (!e || !e.matches(CONTROLS) || !e.checkVisibility({ visibilityProperty: true })) return;
    audit.controls.push(e);
    found.push({ n, name: exposed ? words(e.computedName) : null, role: exposed ? e.computedRole : null,
                 placeholder: value(e, "placeholder"), title: value(e, "title"), labels: labels(e), labelled: labelled(e) });
  });
  return JSON.stringify(found);
}
