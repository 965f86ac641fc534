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
