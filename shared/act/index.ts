export * from "./act-data.ts";
export * from "./machine/states.ts";
export * from "./machine/head.ts";
export * from "./machine/command.ts";
export * from "./machine/refusal.ts";
export * from "./machine/manifest.ts";
export * from "./machine/reduce.ts";
export * from "./canonical-json.ts";
