export * from "./audit-chain.ts";
export * from "./evidence.ts";
export * from "./slot.ts";
