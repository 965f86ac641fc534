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
