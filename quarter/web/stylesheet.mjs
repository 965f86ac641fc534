// Makes our one stylesheet out of KERN's and ours, left-to-right and mirrored.
// In (stdin): {"kern": css, "own": css}; out (stdout): {"quarter.css": css, "quarter.rtl.css": css}.
import { readFileSync } from "node:fs";
import postcss from "postcss";
import rtlcss from "rtlcss";

// KERN's grid and spacing classes weigh a third of it, and our layout is our own.
const LAYOUT =
  /\.kern-(align|aspect|auto|basis|block|col|cols|col-\w+|container|flex|gap|grid|h|hidden|inline|items|justify|m[trblxy]?|max|min|order|overflow|p[trblxy]?|place|row|self|stack|w)(?![a-z])/;
// Components no page of ours is built from.
const COMPONENTS = /\.kern-(card|hgroup|kopfzeile|number|task-list)(?![a-z])/;
// Each icon is an embedded drawing; only these are used.
const ICONS =
  /\.kern-icon--(?!(small|default|large|x-large|danger|info|success|warning|add|arrow-(back|down|forward|up)|calendar-today|check|chevron-(left|right)|close|delete|download|easy-language|edit|help|home|language|logout|mail|open-in-new|search|sign-language)(?![a-z-]))/;
// Arrows along the line of reading turn with it.
const TURNED_ARROWS =
  ".kern-icon--arrow-back,.kern-icon--arrow-forward,.kern-icon--chevron-left,.kern-icon--chevron-right{transform:scaleX(-1)}";

function removeRules(root, unwanted) {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !unwanted.some((pattern) => pattern.test(selector)));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((rule) => {
    if (rule.name === "charset" || rule.nodes?.length === 0) rule.remove();
  });
}

// A tick is written the same way in every script.
function keepTicks(root) {
  root.walkRules(/__checkbox.*:before/, (rule) => {
    rule.before("/*rtl:ignore*/");
  });
  root.append("/*rtl:ignore*/.kern-form-check__checkbox{direction:ltr}");
}

// Tokens refer to tokens, so removing one may leave another without use.
function removeUnusedTokens(root) {
  const used = new Set([...root.toString().matchAll(/var\(\s*(--kern-[\w-]+)/g)].map((match) => match[1]));
  let removed = false;
  root.walkDecls(/^--kern-/, (token) => {
    if (used.has(token.prop)) return;
    token.remove();
    removed = true;
  });
  if (removed) removeUnusedTokens(root);
}

function withoutComments(css) {
  const root = postcss.parse(css);
  root.walkComments((comment) => comment.remove());
  return `/* Contains parts of KERN UX (EUPL-1.2). */\n${root.toString()}`;
}

const { kern, own } = JSON.parse(readFileSync(0, "utf8"));
const root = postcss.parse(kern);
removeRules(root, [LAYOUT, COMPONENTS, ICONS]);
keepTicks(root);
root.append(postcss.parse(own));
removeUnusedTokens(root);

const css = root.toString();
const mirrored = rtlcss.process(css) + TURNED_ARROWS;
process.stdout.write(
  JSON.stringify({ "quarter.css": withoutComments(css), "quarter.rtl.css": withoutComments(mirrored) }),
);
