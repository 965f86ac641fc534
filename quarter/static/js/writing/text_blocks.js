// A standing phrase goes where the cursor is, on a line of its own. Without a line the form does it: at the end.

import { readFrom } from "./asking.js";
import { insertLine } from "./cursor.js";

for (const box of document.querySelectorAll("[data-blocks]")) {
  const form = box.closest("form");
  const { notes: field, block: choice } = form.elements;
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[value=insert], button[value=inform]");
    if (!button) return;
    event.preventDefault();
    const block = button.value === "inform" ? "information" : choice.value;
    const found = await readFrom(box.dataset.blocks.replace(/[^/]+$/, block));
    if (found) insertLine(field, found.text);
    else form.requestSubmit(button);
  });
}
