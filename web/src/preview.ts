// Keeps the preview of a card up to date while it is chosen: sends the same form as the Preview button, and shows the same part
// of the same page. The server alone knows what a card will say.

const PAUSE_MS = 500;

const form = document.querySelector<HTMLFormElement>("#choose");
const preview = document.querySelector<HTMLElement>("#preview");
const said = document.querySelector<HTMLElement>("#preview-said");

if (form && preview && said) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking: XMLHttpRequest | undefined;

  const ask = () => {
    asking?.abort();
    // A document that XMLHttpRequest reads runs no script and needs no text put into the page as markup.
    const request = new XMLHttpRequest();
    asking = request;
    request.open("POST", form.action);
    request.responseType = "document";
    request.onload = () => {
      const fresh = request.responseXML?.getElementById("preview");
      if (fresh) {
        preview.replaceChildren(...fresh.childNodes);
        said.textContent = fresh.dataset.said ?? "";
      }
    };
    const fields = new URLSearchParams({ preview: "yes" });
    for (const [name, value] of new FormData(form)) {
      fields.append(name, String(value));
    }
    request.send(fields);
  };

  form.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}

export {};
