// One question to the server about notes, and what it answered.

const LARGEST_LAST_WORD = 60000; // characters that browsers still send while a page goes away

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
