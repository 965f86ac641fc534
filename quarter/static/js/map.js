// Maps without tiles: the outline of a quarter, and the points of issues or actions in it.
// A list or a form stands beside each map and does the same; where nothing can be drawn, the map stays hidden.

const POPUP = { closeButton: false, minWidth: 120, maxWidth: 200 };
const CLOSE = 16; // zoom: some streets around
const WIDE = matchMedia("(min-width: 60rem)").matches;

// From each box to the promise of its map, or of null where none can be drawn.
export const maps = new Map();

for (const box of document.querySelectorAll("[data-map]")) maps.set(box, seen(box).then(() => draw(box)));

async function seen(box) {
  const fold = box.closest("details");
  fold?.querySelector("[data-without-map]")?.remove(); // its words are for those who have no map
  fold?.querySelector("[data-with-map]")?.removeAttribute("hidden");
  if (fold && WIDE) fold.open = true;
  if (!fold || fold.open) return;
  await new Promise((opened) => { fold.addEventListener("toggle", opened, { once: true }); });
}

async function draw(box) {
  const [outline, points] = await Promise.all([load(box.dataset.boundary), load(box.dataset.points)]);
  const layers = [outline?.geometry && boundary(outline), points?.features.length && signs(points)].filter(Boolean);
  if (layers.length === 0) return null;
  const part = box.closest("[hidden]");
  part?.removeAttribute("hidden");
  if (part?.id && location.hash === `#${part.id}`) part.scrollIntoView(); // it was not there when the page came
  const map = open(box, L.featureGroup(layers).getBounds());
  for (const layer of layers) layer.addTo(map);
  if (box.dataset.latitude) showOne(map, [box.dataset.latitude, box.dataset.longitude]);
  return map;
}

async function load(address) {
  if (!address) return null;
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// On a phone one finger scrolls the page and two move the map.
function open(box, bounds) {
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    dragging: !L.Browser.mobile,
    zoomSnap: 0.25,
  });
  const { zoomIn, zoomOut } = box.dataset;
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  return map.fitBounds(bounds, { maxZoom: 17, padding: [16, 16] });
}

function boundary(feature) {
  return L.geoJSON(feature, { interactive: false, style: { className: "boundary" } });
}

function signs(collection) {
  return L.geoJSON(collection, {
    pointToLayer: ({ properties }, place) => sign(place, properties.standing).bindPopup(told(properties), POPUP),
  });
}

// Near enough to know the corner again.
function showOne(map, place) {
  sign(place).addTo(map);
  map.setView(place, Math.max(map.getZoom(), CLOSE), { animate: false });
}

// Not in the tab order: by keyboard, the list leads to the same pages.
export function sign(place, status = "") {
  const className = `point ${status}`.trim();
  return L.marker(place, { icon: L.divIcon({ className, iconSize: [24, 24] }), keyboard: false });
}

function told({ title, lang, state, url }) {
  const words = document.createElement("p");
  const link = document.createElement("a");
  Object.assign(link, { href: url, textContent: title, lang, dir: "auto" });
  words.append(link, document.createElement("br"), state);
  return words;
}
