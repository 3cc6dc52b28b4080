export * from "./act-data.ts";
