// A scanner that types like a keyboard: far quicker than a person, and Enter at the end.

/** Milliseconds between two keys. */
const longestGap = 100;
/** Keys. A code is the shortest thing worth scanning. */
const fewest = 10;

/** Calls `scanned` with all that was typed so fast, wherever on the page the keyboard is. */
export function keyboardScanner(scanned: (text: string) => void): void {
  let typed = "";
  let last = 0;
  const listen = (event: KeyboardEvent): void => {
    if (event.timeStamp - last > longestGap) typed = "";
    last = event.timeStamp;
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key;
    if (event.key !== "Enter" || typed.length < fewest) return;
    // It is no press of the button that has the focus, and no sending of a form.
    event.preventDefault();
    event.stopPropagation();
    scanned(asOnPaper(typed));
    typed = "";
  };
  document.addEventListener("keydown", listen, { capture: true });
}

/** A scanner set to an American keyboard types £ for # on a British one. */
function asOnPaper(typed: string): string {
  return typed.replace("/v£", "/v#");
}
