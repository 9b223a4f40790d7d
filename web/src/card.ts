// The card on a phone.
import { keepOffline } from "./keep-offline.ts";

void keepOffline();
