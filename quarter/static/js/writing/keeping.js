// What is kept on the device, each window's by itself; a window that was closed or crashed leaves its text to the next.

const LAST_MOMENT = 500; // milliseconds

export function keeper(prefix) {
  const own = prefix + newKey();
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
  function keep(entry) {
    attempt(() => localStorage.setItem(own, JSON.stringify(entry)));
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
