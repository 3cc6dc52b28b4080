import type { Command } from "commander";
import type { StorePlace } from "./archive-stores.ts";

export type StoreOptions = {
  readonly data?: string;
  readonly table?: string;
  readonly intake?: string;
  readonly vault?: string;
  readonly portal?: string;
};

/** How every command that takes a whole store names it. */
export const withStore = (command: Command): Command =>
  command
    .option("--data <dir>", "cartella dei dati / data folder")
    .option("--table <name>", "tabella DynamoDB / DynamoDB table")
    .option("--intake <bucket>", "deposito S3 degli arrivi / S3 bucket of arrivals")
    .option("--vault <bucket>", "deposito S3 degli originali / S3 bucket of originals")
    .option("--portal <bucket>", "deposito S3 del portale / S3 bucket of the portal");

/** The store that was named, or what is missing. `itemsAlone`: the buckets are not needed. */
export function storeOf(
  { data, table, intake, vault, portal }: StoreOptions,
  { itemsAlone = false } = {},
): { readonly store: StorePlace } | { readonly problem: string } {
  if (data !== undefined && table === undefined) return { store: { data } };
  const named = table !== undefined && data === undefined;
  if (named && itemsAlone) return { store: { table, intake: "", vault: "", portal: "" } };
  if (named && intake && vault && portal) return { store: { table, intake, vault, portal } };
  const needed = itemsAlone ? "--table" : "--table --intake --vault --portal";
  return { problem: `indicare --data, oppure ${needed} / name --data, or else ${needed}` };
}
