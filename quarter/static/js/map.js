// Maps without tiles: the outline of a quarter, and the points of issues or actions in it.
// A list or a form stands beside each map and does the same; where nothing can be drawn, the map stays hidden.

const POPUP = { closeButton: false, minWidth: 120, maxWidth: 200 };

for (const box of document.querySelectorAll("[data-map]")) draw(box);

async function draw(box) {
  const [outline, points] = await Promise.all([load(box.dataset.boundary), load(box.dataset.points)]);
  const layers = [outline?.geometry && boundary(outline), points?.features.length && signs(points)].filter(Boolean);
  if (layers.length === 0) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  const map = open(box, L.featureGroup(layers).getBounds());
  for (const layer of layers) layer.addTo(map);
  if (box.dataset.latitude) sign([box.dataset.latitude, box.dataset.longitude]).addTo(map);
  if ("pick" in box.dataset) pick(map);
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

// Not in the tab order: by keyboard, the list leads to the same pages.
function sign(place, standing = "") {
  const className = `point ${standing}`.trim();
  return L.marker(place, { icon: L.divIcon({ className, iconSize: [24, 24] }), keyboard: false });
}

function told({ title, lang, state, url }) {
  const words = document.createElement("p");
  const link = document.createElement("a");
  Object.assign(link, { href: url, textContent: title, lang, dir: "auto" });
  words.append(link, document.createElement("br"), state);
  return words;
}

// The map writes into the two fields, and shows what is written there.
function pick(map) {
  const fields = ["latitude", "longitude"].map((id) => document.getElementById(id));
  let chosen = null;
  const show = () => {
    chosen?.remove();
    const degrees = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
    chosen = degrees.every(Number.isFinite) ? sign(degrees).addTo(map).on("click", () => write("", "")) : null;
  };
  const write = (...values) => {
    fields.forEach((field, index) => { field.value = values[index]; });
    show();
  };
  map.on("click", ({ latlng }) => write(latlng.lat.toFixed(5), latlng.wrap().lng.toFixed(5)));
  fields.forEach((field) => field.addEventListener("change", show));
  show();
}
