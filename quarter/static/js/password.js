// A button beside each password shows what is typed, and hides it again.

for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
  });
  field.form.addEventListener("submit", () => { field.type = "password"; }); // or browsers keep it as plain text
}
