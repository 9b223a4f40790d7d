// Keeps the preview of a card up to date while it is chosen. The server alone knows what a card will say.
import { whileTyped } from "./while-typed.ts";

const form = document.querySelector<HTMLFormElement>("#choose");
const preview = document.querySelector<HTMLElement>("#preview");
const said = document.querySelector<HTMLElement>("#preview-said");

if (form && preview && said) {
  form.addEventListener("input", () => {
    said.textContent = "";
  });
  whileTyped(form, 500, { preview: "yes" }, (page) => {
    const fresh = page.getElementById("preview");
    if (!fresh) return;
    preview.replaceChildren(...fresh.childNodes);
    said.textContent = fresh.dataset.said ?? "";
  });
}
