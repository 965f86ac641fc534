// Alt + Shift + a letter presses the button or link that the page's list of keys names beside it.

const list = document.querySelector("[data-keys]");

if (list) {
  for (const sign of list.querySelectorAll("[data-key]")) {
    const control = document.querySelector(sign.dataset.presses);
    if (control) control.setAttribute("aria-keyshortcuts", `Alt+Shift+${sign.textContent}`);
    else for (const part of [sign.closest("dt"), sign.closest("dt").nextElementSibling]) part.remove();
  }
  list.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    const sign = list.querySelector(`[data-key="${event.code}"]`);
    if (!sign) return;
    event.preventDefault();
    document.querySelector(sign.dataset.presses).click();
  });
}
