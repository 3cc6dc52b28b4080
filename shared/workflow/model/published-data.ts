import type { ActData, PublishedHead } from "../../act/index.ts";
import type { Objects } from "../ports/objects.ts";
import { readActData } from "./act-data.ts";

/** The data that may be shown of a published act. */
export const publishedData = (objects: Objects, head: PublishedHead): Promise<ActData> => readActData(objects, head);
