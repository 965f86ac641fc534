// Maps without tiles: the outline of a quarter, and the points of issues or actions in it.
// A list or a form stands beside each map and does the same; where nothing can be drawn, the map stays hidden.

const POPUP = { closeButton: false, minWidth: 120, maxWidth: 200 };
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 8, LARGE_STEP = 40; // pixels
const CLOSE = 16; // zoom: some streets around
const WIDE = matchMedia("(min-width: 60rem)").matches;

for (const box of document.querySelectorAll("[data-map]")) {
  const fold = box.closest("details");
  fold?.querySelector("[data-without-map]")?.remove(); // its words are for those who have no map
  fold?.querySelector("[data-with-map]")?.removeAttribute("hidden");
  if (fold && WIDE) fold.open = true;
  if (!fold || fold.open) draw(box);
  else fold.addEventListener("toggle", () => draw(box), { once: true });
}

async function draw(box) {
  const [outline, points] = await Promise.all([load(box.dataset.boundary), load(box.dataset.points)]);
  const layers = [outline?.geometry && boundary(outline), points?.features.length && signs(points)].filter(Boolean);
  if (layers.length === 0) return;
  const part = box.closest("[hidden]");
  part?.removeAttribute("hidden");
  if (part?.id && location.hash === `#${part.id}`) part.scrollIntoView(); // it was not there when the page came
  const map = open(box, L.featureGroup(layers).getBounds());
  for (const layer of layers) layer.addTo(map);
  if (box.dataset.latitude) showOne(map, [box.dataset.latitude, box.dataset.longitude]);
  if ("pick" in box.dataset) pick(map, box.closest(".picker"));
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

// The map writes into the two fields, and shows what is written there: by a click, the arrow keys, or where one is.
function pick(map, picker) {
  const fields = ["latitude", "longitude"].map((id) => document.getElementById(id));
  const write = (...values) => {
    fields.forEach((field, index) => { field.value = values[index]; });
    show();
  };
  const set = (place) => write(place.lat.toFixed(5), place.wrap().lng.toFixed(5));
  const clear = picker.querySelector("[data-clear]");
  let chosen = null;
  const show = () => {
    chosen?.remove();
    const degrees = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
    chosen = degrees.every(Number.isFinite) ? sign(degrees).addTo(map) : null;
    clear.hidden = !chosen;
  };
  const move = ([right, down], step) => {
    const from = chosen ? map.latLngToContainerPoint(chosen.getLatLng()) : map.getSize().divideBy(2);
    set(map.containerPointToLatLng(chosen ? from.add([right * step, down * step]) : from));
    map.panInside(chosen.getLatLng(), { padding: [24, 24], animate: false });
  };
  map.on("click", ({ latlng }) => set(latlng));
  fields.forEach((field) => field.addEventListener("change", show));
  clear.addEventListener("click", () => {
    write("", "");
    picker.querySelector("[data-arrows]").focus(); // the button itself is gone
  });
  picker.querySelector("[data-arrows]").addEventListener("keydown", (event) => {
    if (!MOVES[event.key]) return;
    event.preventDefault();
    move(MOVES[event.key], event.shiftKey ? LARGE_STEP : STEP);
  });
  offerHere(map, picker, set);
  show();
}

// Where the device says it is; nobody is asked before the button is pressed.
function offerHere(map, picker, set) {
  if (!navigator.geolocation || !window.isSecureContext) return;
  const button = picker.querySelector("[data-here]");
  const said = picker.querySelector("[data-said]");
  button.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      said.textContent = "";
      set(L.latLng(coords.latitude, coords.longitude));
      map.panTo([coords.latitude, coords.longitude]);
    },
    () => { said.textContent = said.dataset.nowhere; },
    { enableHighAccuracy: true, timeout: 10000 },
  ));
}
