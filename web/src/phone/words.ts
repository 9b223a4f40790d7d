// The words of the phone card, beside those that it shares with the pages for checking.
import texts from "words:own-,phone-";
import { alsoSay } from "../words.ts";

alsoSay(texts);

export { knows, say } from "../words.ts";
