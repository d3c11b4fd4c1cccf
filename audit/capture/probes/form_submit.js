// The forms that may be tried, and what a page shows of a form's answer: `submits` of the isolated world, which
// form_submit.py asks on the page that is audited (list) and on the one that is thrown away (list, begin, watch).
globalThis.submits = (() => {
  const FIELDS = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea";
  const BUTTONS = "button:not([type]), button[type=submit], input[type=submit], input[type=image]";
  const LIVE = "[aria-live=polite], [aria-live=assertive], [role=alert], [role=status], [role=log], output";
  const ELSEWHERE = `${LIVE}, dialog, [role=dialog], [role=alertdialog]`;
  const NEVER = "input[type=password], input[type=search], input[type=file], [autocomplete^=cc-], [autocomplete*=' cc-']";
  const REFUSED = /search|log-?in|sign-?in|\bdelete|\bremove|payment|checkout|donat|\bcart\b|unsubscribe|log-?out/i;
  const POLL = 50, STILL = 200;

  // Clobber-proof: a form may hold a field named “getAttribute”.
  const get = (e, name) => Element.prototype.getAttribute.call(e, name) || "";
  const all = (e, selector) => [...Element.prototype.querySelectorAll.call(e, selector)];
  const holds = (e, other) => Node.prototype.contains.call(e, other);
  const up = (e) => Object.getOwnPropertyDescriptor(Node.prototype, "parentElement").get.call(e);
  const shown = (e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true, opacityProperty: true });
  const words = (s) => (s || "").replace(/\s+/g, " ").trim();
  const setter = (type) => Object.getOwnPropertyDescriptor(type.prototype, "value").set;

  const isBait = (e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    const isBox = /checkbox|radio/.test(e.type);
    const outside = !isBox && (width <= 1 || height <= 1 || left + width <= 0 || top + height + scrollY <= 0);
    return outside || e.closest("[aria-hidden=true]") !== null || (get(e, "tabindex") === "-1" && !isBox);
  };
  const fieldsOf = (form) => all(form, FIELDS).filter((e) => (shown(e) || e.type === "checkbox") && !isBait(e));
  const buttonOf = (form) => all(form, BUTTONS).find((e) => shown(e) && !e.disabled);
  const asksForMail = (e) =>
    e.type === "email" || (/^(text|)$/.test(get(e, "type")) && e.localName === "input" &&
      ["name", "id", "autocomplete", "placeholder"].some((name) => /e-?mail/i.test(get(e, name))));
  const isTried = (form) => {
    if (get(form, "role") === "search" || get(form, "method").toLowerCase() === "dialog" || all(form, NEVER).length) return false;
    const button = buttonOf(form);
    if (!button || [...["id", "class", "action", "name"].map((name) => get(form, name)), words(button.innerText || button.value)].some((s) => REFUSED.test(s)))
      return false;
    return shown(form) && fieldsOf(form).some((e) => asksForMail(e) || e.localName === "textarea");
  };
  // What copies of one form have in common.
  const designOf = (form) =>
    all(form, FIELDS).map((e) => `${e.localName}/${get(e, "type")}/${get(e, "name").replace(/\d+/g, "")}`).join(" ");

  let tried = [], before = null;

  const list = (most) => {
    const alike = new Map();
    for (const form of document.querySelectorAll("form")) {
      if (isTried(form)) alike.set(designOf(form), [...(alike.get(designOf(form)) || []), form]);
    }
    tried = [...alike.values()].slice(0, most).map(([form]) => ({ form, fields: fieldsOf(form) }));
    const number = (e) => globalThis.audit?.numbers.get(e) ?? null;
    return {
      left_out: Math.max(0, alike.size - most),
      forms: tried.map(({ form, fields }) => ({
        key: designOf(form), copies: alike.get(designOf(form)).length, n: number(form), fields: fields.map(number),
        asks_for_mail: fields.some(asksForMail),
      })),
    };
  };

  const answer = (e, how) => {
    if (how === "empty") return "";
    if (asksForMail(e)) return how === "malformed" ? "reader.example.org" : "reader@example.org";
    if (e.localName === "textarea") return "A letter from a reader.";
    return { tel: "+441632960961", url: "https://example.org/", number: "5" }[e.type] || "Reader";
  };
  const tell = (e) => ["input", "change"].forEach((type) => e.dispatchEvent(new Event(type, { bubbles: true })));
  const fill = (e, how) => {
    if (e.disabled || e.readOnly) return;
    if (e.type === "checkbox") {
      if (e.checked === (how === "empty")) e.click();
    } else if (e.type === "radio") {
      if (how !== "empty" && !document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:checked`)) e.click();
    } else if (e.localName === "select") {
      e.selectedIndex = how === "empty" ? 0 : Math.max(0, [...e.options].findIndex((option) => option.value && !option.disabled));
      tell(e);
    } else if (e.localName === "textarea" || !/^(date|month|week|time|datetime-local|color|range)$/.test(e.type)) {
      setter(e.localName === "textarea" ? HTMLTextAreaElement : HTMLInputElement).call(e, answer(e, how));
      tell(e);
    }
  };

  const textNodes = () => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      const parent = up(node);
      if (words(node.data) && parent && !parent.closest("script, style, noscript, option, button, textarea") && shown(parent)) found.push(node);
    }
    return found;
  };
  // The box of the form, as far as its messages may stand from it.
  const around = (form) => {
    const found = [form];
    for (let e = up(form); e && found.length < 4 && !/^(body|main|article|html)$/.test(e.localName); e = up(e)) {
      if (all(e, "form").length > 1) break;
      found.push(e);
    }
    return found;
  };

  /** Fill the form in and put the focus on its button, where a reader presses Enter; false when that cannot be done. */
  const begin = (place, how) => {
    const { form, fields } = tried[place];
    if (!holds(document, form)) return false;
    for (const field of fields) fill(field, how);
    const button = buttonOf(form);
    if (!button) return false;
    before = {
      button, place, invalid: [], box: around(form), live: new WeakSet(document.querySelectorAll(LIVE)),
      texts: new Set(textNodes().map((node) => words(node.data))),
    };
    EventTarget.prototype.addEventListener.call(form, "invalid", (event) => before.invalid.push(event), { capture: true });
    HTMLElement.prototype.focus.call(button);
    return document.activeElement === button;
  };

  const blockAround = (node) => {
    let e = up(node);
    while (up(e) && getComputedStyle(e).display.startsWith("inline")) e = up(e);
    return e;
  };
  const isNear = (e) =>
    before.box.some((box) => holds(box, e)) || e.closest(ELSEWHERE) !== null || getComputedStyle(e).position === "fixed";
  const messages = () => {
    const fresh = textNodes().filter((node) => !before.texts.has(words(node.data)));
    return [...new Set(fresh.map(blockAround))].filter(isNear);
  };
  const fieldBeside = (e, { form, fields }) => {
    for (let box = e; box && box !== form && holds(form, box); box = up(box)) {
      const held = fields.filter((field) => holds(box, field));
      if (held.length) return held.length === 1 ? fields.indexOf(held[0]) : null;
    }
    return null;
  };
  const refersTo = (field, e) =>
    [...(field.labels || [])].some((label) => label.contains(e)) ||
    ["aria-describedby", "aria-errormessage", "aria-labelledby"].some((name) =>
      get(field, name).split(/\s+/).filter(Boolean).some((id) => {
        const named = document.getElementById(id);
        return named && (named.contains(e) || e.contains(named));
      }));
  const announcer = (e) => {
    for (let node = e; node; node = up(node)) if (before.live.has(node)) return "region";
    return e.closest("[role=alert]") ? "alert" : "";
  };
  const hasFocus = (e) => {
    const active = document.activeElement;
    return active && active !== document.body && active !== before.button && (active.contains(e) || e.contains(active));
  };
  const seen = () => {
    const { form, fields } = tried[before.place], focus = document.activeElement, at = fields.indexOf(focus);
    return {
      focus: at >= 0 ? at : focus === before.button ? "button" : focus && focus !== document.body ? "elsewhere" : "nowhere",
      // The browser's own bubble: it takes the focus to the first field and says what is wrong with it.
      native: at >= 0 && before.invalid.some((event) => !event.defaultPrevented),
      invalid: fields.flatMap((field, place) => (get(field, "aria-invalid") === "true" ? [place] : [])),
      messages: messages().slice(0, 10).map((e) => ({
        text: words(e.innerText).slice(0, 300), announced: announcer(e), focused: Boolean(hasFocus(e)),
        beside: fieldBeside(e, tried[before.place]),
        tied: fields.flatMap((field, place) => (refersTo(field, e) ? [place] : [])),
      })),
    };
  };

  /** What came of it, once a message stands still or the milliseconds are over. */
  const watch = async (most) => {
    const end = performance.now() + most;
    let since = performance.now(), last = "";
    while (performance.now() < end) {
      await new Promise((done) => setTimeout(done, POLL));
      const now = JSON.stringify(seen());
      if (now !== last) [last, since] = [now, performance.now()];
      const { native, messages } = JSON.parse(now);
      if ((native || messages.length) && performance.now() - since >= STILL) break;
    }
    return last;
  };

  return { list, begin, watch };
})();
