// Keeps a part of a page up to date while its form is filled in: sends the same form as its button does, and reads the same page.

/**
 * Sends the form when nothing was typed for `pauseMs`, with `besides` among its fields, and gives the page that came back. What
 * was asked before is dropped.
 */
export function whileTyped(
  form: HTMLFormElement,
  pauseMs: number,
  besides: Record<string, string>,
  show: (page: Document) => void,
): void {
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
      if (request.responseXML) show(request.responseXML);
    };
    const fields = new URLSearchParams(besides);
    for (const [name, value] of new FormData(form)) {
      fields.append(name, String(value));
    }
    request.send(fields);
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, pauseMs);
  });
}
