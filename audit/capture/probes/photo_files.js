// The largest loaded photos in document order, with the addresses their files came from.
([width, height], most) => {
  const isPhoto = (e) => e instanceof HTMLImageElement && e.naturalWidth >= width && e.naturalHeight >= height &&
    /^https?:/.test(e.currentSrc) && e.checkVisibility({ visibilityProperty: true });
  const found = audit.elements.filter(isPhoto).slice(0, most);
  return JSON.stringify(found.map((e) => ({ n: audit.numbers.get(e), url: e.currentSrc.split("#")[0] })));
}
