import type { ActData } from "../act-data.ts";
import { type Notes } from "./found.ts";
import type { ReadParagraph } from "./paragraphs.ts";

type Statements = ActData["statements"];
/**
 * The statements that an act makes of itself, each read from its own sentence.
 *
 * That a sentence is there is what is read; whether it is true, or enough, is a person's answer.
 */
export declare function readStatements(paragraphs: readonly ReadParagraph[], notes: Notes): Statements;
