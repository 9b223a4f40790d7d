// The catalogue's messages that these pages need, in the language of the page.

import english from "words:en?verdict-,why-,when-,date-,arrangement-,setting-,place-,role-,fare-,topic-,check-,page-";
import { FluentBundle, FluentNumber, FluentResource, type FluentVariable } from "@fluent/bundle";

const bundle = new FluentBundle("en", { useIsolating: false });
bundle.addResource(new FluentResource(english));

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
