// Sets a point in something drawn: by a pointer, with the arrow keys, or from the form's two fields, which do the same
// without it. The ground is what it stands in (a map, a drawing) and knows places of its own kind:
//   placeOf(numbers), wordsOf(place)  from the two fields, and for them
//   show(place)                       puts the sign there; null takes it away
//   middle(), beside(place, steps)    where the first press of a key puts it, and where each further one moves it
//   step, largeStep                   how far, in what the ground is measured in

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Hands back the deed that sets the point, for the ground's own pointer.
export function pick(picker, fields, ground) {
  const [arrows, clear] = ["arrows", "clear"].map((name) => picker.querySelector(`[data-${name}]`));
  const read = () => {
    const numbers = fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
    return numbers.every(Number.isFinite) ? ground.placeOf(numbers) : null;
  };
  const show = () => {
    const place = read();
    ground.show(place);
    clear.hidden = !place;
  };
  const set = (place) => {
    const words = place ? ground.wordsOf(place) : ["", ""];
    fields.forEach((field, index) => { field.value = words[index]; });
    show();
  };
  for (const field of fields) field.addEventListener("change", show);
  clear.addEventListener("click", () => {
    set(null);
    arrows.focus(); // the button that was pressed is gone
  });
  arrows.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? ground.largeStep : ground.step;
    const from = read();
    set(from ? ground.beside(from, move.map((way) => way * step)) : ground.middle());
  });
  show();
  return set;
}
