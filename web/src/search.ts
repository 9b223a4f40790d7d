// Finds young people while the name is typed.
import { whileTyped } from "./while-typed.ts";

const form = document.querySelector<HTMLFormElement>("#search");
const found = document.querySelector<HTMLElement>("#found");
const count = document.querySelector<HTMLElement>("#count");

if (form && found && count) {
  whileTyped(form, 250, {}, (page) => {
    const fresh = page.getElementById("found");
    if (!fresh) return;
    found.replaceChildren(...fresh.childNodes);
    count.textContent = page.getElementById("count")?.textContent ?? "";
  });
}
