// What notes need so that nothing of them is lost: the server, the device, a page that waits, and words that say it.

const LARGEST_LAST_WORD = 60000; // characters that browsers still send while a page goes away
const LAST_MOMENT = 500; // milliseconds

// "saved", "theirs" (both changed the same), "refused", "signed out"; "away" if nothing came back that says anything.
export async function saveNotes(address, fields) {
  const body = new URLSearchParams(fields);
  const keepalive = document.hidden && body.toString().length < LARGEST_LAST_WORD;
  try {
    const answer = await fetch(address, { method: "POST", body, keepalive });
    const said = isJson(answer) ? await answer.json() : null;
    return [kindOf(answer, said), said ?? {}];
  } catch {
    return ["away", {}];
  }
}

export async function readFrom(address) {
  try {
    const answer = await fetch(address);
    return answer.ok && isJson(answer) ? await answer.json() : null;
  } catch {
    return null;
  }
}

function kindOf(answer, said) {
  if (answer.ok && said) return "saved";
  if (answer.status >= 500 || answer.status === 429) return "away";
  if (said && "notes" in said) return "theirs";
  return said || [403, 404].includes(answer.status) ? "refused" : "signed out";
}

function isJson(answer) {
  return (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
}

// What is kept on the device, each window's by itself; a window that was closed or crashed leaves its text to the next.
export function keeper(prefix) {
  const own = prefix + newKey();
  const keep = (entry) => attempt(() => localStorage.setItem(own, JSON.stringify(entry)));
  const desk = { canKeep: true, keep, drop: () => attempt(() => localStorage.removeItem(own)), left };
  navigator.locks?.request(own, () => new Promise(() => {})); // held as long as this window lives

  function attempt(deed) {
    try {
      return deed();
    } catch {
      desk.canKeep = false;
      return null;
    }
  }
  // The texts that other windows left behind, each with the deed that forgets it.
  async function* left() {
    const names = attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix))) ?? [];
    for (const name of names) {
      if (name === own || !(await isLeft(name))) continue;
      yield [JSON.parse(localStorage.getItem(name)), () => localStorage.removeItem(name)];
    }
  }
  return desk;
}

// A window that is just going away lets go within a moment; one that lives does not.
async function isLeft(name) {
  if (!navigator.locks) return true;
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(LAST_MOMENT) }, () => true);
  } catch {
    return false;
  }
}

export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Whatever leads away from a page waits until what was written is saved. If that fails, a second press does not wait.
export function waitBeforeLeaving({ isDue, settle, onSubmit }) {
  let has_warned = false;

  function first(event, go) {
    if (has_warned || !isDue()) return;
    event.preventDefault();
    settle().then((is_saved) => (is_saved ? go() : (has_warned = true)));
  }

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (!has_warned) onSubmit(target);
    first(event, () => target.requestSubmit(submitter));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    if (link.pathname === location.pathname && link.hash) return;
    first(event, () => location.assign(link.href));
  });
  return { begin: () => { has_warned = false; } };
}

// What becomes of notes, said beside their field in words that stand in the page (meetings/_writing.html).
export function speaker(box) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const words = find("said").dataset;
  const say = (sentence) => {
    if (find("said").textContent !== sentence) find("said").textContent = sentence;
  };
  const show = (name) => { find(name).hidden = false; };
  const others = (sentence) => { find("others").textContent = sentence ?? ""; };
  const hide = (...names) => names.forEach((name) => { find(name).hidden = true; });
  let before = ""; // what was said last and is still worth knowing once all is saved
  return {
    others,
    atFirst: () => say(words.atFirst),
    restored() {
      before = words.restored;
      say(before);
    },
    away(can_keep) {
      before = words.back;
      say(can_keep ? words.kept : words.notKept);
    },
    saved(sentence, names, has_more) {
      say(`${before} ${sentence}`.trim());
      if (!has_more) before = "";
      others(names);
    },
    signedOut() {
      say(words.signedOut);
      show("sign-in");
      return false;
    },
    refused(problem, throwAway) {
      say(problem ?? words.refused);
      show("throw-away");
      find("throw-away").addEventListener("click", throwAway, { once: true });
      return false;
    },
    theirs(text) {
      say("");
      find("theirs").querySelector("blockquote").textContent = text;
      show("theirs");
      find("theirs").firstElementChild.focus();
      return false;
    },
    goOn: () => hide("sign-in", "throw-away", "theirs"),
  };
}
