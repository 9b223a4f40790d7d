// The form of a page that somebody typed into and did not send.

export function typedInto(): HTMLFormElement | undefined {
  const forms = [...document.querySelectorAll<HTMLFormElement>("main form")];
  return forms.find(({ elements }) => [...elements].some(typed));
}

function typed(field: Element): boolean {
  if (field instanceof HTMLSelectElement) return isChosen([...field.options]);
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (!(field instanceof HTMLInputElement)) return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** A list in which the page chose nothing stands at its first entry. */
function isChosen(options: HTMLOptionElement[]): boolean {
  const wasChosen = options.some((one) => one.defaultSelected);
  return options.some((one, place) => one.selected !== (wasChosen ? one.defaultSelected : place === 0));
}
