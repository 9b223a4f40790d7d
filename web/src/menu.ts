// What a page of the menu does besides with a script: keeps services on this phone, copies its link, opens its questions where
// there is room for them.
import { keepOffline } from "./keep-offline.ts";
import { keep, keptList, most, showCount, tell, whenOthersKeep } from "./menu/kept-list.ts";
import { unfoldOnPaper } from "./menu/unfold.ts";

const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-keep]")];

function show(): void {
  const ids = new Set(keptList().map(({ told }) => told.id));
  for (const button of buttons) {
    const isKept = ids.has(button.dataset.keep ?? "");
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isKept));
    button.textContent = (isKept ? button.dataset.added : button.dataset.add) ?? "";
    button.setAttribute("aria-label", (isKept ? button.dataset.addedLabel : button.dataset.addLabel) ?? "");
  }
  showCount();
}

async function press(button: HTMLButtonElement): Promise<void> {
  const id = button.dataset.keep ?? "";
  const list = keptList();
  if (list.some(({ told }) => told.id === id)) {
    keep(list.filter(({ told }) => told.id !== id));
    return show();
  }
  if (list.length >= most) {
    say(button, button.dataset.full);
    return;
  }
  const answer = await tell([id]).catch(() => undefined);
  if (!answer) {
    say(button, button.dataset.offline);
    return;
  }
  const [told] = answer.services;
  // The list may have changed in another tab meanwhile.
  const isKept = told !== undefined && keep([...keptList().filter((one) => one.told.id !== id), { told }]);
  show();
  if (isKept) void keepOffline();
  else say(button, button.dataset.unable);
}

/** Says in the button's own place why it did nothing. */
function say(button: HTMLButtonElement, words = ""): void {
  button.textContent = words;
  button.setAttribute("aria-label", words);
}

for (const button of buttons) button.addEventListener("click", () => void press(button));
whenOthersKeep(show);
show();
unfoldOnPaper();

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy ?? "");
  if (!(field instanceof HTMLInputElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value).catch(() => field.select());
    const says = button.nextElementSibling;
    if (says) says.textContent = button.dataset.copied ?? "";
  });
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-share]")) {
  const field = document.getElementById(button.dataset.share ?? "");
  if (!(field instanceof HTMLInputElement) || !navigator.canShare?.({ url: field.value })) continue;
  button.hidden = false;
  // Whoever closes the phone's own sheet again has changed their mind.
  button.addEventListener("click", () => void navigator.share({ url: field.value }).catch(() => undefined));
}

if (matchMedia("(min-width: 60rem)").matches) {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("[data-open-wide]")) details.open = true;
}
