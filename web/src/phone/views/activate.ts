// Putting the card on this phone: the letter's link, its square or its typed code says which card, six numbers that were
// told another way say for whom. Nothing is redeemed before the button is pressed.
import { parseActivationCode } from "../../card/short-code.ts";
import { element } from "../../check/elements.ts";
import { field, formOf, submit } from "../fields.ts";
import { redeem } from "../grant.ts";
import { mustInstallFirst } from "../install.ts";
import { type Offer, type Place, placeOf, placeOfCode, readOffer } from "../offer.ts";
import { Refused, Unreachable } from "../server.ts";
import type { Stage } from "../stage.ts";
import { paragraph, press, section, type View } from "../view.ts";
import { say } from "../words.ts";

/** What was found out so far; kept while the page lives, so that going away and back loses nothing. */
const found: { offer?: Offer | undefined; code: string; digits: string; here?: true } = {
  code: "",
  digits: "",
};

/** `link` is what stood behind the address's `#`, if the letter's link was opened. */
export function activateView(stage: Stage, link: string | undefined): View {
  const box = element("div", { class: "steps" });
  const show = (...body: Node[]) => box.replaceChildren(...body);
  if (mustInstallFirst() && !found.here) {
    const goOn = press(say("phone-ios-skip"), "quiet-button", () => {
      found.here = true;
      stage.go("activate");
    });
    const steps = ["share", "add", "open"].map((step) => element("li", {}, say(`phone-ios-${step}`)));
    const body = [paragraph(say("phone-ios-why"), "lead"), element("ol", { class: "numbered" }, ...steps), goOn];
    return { title: say("phone-ios-title"), body };
  }
  const place = link ? placeOf(link) : undefined;
  if (found.offer) show(...digitsStep(stage, show));
  else if (place) void look(place, stage, show);
  else show(...codeStep(stage, show, link ? say("phone-put-link-wrong") : undefined));
  const replaces = stage.held.grant ? [paragraph(say("phone-put-replaces"), "notice")] : [];
  return { title: say("phone-put-title"), back: "card", body: [...replaces, box] };
}

type Show = (...body: Node[]) => void;

/** Reads the offer, which changes nothing, and asks for the six numbers. */
async function look(place: Place, stage: Stage, show: Show): Promise<void> {
  show(element("p", { role: "status" }, say("phone-arriving")));
  try {
    found.offer = await readOffer(place);
    show(...digitsStep(stage, show));
  } catch (fault) {
    if (fault instanceof Unreachable) {
      const again = press(say("phone-try-again"), "main", () => void look(place, stage, show));
      show(element("p", { role: "alert" }, say("phone-put-offline")), again);
    } else if (fault instanceof Refused) {
      show(...codeStep(stage, show, say("phone-put-gone")));
    } else throw fault;
  }
}

function codeStep(stage: Stage, show: Show, complaint?: string): Node[] {
  const code = field("code", say("phone-put-code"), say("phone-put-code-hint"), {
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "30",
    class: "code",
  });
  code.input.value = found.code;
  code.input.addEventListener("input", () => (found.code = code.input.value));
  const form = formOf(
    async () => {
      const typed = code.input.value.trim();
      const link = placeOf(typed);
      if (link) return look(link, stage, show);
      const whole = parseActivationCode(typed);
      if (!whole) return code.complain(say(typed === "" ? "phone-put-code-empty" : "phone-put-code-wrong"));
      try {
        await look(await placeOfCode(whole), stage, show);
      } catch (fault) {
        code.complain(complaintOf(fault, "phone-put-code-unknown"));
      }
    },
    code.group,
    submit(say("phone-put-code-next")),
  );
  const fault = complaint ? [element("p", { class: "fault", role: "alert" }, complaint)] : [];
  return [
    ...fault,
    paragraph(say("phone-put-how"), "lead"),
    scanPart(stage, show),
    section(say("phone-put-type"), form),
  ];
}

/** The camera is loaded when somebody wants it, and closed as soon as it has read the letter. */
function scanPart(stage: Stage, show: Show): HTMLElement {
  const box = element("div", { class: "scan" });
  const start = press(say("phone-put-scan"), "wide", async () => {
    const { scanLetter } = await import("../scan.ts");
    const scanned = await scanLetter(box, (text) => placeOf(text) !== undefined);
    const place = typeof scanned === "string" ? placeOf(scanned) : undefined;
    if (place) return look(place, stage, show);
    const fault = element("p", { class: "fault", role: "alert" }, say("phone-put-camera"));
    box.replaceChildren(start, ...(scanned === "no camera" ? [fault] : []));
    start.focus();
  });
  box.append(start);
  return box;
}

function digitsStep(stage: Stage, show: Show): Node[] {
  const digits = field("digits", say("phone-put-digits"), say("phone-put-digits-hint"), {
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: "12",
    class: "code",
  });
  digits.input.value = found.digits;
  digits.input.addEventListener("input", () => (found.digits = digits.input.value));
  const working = element("p", { role: "status" });
  const form = formOf(
    async () => {
      const typed = digits.input.value.replace(/[\s-]/g, "");
      if (typed === "") return digits.complain(say("phone-put-digits-empty"));
      if (!/^[0-9]{6}$/.test(typed)) return digits.complain(say("phone-put-digits-form"));
      if (!found.offer) return show(...codeStep(stage, show));
      digits.complain();
      working.textContent = say("phone-put-working");
      try {
        await redeem(found.offer, typed);
        await arrive(stage);
      } catch (fault) {
        working.textContent = "";
        digits.complain(complaintOf(fault, "phone-put-digits-wrong"));
      }
    },
    digits.group,
    submit(say("phone-put-button")),
    working,
  );
  const what = section(say("phone-put-what-title"), paragraph(say("phone-put-what")));
  return [element("p", { class: "lead", role: "status" }, say("phone-put-found")), form, what];
}

/** The card is here; what the letter said is forgotten, and a browser that may throw things away is asked not to. */
async function arrive(stage: Stage): Promise<void> {
  Object.assign(found, { offer: undefined, code: "", digits: "" });
  // Safari and Firefox may ask their user; a no changes nothing.
  void navigator.storage?.persist?.();
  await stage.syncNow();
  stage.go("card");
}

function complaintOf(fault: unknown, words: string): string {
  if (fault instanceof Unreachable) return say("phone-put-offline");
  if (!(fault instanceof Refused)) throw fault;
  if (fault.status === 429) return say("phone-put-too-many", { minutes: Math.ceil((fault.wait ?? 60) / 60) });
  return say(words);
}
