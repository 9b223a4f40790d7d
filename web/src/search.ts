// Finds young people while the name is typed: sends the same form, and shows the same part of the same page.

const PAUSE_MS = 250;

const form = document.querySelector<HTMLFormElement>("#search");
const found = document.querySelector<HTMLElement>("#found");
const count = document.querySelector<HTMLElement>("#count");

if (form && found && count) {
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
      const fresh = request.responseXML?.getElementById("found");
      if (request.status === 200 && fresh) {
        found.replaceChildren(...fresh.childNodes);
        count.textContent = request.responseXML?.getElementById("count")?.textContent ?? "";
      }
    };
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      fields.append(name, String(value));
    }
    request.send(fields);
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
}

export {};
