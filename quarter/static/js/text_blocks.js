// A standing phrase goes where the cursor is, on a line of its own. Without a line the form does it: at the end.

import { insertLine } from "./cursor.js";

for (const box of document.querySelectorAll("[data-blocks]")) {
  const form = box.closest("form");
  const { notes: field, block: choice } = form.elements;
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[value=insert], button[value=inform]");
    if (!button) return;
    event.preventDefault();
    const block = button.value === "inform" ? "information" : choice.value;
    const text = await fetchText(box.dataset.blocks.replace(/[^/]+$/, block));
    if (text === null) form.requestSubmit(button);
    else insertLine(field, text);
  });
}

async function fetchText(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? (await answer.json()).text : null;
  } catch {
    return null;
  }
}
