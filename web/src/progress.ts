// Moves a progress bar along: asks for the same page again and shows the same part of it, until there is no such part any more.

const PAUSE_MS = 700;

const shown = document.querySelector<HTMLElement>("[data-progress]");

function ask(part: HTMLElement): void {
  // A document that XMLHttpRequest reads runs no script and needs no text put into the page as markup.
  const request = new XMLHttpRequest();
  request.open("GET", location.href);
  request.responseType = "document";
  const askAgain = () => setTimeout(() => ask(part), PAUSE_MS);
  request.onerror = askAgain;
  request.onload = () => {
    const fresh = request.responseXML?.querySelector<HTMLElement>("[data-progress]");
    if (request.status === 200 && !fresh) {
      location.reload();
      return;
    }
    if (fresh) part.replaceChildren(...fresh.childNodes);
    askAgain();
  };
  request.send();
}

if (shown) {
  setTimeout(() => ask(shown), PAUSE_MS);
}

export {};
