// What helps at the pages of a running meeting: the clock goes on, keys press buttons, text comes into a field.

const MINUTE = 60_000;
const made = Date.now();

for (const box of document.querySelectorAll("[data-clock]")) {
  setInterval(() => tell(box), MINUTE / 4);
}
for (const list of document.querySelectorAll("[data-keys]")) offerKeys(list);

// The plan of time of a running meeting: how far it is behind, told anew as the minutes pass.
// The page says it for the moment at which it was made; the clock of this device may be wrong, so only its steps count.
function tell(box) {
  const [now, began, begins, ends] = ["now", "began", "begins", "ends"].map((name) => Date.parse(box.dataset[name]));
  const late = Math.trunc(Math.max(began - begins, now + Date.now() - made - ends) / MINUTE);
  const words = late > 0 ? box.dataset.behind : late < 0 ? box.dataset.ahead : box.dataset.onTime;
  const told = words.replace("{n}", Math.abs(late));
  if (box.textContent !== told) box.textContent = told;
  box.classList.toggle("late", late > 0);
  box.classList.toggle("done", late <= 0);
}

// Alt + Shift + a letter presses the button or link that the page's list of keys names beside it.
function offerKeys(list) {
  for (const sign of list.querySelectorAll("[data-key]")) {
    const control = document.querySelector(sign.dataset.presses);
    if (control) control.setAttribute("aria-keyshortcuts", `Alt+Shift+${sign.textContent}`);
    else for (const part of [sign.closest("dt"), sign.closest("dt").nextElementSibling]) part.remove();
  }
  list.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    const sign = list.querySelector(`[data-key="${event.code}"]`);
    if (!sign) return;
    event.preventDefault();
    document.querySelector(sign.dataset.presses).click();
  });
}

// Text comes into a field without taking the cursor away from whoever types there.

// A text that grew from the field's own takes its place; blanks typed last stay where the cursor is.
export function takeIn(field, grown) {
  const own = field.value, end = own.trimEnd().length;
  const place = (at) => placeIn(own.slice(0, end), grown, Math.min(at, end)) + Math.max(0, at - end);
  const [from, to] = [place(field.selectionStart), place(field.selectionEnd)];
  const seam = place(end), top = field.scrollTop;
  field.value = grown.slice(0, seam) + own.slice(end) + grown.slice(seam);
  if (document.activeElement === field) field.setSelectionRange(from, to);
  field.scrollTop = top;
}

// Where a place in one text is in another that grew from it.
function placeIn(text, grown, at) {
  let same = 0;
  while (same < at && text[same] === grown[same]) same += 1;
  return same === at ? at : Math.max(same, grown.length - (text.length - at));
}

// A line of its own, with the cursor behind it.
export function insertLine(field, text) {
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const begin = before === "" || before.endsWith("\n") ? "" : "\n";
  const end = after === "" || after.startsWith("\n") ? "" : "\n";
  field.focus();
  field.setRangeText(begin + text + end, field.selectionStart, field.selectionEnd, "end");
  const cursor = field.selectionEnd - end.length;
  field.setSelectionRange(cursor, cursor);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
