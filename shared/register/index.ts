export * from "./audit-chain.ts";
export * from "./slot.ts";
