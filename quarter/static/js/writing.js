// The page of an item, on which notes are written: they save themselves, and text blocks help.

import { insertLine, takeIn } from "./evening.js";
import { keeper, newKey, readFrom, saveNotes, speaker, waitBeforeLeaving } from "./saving.js";

const PAUSE = 1000, LOOK = 15000, FIRST_RETRY = 2000, LONGEST_RETRY = 60000; // milliseconds

for (const box of document.querySelectorAll("[data-notes]")) write(box);
for (const box of document.querySelectorAll("[data-blocks]")) offerBlocks(box);

// Notes save themselves a moment after the last key. What the server has not acknowledged yet is kept on the device:
// it is sent when the line is back, and stands in the field again after a reload, a crash, or a new sign-in.
// Each save carries a key, so that one whose answer was lost can be sent again and counts once.
function write(box) {
  const form = box.querySelector("form");
  const { notes: field, base: baseField, version: versionField } = form.elements;
  const desk = keeper(box.dataset.keptAs);
  const speak = speaker(box);
  let base = baseField.value, version = versionField.value; // what our text grew from
  let sent = null; // a save that has no answer yet; it is repeated as it was until there is one
  let under_way = null, timer = 0, wait = FIRST_RETRY, is_away = false, is_stopped = false;

  const isDirty = () => sent !== null || field.value.trim() !== base.trim();
  const keep = () => (isDirty() ? desk.keep({ text: field.value, base, version, sent }) : desk.drop());
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const growFrom = (text, number) => {
    [base, version] = [text, number];
    [baseField.value, versionField.value] = [text, number];
  };

  function save() {
    if (is_stopped) return Promise.resolve(false);
    clearTimeout(timer);
    under_way ??= send().finally(() => { under_way = null; });
    return under_way;
  }

  async function send() {
    if (!isDirty()) return true;
    sent ??= { notes: field.value, base, version, form_key: newKey() };
    keep();
    const [kind, said] = await saveNotes(box.dataset.notes, { ...sent, csrf_token: form.elements.csrf_token.value });
    if (kind === "saved") return acknowledge(said);
    if (kind === "away") return waitForLine();
    is_stopped = true;
    if (kind === "signed out") return speak.signedOut();
    sent = null;
    if (kind === "theirs") growFrom(said.notes, said.version);
    keep();
    return kind === "theirs" ? speak.theirs(said.notes) : speak.refused(said.problem, throwAway);
  }

  function acknowledge({ notes, version: number, said, others }) {
    const was = sent.notes;
    sent = null;
    if (notes.trim() === was.trim()) growFrom(notes, number);
    else if (field.value === was) adopt(notes, number);
    else growFrom(was.trim(), 0); // written on meanwhile: the next save brings both together
    keep();
    speak.saved(said, others, isDirty());
    [is_away, wait] = [false, FIRST_RETRY];
    if (isDirty()) later(0);
    return true;
  }

  function adopt(notes, number) {
    takeIn(field, notes);
    growFrom(notes, number);
  }

  function waitForLine() {
    is_away = true;
    speak.away(desk.canKeep);
    later(wait);
    wait = Math.min(wait * 2, LONGEST_RETRY);
    return false;
  }

  function throwAway() {
    desk.drop();
    form.reset(); // or a browser brings it back
    location.reload();
  }

  async function look() {
    const is_busy = () => document.hidden || is_stopped || is_away || under_way || isDirty();
    if (is_busy()) return;
    const found = await readFrom(box.dataset.notes);
    if (!found || is_busy()) return;
    if (String(found.version) !== String(version)) adopt(found.notes, found.version);
    speak.others(found.others);
  }

  async function settle() {
    for (let rounds = 0; isDirty(); rounds += 1) if (rounds > 20 || !(await save())) return false;
    return true;
  }

  async function restore() {
    for await (const [kept, forget] of desk.left()) {
      const is_known = kept.text.trim() === field.value.trim() && !kept.sent;
      if (!is_known) {
        field.value = kept.text;
        [base, version, sent] = [kept.base, kept.version, kept.sent];
        speak.restored();
        keep();
      }
      forget();
      if (!is_known && !(await settle())) return;
    }
  }

  const leaving = waitBeforeLeaving({
    isDue: () => isDirty() && !is_stopped,
    settle,
    onSubmit(sent_form) {
      if (sent_form !== form || !is_stopped) return;
      is_stopped = false; // whoever presses the button has seen why it stopped
      speak.goOn();
    },
  });
  field.addEventListener("input", () => {
    leaving.begin();
    keep();
    if (!is_stopped && !is_away) later(PAUSE);
  });
  addEventListener("online", () => { if (is_away) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && isDirty()) save(); });
  setInterval(look, LOOK);
  speak.atFirst();
  restore();
}

// A standing phrase goes where the cursor is, on a line of its own. Without a line the form does it: at the end.
function offerBlocks(box) {
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
