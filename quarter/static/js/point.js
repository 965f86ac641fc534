// Sets the point of a form on its map: by a click, with the arrow keys, or where one is.

import { maps, sign } from "./map.js";
import { pick } from "./picker.js";

for (const [box, drawn] of maps) {
  if ("pick" in box.dataset) drawn.then((map) => { if (map) setUp(map, box.closest(".picker")); });
}

function setUp(map, picker) {
  const fields = ["latitude", "longitude"].map((id) => document.getElementById(id));
  const set = pick(picker, fields, groundOf(map));
  map.on("click", ({ latlng }) => set(latlng));
  offerHere(map, picker, set);
}

function groundOf(map) {
  let chosen = null;
  return {
    step: 8, // pixels
    largeStep: 40,
    placeOf: (degrees) => L.latLng(degrees),
    wordsOf: (place) => [place.lat.toFixed(5), place.wrap().lng.toFixed(5)],
    show(place) {
      chosen?.remove();
      chosen = place && sign(place).addTo(map);
    },
    middle: () => map.containerPointToLatLng(map.getSize().divideBy(2)),
    beside(place, steps) {
      const moved = map.containerPointToLatLng(map.latLngToContainerPoint(place).add(steps));
      map.panInside(moved, { padding: [24, 24], animate: false });
      return moved;
    },
  };
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
