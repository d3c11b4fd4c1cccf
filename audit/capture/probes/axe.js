// Runs axe-core on the whole document and returns, as JSON text, only what is kept: for each rule its outcomes, and of
// failed and incomplete ones the elements. Element numbers are those of dom.js.
async (options) => {
  const results = await axe.run(document, { ...options, elementRef: true, iframes: false });
  return audit.report(results);
}
