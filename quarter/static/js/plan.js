// Sets the point of one thing in a drawing: by a click, by dragging, or with the arrow keys.
// It only writes into the form's two fields, which do the same without it.

const STEP = 6, LARGE_STEP = 30; // points of the drawing
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

for (const drawing of document.querySelectorAll("svg[data-pick]")) setUp(drawing);

function setUp(drawing) {
  const picker = drawing.closest(".picker");
  const sign = drawing.querySelector("[data-own]");
  const clear = picker.querySelector("[data-clear]");
  const point = pointOf(drawing);
  const show = () => {
    const place = point.read();
    sign.toggleAttribute("hidden", place === null);
    clear.hidden = place === null;
    if (place) sign.setAttribute("transform", `translate(${place[0]} ${place[1]})`);
  };
  const set = (place) => {
    point.write(place);
    show();
  };
  drawing.dataset.ready = "";
  for (const help of picker.querySelectorAll("[data-pick-help]")) help.hidden = false;
  drag(drawing, set);
  steer(picker.querySelector("[data-arrows]"), drawing, point, set);
  clear.addEventListener("click", () => {
    set(null);
    picker.querySelector("[data-arrows]").focus(); // the button that was pressed is gone
  });
  for (const input of point.inputs) input.addEventListener("change", show);
  show();
}

// The fields hold degrees or percent; the drawing has points. Straight lines lead from the one to the other.
function pointOf(drawing) {
  const { across, down, inputs, percent } = drawing.dataset;
  const lines = [across, down].map((line) => line.split(" ").map(Number));
  const fields = inputs.split(" ").map((id) => document.getElementById(id));
  const factor = Number(percent);
  const digits = factor === 100 ? 1 : 6;
  return {
    inputs: fields,
    read() {
      const values = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
      if (!values.every(Number.isFinite)) return null;
      return values.map((value, axis) => (value / factor - lines[axis][0]) / lines[axis][1]);
    },
    write(place) {
      fields.forEach((field, axis) => {
        field.value = place ? ((lines[axis][0] + place[axis] * lines[axis][1]) * factor).toFixed(digits) : "";
      });
    },
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

function steer(button, drawing, point, set) {
  button.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const { width, height } = drawing.viewBox.baseVal;
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const from = point.read();
    set(within(drawing, from ? from.map((value, axis) => value + move[axis] * step) : [width / 2, height / 2]));
  });
}

function placeOf(drawing, event) {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  return [place.x, place.y];
}

function within(drawing, [x, y]) {
  const { width, height } = drawing.viewBox.baseVal;
  return [Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height)];
}
