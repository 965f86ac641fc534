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
