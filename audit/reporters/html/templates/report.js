(() => {
  "use strict";
  // Rows in sight at once: more of them take longer to lay out than a reader likes to wait. Without scripts all are there.
  const MOST = 500;
  const spelt = (number) => number.toLocaleString("en");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Settings of all filters of the page as they stand behind the # of its address, so that a link keeps them.
  const fromAddress = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  const keepInAddress = (forms) => {
    const kept = new URLSearchParams();
    for (const form of forms) for (const [name, value] of new FormData(form)) if (value) kept.set(name, value);
    const hash = String(kept);
    if (hash || location.hash.includes("=")) history.replaceState(null, "", `#${hash}`);
  };

  const forms = all("form[data-filters]").filter((form) => document.getElementById(form.dataset.filters));
  for (const form of forms) {
    const keys = form.dataset.keys.split(" ");
    const region = document.getElementById(form.dataset.filters);
    const rows = all("[data-v]", region).map((element, place) => ({
      element, place, list: element.parentNode, values: element.dataset.v.split("|"), words: "",
    }));
    const chosen = all("select[data-key]", form).map((select) => ({ select, place: keys.indexOf(select.dataset.key) }));
    const search = form.querySelector("input[type=search]");
    const sort = form.querySelector("select[data-sort]");
    const tally = form.querySelector("output");
    const lists = [...new Set(rows.map((row) => row.list))];
    const sayEmpty = (list, isEmpty) => {
      const said = list.nextElementSibling?.matches("p.lead") && list.nextElementSibling;
      if (said && !isEmpty) said.remove();
      if (said || !isEmpty) return;
      const saying = document.createElement("p");
      saying.className = "lead";
      saying.textContent = "Nothing here fits the filter.";
      list.after(saying);
    };
    const more = document.createElement("button");
    more.type = "button";
    let order = "";
    let most = MOST;

    const apply = () => {
      const wanted = chosen.filter(({ select }) => select.value).map(({ select, place }) => [place, select.value]);
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const left = new Map(lists.map((list) => [list, 0]));
      let shown = 0;
      for (const row of rows) {
        if (words.length && !row.words) row.words = row.element.textContent.toLowerCase();
        const fits = wanted.every(([place, value]) => row.values[place].split(" ").includes(value))
          && words.every((word) => row.words.includes(word));
        shown += fits;
        const inSight = fits && shown <= most;
        if (row.element.hidden === inSight) row.element.hidden = !inSight;
        if (inSight) left.set(row.list, left.get(row.list) + 1);
      }
      for (const [list, number] of left) sayEmpty(list, !number);
      const beyond = Math.max(shown - most, 0);
      if (beyond) region.append(more);
      else more.remove();
      more.textContent = `Show ${spelt(Math.min(beyond, 1000))} more of ${spelt(beyond)}`;
      tally.textContent = `${spelt(shown)} of ${spelt(rows.length)} fit`;
    };

    const hardest = ["critical", "serious", "moderate", "minor"];
    const compare = (place) => (one, other) => {
      const [a, b] = [one.values[place], other.values[place]];
      if (a === b) return one.place - other.place;
      if (/^\d+$/.test(a)) return Number(b) - Number(a);
      if (hardest.includes(a)) return hardest.indexOf(a) - hardest.indexOf(b);
      return a < b ? -1 : 1;
    };
    const arrange = () => {
      if (!sort || sort.value === order) return;
      order = sort.value;
      rows.sort(order ? compare(Number(order)) : (one, other) => one.place - other.place);
      for (const row of rows) row.list.append(row.element);
    };

    const answer = () => {
      most = MOST;
      arrange();
      apply();
    };
    more.addEventListener("click", () => {
      const first = rows.filter((row) => !row.element.hidden).length;
      most += 1000;
      apply();
      rows.filter((row) => !row.element.hidden)[first]?.element.querySelector("a")?.focus();
    });
    const restore = () => {
      const kept = fromAddress();
      for (const field of form.elements) if (field.name) field.value = kept.get(field.name) || "";
      answer();
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      answer();
      keepInAddress(forms);
    });
    form.addEventListener("reset", () => setTimeout(() => {
      answer();
      keepInAddress(forms);
    }));
    addEventListener("hashchange", () => location.hash.includes("=") && restore());
    form.hidden = false;
    restore();
  }

  // One letter does something only while the box that says so is ticked (WCAG 2.1.4) and nobody types.
  const form = forms[0];
  const isOn = form && form.querySelector("[data-keys-on]");
  const step = (by) => {
    const links = all("[data-v]:not([hidden]) > a:first-child");
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 && by < 0 ? links.length - 1 : here + by];
    if (next) next.focus();
  };
  const doings = { "/": () => form.querySelector("input[type=search]").focus(), j: () => step(1), k: () => step(-1), x: () => form.reset() };
  addEventListener("keydown", (event) => {
    const types = event.target.closest && event.target.closest("input:not([type=checkbox]), select, textarea");
    if (!form || !isOn.checked || types || event.ctrlKey || event.metaKey || event.altKey || !doings[event.key]) return;
    event.preventDefault();
    doings[event.key]();
  });
})();
