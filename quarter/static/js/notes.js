// Notes save themselves a moment after the last key. What the server has not acknowledged yet is kept on the device:
// it is sent when the line is back, and stands in the field again after a reload, a crash, or a new sign-in.
// Each save carries a key, so that one whose answer was lost can be sent again and counts once.

import { speaker } from "./announcing.js";
import { takeIn } from "./cursor.js";
import { keeper, newKey } from "./keeping.js";

const PAUSE = 1000, LOOK = 15000, FIRST_RETRY = 2000, LONGEST_RETRY = 60000; // milliseconds
const LARGEST_LAST_WORD = 60000; // characters that browsers still send while a page goes away

for (const box of document.querySelectorAll("[data-notes]")) write(box);

function write(box) {
  const form = box.querySelector("form");
  const { notes: field, base: baseField, version: versionField } = form.elements;
  const desk = keeper(box.dataset.keptAs);
  const speak = speaker(box);
  let base = baseField.value, version = versionField.value; // what our text grew from
  let sent = null; // a save that has no answer yet; it is repeated as it was until there is one
  let under_way = null, timer = 0, wait = FIRST_RETRY, is_away = false, is_stopped = false, has_warned = false;

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
    const body = new URLSearchParams({ ...sent, csrf_token: form.elements.csrf_token.value });
    const keepalive = document.hidden && body.toString().length < LARGEST_LAST_WORD;
    try {
      const answer = await fetch(box.dataset.notes, { method: "POST", body, keepalive });
      return understand(answer, isJson(answer) ? await answer.json() : null);
    } catch {
      return waitForLine();
    }
  }

  function understand(answer, said) {
    if (answer.ok && said) return acknowledge(said);
    if (answer.status >= 500 || answer.status === 429) return waitForLine();
    is_stopped = true;
    if (said && "notes" in said) stopForTheirs(said);
    else if (said || [403, 404].includes(answer.status)) stopForRefusal(said?.problem);
    else speak.signedOut();
    return false;
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

  function stopForTheirs({ notes, version: number }) {
    sent = null;
    growFrom(notes, number);
    keep();
    speak.theirs(notes);
  }

  function stopForRefusal(problem) {
    speak.refused(problem, () => {
      desk.drop();
      location.reload();
    });
  }

  async function look() {
    if (document.hidden || is_stopped || is_away || under_way || isDirty()) return;
    try {
      const answer = await fetch(box.dataset.notes);
      if (!answer.ok || !isJson(answer)) return;
      const { notes, version: number, others } = await answer.json();
      if (under_way || isDirty()) return;
      if (String(number) !== String(version)) adopt(notes, number);
      speak.others(others);
    } catch { /* the next save says that there is no line */ }
  }

  // Everything that leads away waits until what was written is saved; a second press does not wait any more.
  async function settle() {
    for (let rounds = 0; isDirty(); rounds += 1) if (rounds > 20 || !(await save())) return false;
    return true;
  }
  function first(event, go) {
    if (!isDirty() || is_stopped || has_warned) return;
    event.preventDefault();
    settle().then((is_saved) => (is_saved ? go() : (has_warned = true)));
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

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target === form && is_stopped && !has_warned) {
      is_stopped = false; // whoever presses the button has seen why it stopped
      speak.goOn();
    }
    first(event, () => target.requestSubmit(submitter));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (link.pathname === location.pathname && link.hash) return;
    first(event, () => location.assign(link.href));
  });
  field.addEventListener("input", () => {
    has_warned = false;
    keep();
    if (!is_stopped && !is_away) later(PAUSE);
  });
  addEventListener("online", () => { if (is_away) save(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && isDirty()) save(); });
  setInterval(look, LOOK);
  speak.atFirst();
  restore();
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}
