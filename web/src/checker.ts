// The checker, for those who check often.
import { keepOffline } from "./keep-offline.ts";

void keepOffline();
