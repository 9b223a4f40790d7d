// The catalogue's messages that these pages need, in the language of the page.

import texts from "words:verdict-,why-,when-,date-,arrangement-,setting-,place-,role-,fare-,topic-,check-,page-";
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";

// A language that the pages have and the scripts lack is one that only tests speak.
const page = globalThis.document?.documentElement.lang ?? "en";
const language = page in texts ? page : "en";
const bundle = new FluentBundle(language, { useIsolating: false });
bundle.addResource(new FluentResource(texts[language] ?? ""));

/** Adds the messages of one app, which other pages do not need: what `import texts from "words:…"` gives. */
export function alsoSay(more: Record<string, string>): void {
  bundle.addResource(new FluentResource(more[language] ?? ""));
}

/** Whether there is such a message, for keys that are made of what came from elsewhere. */
export function knows(key: string): boolean {
  return bundle.hasMessage(key);
}

/** Says a message. The build has seen to it that each is there; an argument that is missing is a fault of ours. */
export function say(key: string, values: Record<string, FluentVariable> = {}): string {
  const pattern = bundle.getMessage(key)?.value;
  if (!pattern) throw new Error(`no words for ${key}`);
  const faults: Error[] = [];
  const said = bundle.formatPattern(pattern, plain(values), faults);
  if (faults[0]) throw faults[0];
  return said;
}

/** Numbers as the server says them, 2000 and not 2,000. */
function plain(values: Record<string, FluentVariable>): Record<string, FluentVariable> {
  const whole = (value: FluentVariable) =>
    typeof value === "number" ? new FluentNumber(value, { useGrouping: false }) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, whole(value)]));
}
