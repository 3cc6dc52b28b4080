// The engine's process, brought down as the system would, where the act's subject asks for it: at once, or when it has
// answered.
import process from "node:process";

const fall = () => process.kill(process.pid, "SIGSEGV");
process.on("message", ({ act }: { readonly act?: { readonly subject: string } }) => {
  if (act?.subject === "cadi") fall();
  if (act?.subject !== "cadi dopo") return;
  const { send } = process;
  const answerAndFall = (answer: unknown) => {
    setTimeout(fall, 100);
    return send ? Reflect.apply(send, process, [answer]) : false;
  };
  process.send = answerAndFall;
});
await import("../../../local/engine/worker.ts");
