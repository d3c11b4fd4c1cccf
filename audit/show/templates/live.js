// Keeps a page of the server as things are: it fetches itself anew when the server says that something changed, and takes
// over what is different. The report in its frame is loaded anew where it was. Without this script, reload does the same.
"use strict";

const page = document.body;
const said = document.getElementById("said");
const frame = document.querySelector("iframe");
let { version, stamp } = page.dataset;
let isFetching = false;

function say(words) {
  if (said.textContent !== words) said.textContent = words;
}

async function renew() {
  if (isFetching) return; // the next word of the server comes soon, and then this page is still behind
  isFetching = true;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    takeOver(fresh);
    version = fresh.body.dataset.version;
  } finally {
    isFetching = false;
  }
}

function takeOver(fresh) {
  const before = document.getElementById("live");
  const after = fresh.getElementById("live");
  if (!after || before.innerHTML === after.innerHTML) return;
  for (const each of before.querySelectorAll("details[id]")) {
    const same = after.querySelector(`#${CSS.escape(each.id)}`);
    if (same) same.open = each.open;
  }
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const place = before.querySelector(".sheet")?.scrollTop;
  before.replaceChildren(...after.childNodes);
  if (place) before.querySelector(".sheet")?.scrollTo(0, place);
  if (focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
  else if (focused?.localName === "summary") before.querySelector("summary")?.focus({ preventScroll: true });
}

function reloadReport() {
  if (!frame) return location.reload(); // there was none before, so there is no place to lose
  const view = frame.contentWindow;
  const open = [...view.document.querySelectorAll("details[open][id]")].map((each) => each.id);
  const place = [view.scrollX, view.scrollY];
  frame.addEventListener(
    "load",
    () => {
      for (const id of open) frame.contentDocument.getElementById(id)?.setAttribute("open", "");
      frame.contentWindow.scrollTo(...place);
      say(`The report is new, as of ${new Date().toLocaleTimeString()}.`);
      page.dataset.shown = stamp; // for tests, which wait for it
    },
    { once: true },
  );
  view.location.reload();
}

// An address of the audited site does not open within the bar, and a place in the report can be linked to.
function settleFrame() {
  const inner = frame.contentDocument;
  document.title = inner.title || document.title;
  const place = frame.contentWindow.location;
  if (place.pathname.startsWith(frame.dataset.root)) {
    const rest = place.pathname.slice(frame.dataset.root.length) + place.hash;
    history.replaceState(null, "", rest === "index.html" ? location.pathname : `#${rest}`);
  }
  inner.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin === location.origin) return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }, true);
}

if (frame) {
  const root = new URL(frame.dataset.root, location);
  const wanted = new URL(location.hash.slice(1) || "index.html", root);
  if (wanted.pathname.startsWith(root.pathname) && wanted.origin === root.origin && location.hash) frame.src = wanted.href;
  frame.addEventListener("load", settleFrame);
}

const events = new EventSource(page.dataset.events);
events.onopen = () => say("");
events.onerror = () => say("The server does not answer. This is how things stood last.");
events.onmessage = (event) => {
  const now = JSON.parse(event.data);
  if (now.version !== version) renew();
  if (stamp !== undefined && now.stamp !== stamp) {
    stamp = now.stamp;
    reloadReport();
  }
};
