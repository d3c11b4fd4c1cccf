// How the running text is set: one row for each rendered block that holds text itself or in inline children, in document
// order (audit/page/styles.py names the columns). What lines measure is read off the boxes of the text, not off the
// style sheet: it is what readers see, beside a floated picture too. Runs in an isolated world; reads only.
(limit) => {
  const SKIPPED = new Set(
    ("head title script style template noscript nav footer button select option textarea svg math iframe object canvas " +
     "video audio").split(" "));
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;
  const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;
  const BEYOND_GREEK = /[\u0590-\uffff]/;
  const LETTER = /\p{L}/gu;
  const count = (text, pattern) => (text.match(pattern) || []).length;
  const visible = (e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  // Clobber-proof: a form may hold a field named "parentNode" or "firstChild".
  const getter = (proto, name) => { const get = Object.getOwnPropertyDescriptor(proto, name).get; return (o) => get.call(o); };
  const parentNodeOf = getter(Node.prototype, "parentNode");
  const firstChildOf = getter(Node.prototype, "firstChild");
  const nextOf = getter(Node.prototype, "nextSibling");
  const typeOf = getter(Node.prototype, "nodeType");
  const localNameOf = getter(Element.prototype, "localName");
  const widthOf = (e) => Element.prototype.getBoundingClientRect.call(e).width;
  const parentOf = (e) => { const p = parentNodeOf(e); return p instanceof ShadowRoot ? p.host : p instanceof Element ? p : null; };
  const tenths = (v) => Math.round(v * 10) / 10;

  // What is known of an element: whether its text is left out, the block it flows in, and its style.
  const known = new Map();
  const know = (e) => {
    const chain = [];
    for (; e && !known.has(e); e = parentOf(e)) chain.push(e);
    let facts = e ? known.get(e) : { skipped: false, block: null };
    for (const node of chain.reverse()) {
      const skipped = facts.skipped || SKIPPED.has(localNameOf(node));
      const style = skipped ? null : getComputedStyle(node);
      const isInline = style && (style.display.startsWith("inline") || style.display === "contents");
      facts = { skipped, style, block: isInline && facts.block ? facts.block : node };
      known.set(node, facts);
    }
    return facts;
  };

  const rows = new Map();
  const newRow = (block) => ({
    block, chars: 0, largest: 0, size: 0, lines: 0, width: 0, line: 0, longest: 0, bottom: -Infinity, top: 0, pitches: [],
    italic: 0, capitals: 0, rightToLeft: 0, others: 0, wide: 0,
  });
  const range = document.createRange();
  const measure = (row, node) => {
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (!box.width) continue;
      if (box.top + box.height / 2 > row.bottom) {
        if (row.lines) row.pitches.push(box.top - row.top);
        row.lines++;
        row.line = 0;
        row.bottom = box.bottom;
        row.top = box.top;
      }
      row.width += box.width;
      row.line += box.width;
      row.longest = Math.max(row.longest, row.line);
    }
  };
  const add = (row, facts, node, text) => {
    const chars = text.length, style = facts.style;
    row.chars += chars;
    if (chars > row.largest) { row.largest = chars; row.size = parseFloat(style.fontSize); }
    if (style.fontStyle !== "normal") row.italic += chars;
    if (style.textTransform === "uppercase") row.capitals += chars;
    measure(row, node);
    const isSimple = style.direction === "ltr" && !BEYOND_GREEK.test(text);
    if (isSimple) { row.others += chars; return; }
    const rightToLeft = count(text, RIGHT_TO_LEFT);
    row.rightToLeft += rightToLeft;
    row.others += count(text, LETTER) - rightToLeft;
    row.wide += count(text, WIDE);
  };

  let leftOut = 0;
  for (const e of audit.elements) {
    if (!e) continue;
    let facts = null;
    for (let node = firstChildOf(e); node; node = nextOf(node)) {
      if (typeOf(node) !== 3) continue;
      const text = node.data.replace(/\s+/g, " ");
      if (text === "" || text === " ") continue;
      facts = facts || know(e);
      if (facts.skipped || !visible(e)) break;
      if (!rows.has(facts.block)) {
        if (rows.size >= limit) { leftOut++; continue; }
        rows.set(facts.block, newRow(facts.block));
      }
      add(rows.get(facts.block), facts, node, text);
    }
  }

  const middle = (values) => (values.length ? values.sort((a, b) => a - b)[values.length >> 1] : 0);
  const written = [];
  for (const row of rows.values()) {
    // What is only there to be heard is put into a box of one pixel.
    if (!row.lines || widthOf(row.block) < 10) continue;
    const style = known.get(row.block).style;
    const justified = style.textAlign !== "justify" ? 0 : style.hyphens === "auto" ? 2 : 1;
    const direction = style.unicodeBidi === "plaintext" ? 2 : style.direction === "rtl" ? 1 : 0;
    written.push([
      audit.numbers.get(row.block), row.chars, tenths(row.size), row.lines, Math.round(row.chars * row.longest / row.width),
      tenths(middle(row.pitches)), style.lineHeight === "normal" ? 1 : 0, justified, row.italic, row.capitals, direction,
      row.rightToLeft, row.others, row.wide,
    ]);
  }
  const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
  return JSON.stringify({ sheets, blocks: written, left_out: leftOut });
}
