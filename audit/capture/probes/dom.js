// Writes the document as well-formed XML, with what only the browser knows as attributes of the namespace r:
// (audit/page/html.py says which), and numbers the elements in the order written, so that every other probe can
// name an element by its number. Runs in an isolated world; reads only.
(limit) => {
  const BOXED = new Set(
    ("html body main article section aside header footer nav figure figcaption picture img svg video audio canvas iframe embed object " +
     "form fieldset legend label input select textarea button a h1 h2 h3 h4 h5 h6 p time dialog table blockquote").split(" "));
  const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
  const NO_BOX = new Set("option optgroup area source track param br wbr template script style link meta title base head noscript".split(" "));
  // Boxes from this size on may hold a photo as their background. Styles are asked only of those that are drawn as boxes
  // anyway, and of others whose style or class speaks of a picture: asking all of them would double the cost.
  const LARGE = [300, 150];
  const PICTURED = /(^|[^a-z])(bg|background|cover|hero|img|image|photo|picture|poster|banner|thumb)/i;
  const UNPICTURED = new Set("html img picture svg video audio canvas iframe embed object input select textarea button time".split(" "));
  const SILENT = new Set(["noscript", "style", "template"]);
  const NAME = /^[A-Za-z_][A-Za-z0-9._-]*$/;
  const LONGEST = 20000, LONGEST_TEXT = 500000, LONGEST_DATA = 5000000;
  const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;" };
  // eslint-disable-next-line no-control-regex
  const BAD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const plain = (s) => s.replace(BAD, "\ufffd");
  const inText = (s) => plain(s).replace(/[&<>\r]/g, (c) => ESCAPES[c]);
  const inValue = (s) => plain(s).replace(/[&<>"\n\r\t]/g, (c) => ESCAPES[c]);
  // Clobber-proof: a form may hold a field named "attributes" or "childNodes".
  const getter = (proto, name) => { const get = Object.getOwnPropertyDescriptor(proto, name).get; return (o) => get.call(o); };
  const attributesOf = getter(Element.prototype, "attributes");
  const firstChildOf = getter(Node.prototype, "firstChild");
  const nextOf = getter(Node.prototype, "nextSibling");
  const typeOf = getter(Node.prototype, "nodeType");
  const localNameOf = getter(Element.prototype, "localName");
  const shadowOf = getter(Element.prototype, "shadowRoot");
  const visible = (e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  const rect = (e) => Element.prototype.getBoundingClientRect.call(e);

  const numbers = new WeakMap(), elements = [], out = [];
  let total = 0, cut = false;

  const isHidden = (e, name, parentHidden) => {
    if (parentHidden && (name === "option" || name === "optgroup")) return true;
    if (NO_BOX.has(name)) return parentHidden;
    if (visible(e)) return false;
    // An element that makes no box of its own still shows its children.
    if (!parentHidden && getComputedStyle(e).display === "contents") return false;
    return true;
  };

  const mayBePictured = (e, name) => {
    if (NO_BOX.has(name) || UNPICTURED.has(name)) return false;
    if (BOXED.has(name)) return true;
    const get = Element.prototype.getAttribute;
    return /background/i.test(get.call(e, "style") || "") || PICTURED.test(get.call(e, "class") || "");
  };

  // The address of the first picture in the background; empty for none, for gradients and for pictures written inline.
  const background = (e) => {
    const found = /url\("(?!data:)((?:[^"\\]|\\.)+)"\)/.exec(getComputedStyle(e).backgroundImage);
    return found ? found[1].slice(0, LONGEST) : "";
  };

  const open = (e, parentHidden) => {
    const local = localNameOf(e).toLowerCase();
    const name = NAME.test(local) ? local : "x-unnamed";
    numbers.set(e, elements.length);
    elements.push(e);
    out.push("<", name);
    const seen = new Set();
    const attributes = attributesOf(e);
    for (let i = 0; i < attributes.length; i++) {
      const key = attributes[i].name.replace(/:/g, "_");
      if (!NAME.test(key) || seen.has(key) || /^xmlns/i.test(key)) continue;
      seen.add(key);
      let value = attributes[i].value;
      if (value.startsWith("data:")) value = value.slice(0, 200);
      out.push(" ", key, '="', inValue(value.length > LONGEST ? value.slice(0, LONGEST) : value), '"');
    }
    const hidden = isHidden(e, name, parentHidden);
    if (hidden) out.push(' r:hidden="1"');
    const isPictured = !hidden && mayBePictured(e, name);
    if ((BOXED.has(name) && (!hidden || name === "html")) || isPictured) {
      const b = rect(e);
      out.push(' r:box="', [b.left + scrollX, b.top + scrollY, b.width, b.height].map((v) => Math.round(v * 10) / 10).join(" "), '"');
      if (isPictured && b.width >= LARGE[0] && b.height >= LARGE[1]) {
        const drawn = background(e);
        if (drawn) out.push(' r:background="', inValue(drawn), '"');
      }
    }
    if (name === "img" && e instanceof HTMLImageElement) {
      out.push(' r:src="', inValue(e.currentSrc.slice(0, e.currentSrc.startsWith("data:") ? 200 : LONGEST)), '"');
      if (e.complete) out.push(' r:natural="', e.naturalWidth, " ", e.naturalHeight, '"');
    }
    return [name, hidden];
  };

  // An explicit stack of what is still to be written: a string closes an element, a node opens one.
  const root = document.documentElement;
  if (!root) return JSON.stringify({ xml: "", written: 0, total: 0, cut });
  const stack = [[root, false]];
  while (stack.length) {
    const [node, parentHidden] = stack.pop();
    if (typeof node === "string") { out.push(node); continue; }
    const type = typeOf(node);
    if (type === 3 || type === 4) {
      const data = CharacterData.prototype.substringData.call(node, 0, LONGEST_TEXT);
      if (data.length === LONGEST_TEXT) cut = true;
      out.push(inText(data));
      continue;
    }
    if (type !== 1) continue;
    total++;
    if (elements.length >= limit) continue;
    const [name, hidden] = open(node, parentHidden);
    if (name === "html" && node === root) out.push(' xmlns:r="urn:audit:rendered"');
    if (VOID.has(name)) { out.push("/>"); continue; }
    out.push(">");
    stack.push([`</${name}>`, hidden]);
    if (SILENT.has(name)) continue;
    if (name === "script") {
      if (!/ld\+json/i.test(Element.prototype.getAttribute.call(node, "type") || "")) continue;
      const data = node.textContent;
      if (data.length > LONGEST_DATA) cut = true;
      out.push(inText(data.slice(0, LONGEST_DATA)));
      continue;
    }
    const children = [];
    for (let child = firstChildOf(node); child; child = nextOf(child)) children.push([child, hidden]);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]);
    const shadow = shadowOf(node);
    if (shadow) {
      const inside = [];
      for (let child = firstChildOf(shadow); child; child = nextOf(child)) inside.push([child, hidden]);
      stack.push(["</shadow-root>", hidden]);
      for (let i = inside.length - 1; i >= 0; i--) stack.push(inside[i]);
      // Written at once: it stands before the host's other children. It has a number like any element.
      elements.push(null);
      out.push("<shadow-root>");
    }
  }
  globalThis.audit = { numbers, elements };
  return JSON.stringify({ xml: out.join(""), written: elements.length, total, cut });
}
