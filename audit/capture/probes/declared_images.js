// The pictures the page declares for other services, loaded once more beside the page: nothing is put into it.
async (most, patience, offline) => {
  const value = (e, name) => (Element.prototype.getAttribute.call(e, name) || "").trim();
  const found = [];
  for (const meta of document.querySelectorAll("meta[property], meta[name]")) {
    const name = (value(meta, "property") || value(meta, "name")).toLowerCase();
    if (["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"].includes(name)) found.push(value(meta, "content"));
  }
  const addresses = (said) => [said].flat().map((one) => (typeof one === "string" ? one : one?.url || one?.contentUrl)).filter((one) => typeof one === "string");
  const logos = [];
  for (const script of document.querySelectorAll("script[type*='ld+json']")) {
    let waiting = [];
    try { waiting = [JSON.parse(script.textContent)].flat(); } catch { continue; }
    for (let seen = 0; waiting.length && seen < 500; seen++) {
      const node = waiting.shift();
      if (!node || typeof node !== "object") continue;
      if (node.headline) found.push(...addresses(node.image));
      if (node.publisher?.logo) logos.push(...addresses(node.publisher.logo));
      waiting.push(...[node["@graph"] || [], node.mainEntity || []].flat());
    }
  }
  // A copy on a local server names its pictures by the address the site will have; they lie beside it all the same.
  const origin = (address) => { try { return new URL(address).origin; } catch { return ""; } };
  const own = [document.querySelector("link[rel~=canonical i]")?.href, document.querySelector("meta[property='og:url']")?.content].map(origin);
  const isHere = (url) => ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  const look = (written) => {
    const image = { address: written, asked: "", own: false, beside: false, ended: "", width: 0, height: 0 };
    let url;
    try { url = new URL(written, document.baseURI); } catch { return image; }
    if (!/^https?:$/.test(url.protocol)) return image;
    if (url.origin !== location.origin && own.includes(url.origin)) {
      url = new URL(url.pathname + url.search, location.origin);
      image.beside = true;
    }
    image.own = url.origin === location.origin && !image.beside;
    image.asked = url.href;
    if (offline && !isHere(url)) return image;
    image.ended = "late";
    return new Promise((done) => {
      const picture = new Image();
      const end = (how) => done({ ...image, ended: how, width: picture.naturalWidth, height: picture.naturalHeight });
      setTimeout(() => done(image), patience);
      picture.onload = () => end("loaded");
      picture.onerror = () => end("failed");
      picture.referrerPolicy = "no-referrer";
      picture.src = url.href;
    });
  };
  const wanted = [...new Set([...found, ...logos])].filter((address) => address && address.length < 2000).slice(0, most);
  return JSON.stringify(await Promise.all(wanted.map(look)));
}
