// Where elements are on the page, and blanking what stands in its fields while pictures are taken. Runs in an isolated
// world. Blanking adds a style sheet that no script of the page is told of; `restore` takes it away again.
globalThis.pictures = (() => {
  const LEAST = 4;
  // Clobber-proof: a form may hold a field named "parentElement", a document an image named "querySelector".
  const getter = (proto, name) => { const get = Object.getOwnPropertyDescriptor(proto, name).get; return (o) => get.call(o); };
  const rootElement = getter(Document.prototype, "documentElement");
  const parentElement = getter(Node.prototype, "parentElement");
  const typeOf = getter(Node.prototype, "nodeType");
  const textOf = getter(Node.prototype, "textContent");
  const localName = getter(Element.prototype, "localName");
  const shadowOf = getter(Element.prototype, "shadowRoot");
  const slotOf = getter(Element.prototype, "assignedSlot");
  const inputValue = getter(HTMLInputElement.prototype, "value");
  const areaValue = getter(HTMLTextAreaElement.prototype, "value");
  const rect = (e) => Element.prototype.getBoundingClientRect.call(e);
  const isShown = (e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  const isShadow = (root) => typeOf(root) === 11;
  const within = (root, selector) =>
    (isShadow(root) ? DocumentFragment : Document).prototype.querySelector.call(root, selector);
  const all = (root, selector) =>
    (isShadow(root) ? DocumentFragment : Document).prototype.querySelectorAll.call(root, selector);

  // The document inside a frame; null for a frame of another site, which keeps its own to itself.
  const inside = (e) => (/^(i?frame|object|embed)$/.test(localName(e)) ? e.contentDocument ?? null : null);

  // The element around this one as it is drawn: through slots and out of shadow roots.
  const around = (e) => {
    const next = slotOf(e) ?? parentElement(e);
    if (next) return next;
    const root = Node.prototype.getRootNode.call(e);
    return isShadow(root) ? root.host : null;
  };

  // --- places ---------------------------------------------------------------------------------------------------

  const cut = (a, b) => {
    const left = Math.max(a.left, b.left), top = Math.max(a.top, b.top);
    return { left, top, right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) };
  };

  // The part of an element that boxes around it let be seen, seen from its document's window; null when that is nothing.
  const visible = (e) => {
    if (!isShown(e)) return null;
    let { left, top, right, bottom } = rect(e);
    let box = { left, top, right, bottom };
    let position = getComputedStyle(e).position;
    for (let node = around(e); node && position !== "fixed"; node = around(node)) {
      const style = getComputedStyle(node);
      // What is placed absolutely is cut by nothing below the box it is placed in.
      if (position === "absolute" && style.position === "static" && style.transform === "none") continue;
      // What html and body cut, the window does.
      if (style.overflowX !== "visible" && !/^(html|body)$/.test(localName(node))) box = cut(box, rect(node));
      position = style.position;
    }
    return box;
  };

  const select = (root, path) => {
    let found = null;
    for (const step of path.split(" >>> ")) {
      if (!root) return null;
      found = (isShadow(root) ? within(root, `:host > ${step}`) : null) ?? within(root, step);
      if (!found) return null;
      root = shadowOf(found);
    }
    return found;
  };

  // Whether something that stays in place while readers scroll, such as a consent dialog, lies over the element.
  const isCovered = (e, { left, top, right, bottom }) => {
    const over = document.elementFromPoint((left + right) / 2 - scrollX, (top + bottom) / 2 - scrollY);
    const holders = new Set();
    for (let node = e; node; node = around(node)) holders.add(node);
    for (let node = over; node; node = around(node)) {
      if (holders.has(node)) return false;
      if (getComputedStyle(node).position === "fixed") return true;
    }
    return false;
  };

  const place = (path, page) => {
    let root = document, x = scrollX, y = scrollY, limits = page, outermost = null;
    for (const step of path) {
      const element = select(root, step);
      if (!element || /^(html|head|body)$/.test(localName(element))) return null;
      outermost ??= element;
      const seen = visible(element);
      if (!seen) return null;
      limits = cut({ left: seen.left + x, top: seen.top + y, right: seen.right + x, bottom: seen.bottom + y }, limits);
      if (limits.right - limits.left < LEAST || limits.bottom - limits.top < LEAST) return null;
      root = inside(element);
      // A frame of another site stands for what is in it.
      if (!root) break;
      const outer = rect(element), style = getComputedStyle(element);
      x += outer.left + element.clientLeft + parseFloat(style.paddingLeft);
      y += outer.top + element.clientTop + parseFloat(style.paddingTop);
    }
    const { left, top, right, bottom } = limits;
    const box = [left, top, right - left, bottom - top].map(Math.round);
    return { box, covered: isCovered(outermost, limits) };
  };

  // For each path (selectors of the frames, then of the element) where it is in the document, or null.
  const find = (paths) => {
    const root = rootElement(document);
    const page = {
      left: 0, top: 0, right: Math.min(Math.max(root.scrollWidth, innerWidth), 2 * innerWidth),
      bottom: Math.max(root.scrollHeight, innerHeight),
    };
    const places = paths.map((path) => { try { return place(path, page); } catch { return null; } });
    return JSON.stringify({
      width: page.right, height: page.bottom, window: [scrollX, scrollY, innerWidth, innerHeight], places,
    });
  };

  // --- late pictures --------------------------------------------------------------------------------------------

  const eager = [];

  // Have the images among these elements loaded that wait for readers to come near, and wait for them a moment.
  const load = (paths, limit) => {
    const named = paths.map((path) => { try { return path.length === 1 ? select(document, path[0]) : null; } catch { return null; } });
    const waiting = named.filter((e) => e instanceof HTMLImageElement && e.loading === "lazy" && !e.complete && isShown(e));
    const loaded = [...new Set(waiting)].map((e) => {
      eager.push([e, e.getAttribute("loading")]);
      e.loading = "eager";
      return e.decode().catch(() => 0);
    });
    return Promise.race([Promise.all(loaded), new Promise((end) => setTimeout(end, limit))]).then(() => loaded.length);
  };

  // --- blanking -------------------------------------------------------------------------------------------------

  const UNTYPED = ["button", "checkbox", "color", "file", "hidden", "image", "radio", "range", "reset", "submit"];
  const FIELDS = `input${UNTYPED.map((type) => `:not([type=${type} i])`).join("")}, textarea, [contenteditable][role=textbox]`;
  // Three ids that nothing has outweigh what the page says as important.
  const BLANK = `:is(${FIELDS}, #audit-none#audit-none#audit-none):not(:placeholder-shown) {
    -webkit-text-fill-color: transparent !important; color: transparent !important; text-shadow: none !important;
    transition: none !important; animation: none !important;
  }`;
  const blanked = [];

  const value = (e) => {
    const name = localName(e);
    return name === "input" ? inputValue(e) : name === "textarea" ? areaValue(e) : textOf(e);
  };

  // Every document and shadow root that is in reach, each with the window it belongs to.
  function* roots(root, view) {
    yield [root, view];
    for (const e of all(root, "*")) {
      const shadow = shadowOf(e), inner = inside(e);
      if (shadow) yield* roots(shadow, view);
      if (inner?.defaultView) yield* roots(inner, inner.defaultView);
    }
  }

  // Blank every field with something in it; false when one could not be.
  const blank = () => {
    for (const [root, view] of roots(document, globalThis)) {
      const filled = [...all(root, FIELDS)].filter((e) => value(e) !== "");
      if (!filled.length) continue;
      const sheet = new view.CSSStyleSheet();
      sheet.replaceSync(BLANK);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      blanked.push([root, sheet]);
      if (!filled.every((e) => view.getComputedStyle(e).webkitTextFillColor === "rgba(0, 0, 0, 0)")) return false;
    }
    return true;
  };

  // Leave the page as it was.
  const restore = () => {
    for (const [e, loading] of eager.splice(0)) e.setAttribute("loading", loading);
    for (const [root, sheet] of blanked.splice(0)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((each) => each !== sheet);
    }
  };

  return { find, load, blank, restore };
})();
