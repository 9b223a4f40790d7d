// A scanner that types like a keyboard, and Enter at the end. In a field it fills the field, as a person does; anywhere else on
// the page nobody but a scanner types.

/** Milliseconds between two keys, after which it is another scan. */
const longestGap = 1_000;
/** Keys. A code is the shortest thing worth scanning. */
const fewest = 10;

/** Calls `scanned` with all that was typed outside of fields. */
export function keyboardScanner(scanned: (text: string) => void): void {
  let typed = "";
  let last = 0;
  const listen = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    if (event.timeStamp - last > longestGap) typed = "";
    last = event.timeStamp;
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) typed += event.key;
    if (event.key !== "Enter" || typed.length < fewest) return;
    // It is no press of the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    scanned(asOnPaper(typed));
    typed = "";
  };
  document.addEventListener("keydown", listen, { capture: true });
}

/** What a scanner meant that is set to an American keyboard: on a British one its # is a £. */
export function asOnPaper(typed: string): string {
  return typed.replace("/v£", "/v#");
}
