// Sets the point of one thing in a drawing: by a click, by dragging, or with the arrow keys.

import { pick } from "./picker.js";

for (const drawing of document.querySelectorAll("svg[data-pick]")) {
  const picker = drawing.closest(".picker");
  const fields = drawing.dataset.inputs.split(" ").map((id) => document.getElementById(id));
  drawing.dataset.ready = "";
  for (const help of picker.querySelectorAll("[data-pick-help]")) help.hidden = false;
  drag(drawing, pick(picker, fields, groundOf(drawing)));
}

// The fields hold degrees or percent; the drawing has points. Straight lines lead from the one to the other.
function groundOf(drawing) {
  const lines = [drawing.dataset.across, drawing.dataset.down].map((line) => line.split(" ").map(Number));
  const factor = Number(drawing.dataset.percent);
  const digits = factor === 100 ? 1 : 6;
  const sign = drawing.querySelector("[data-own]");
  const { width, height } = drawing.viewBox.baseVal;
  return {
    step: 6, // points of the drawing
    largeStep: 30,
    placeOf: (numbers) => numbers.map((number, axis) => (number / factor - lines[axis][0]) / lines[axis][1]),
    wordsOf: (place) => lines.map(([start, per], axis) => ((start + place[axis] * per) * factor).toFixed(digits)),
    show(place) {
      sign.toggleAttribute("hidden", !place);
      if (place) sign.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
    },
    middle: () => [width / 2, height / 2],
    beside: (place, steps) => within(drawing, place.map((value, axis) => value + steps[axis])),
  };
}

// A finger that is put down may be about to scroll: only its tap counts. A mouse or pen draws at once.
function drag(drawing, set) {
  const follow = (event) => set(within(drawing, placeOf(drawing, event)));
  drawing.addEventListener("click", follow);
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    drawing.setPointerCapture(event.pointerId);
    follow(event);
    drawing.addEventListener("pointermove", follow);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    drawing.addEventListener(end, () => drawing.removeEventListener("pointermove", follow));
  }
}

function placeOf(drawing, event) {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  return [place.x, place.y];
}

function within(drawing, [x, y]) {
  const { width, height } = drawing.viewBox.baseVal;
  return [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
}
