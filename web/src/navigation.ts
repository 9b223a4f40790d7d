// On a narrow screen a button opens the pages one can go to, as in the GOV.UK service navigation. Without a script they stand open.

const wide = matchMedia("(min-width: 40.0625em)");

for (const place of document.querySelectorAll<HTMLElement>("[data-navigation]")) {
  const button = place.querySelector<HTMLButtonElement>("button[aria-controls]");
  const pages = document.getElementById(button?.getAttribute("aria-controls") ?? "");
  if (!button || !pages) {
    continue;
  }
  let open = false;
  const show = () => {
    button.hidden = wide.matches;
    pages.hidden = !(wide.matches || open);
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => {
    open = !open;
    show();
  });
  wide.addEventListener("change", show);
  show();
}

export {};
