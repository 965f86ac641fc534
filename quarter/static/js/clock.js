// The plan of time of a running meeting: how far it is behind, told anew as the minutes pass.
// The page says it for the moment at which it was made; the clock of this device may be wrong, so only its steps count.

const MINUTE = 60_000;
const made = Date.now();

for (const box of document.querySelectorAll("[data-clock]")) {
  setInterval(() => tell(box), MINUTE / 4);
}

function tell(box) {
  const [now, began, begins, ends] = ["now", "began", "begins", "ends"].map((name) => Date.parse(box.dataset[name]));
  const late = Math.trunc(Math.max(began - begins, now + Date.now() - made - ends) / MINUTE);
  const words = late > 0 ? box.dataset.behind : late < 0 ? box.dataset.ahead : box.dataset.onTime;
  const told = words.replace("{n}", Math.abs(late));
  if (box.textContent !== told) box.textContent = told;
  box.classList.toggle("late", late > 0);
  box.classList.toggle("done", late <= 0);
}
