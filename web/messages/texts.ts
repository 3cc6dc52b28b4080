import type { Lang } from "../views.ts";
import { en } from "./en.ts";
import { it, type Messages } from "./it.ts";
import { printed } from "./printed.ts";

/** All texts, as they are printed. On Lambda each part of them is read when a page first asks for it. */
export const texts: Readonly<Record<Lang, Messages>> = { it: printed<Messages>(it), en: printed<Messages>(en) };
