// One button that ticks every box of a table or form, or none when all are ticked. Without a script each is ticked by hand.

for (const table of document.querySelectorAll<HTMLElement>("[data-tick]")) {
  const boxes = [...table.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  if (boxes.length === 0) {
    continue;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  const allTicked = () => boxes.every((box) => box.checked);
  const name = () => {
    button.textContent = (allTicked() ? table.dataset.untick : table.dataset.tick) ?? "";
  };
  button.addEventListener("click", () => {
    const tick = !allTicked();
    for (const box of boxes) {
      box.checked = tick;
    }
    name();
  });
  table.addEventListener("change", name);
  name();
  document.querySelector("[data-tools]")?.append(button);
}

export {};
