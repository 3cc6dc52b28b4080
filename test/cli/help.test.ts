import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { inBothLanguages } from "../../cli/help-words.ts";
import { commandLine } from "../../cli/main.ts";
import { port } from "../../cli/option-values.ts";

// Proves that what the command line says of itself, and of a line it does not understand, is in both languages.

const every = (command: Command): Command[] => [command, ...command.commands.flatMap(every)];
const program = commandLine(() => () => Promise.resolve());

describe("the help", () => {
  it.each(every(program).map((one) => [one.name(), one] as const))("of %s is in both languages", (_, command) => {
    const help = command.helpInformation();
    expect(help).toContain("Uso / Usage: visto");
    expect(help).not.toMatch(/display help|default: false/);
    const texts = [command.description(), ...command.options.map(({ description }) => description)];
    expect(texts.filter((text) => !text.includes(" / "))).toEqual([]);
  });

  it("names every command of the public contract", () => {
    const names = every(program).map((one) => one.name());
    for (const name of ["verify", "fingerprint", "check", "import", "stamp", "proof", "demo", "serve"])
      expect(names).toContain(name);
  });
});

describe("a line that is not understood", () => {
  it.each([
    [["fare"], "comando sconosciuto: fare"],
    [["tagliare", "a", "--in", "2", "--piano"], "opzione sconosciuta: --piano"],
    [["tagliare", "--in", "2"], "manca un argomento: file"],
    [["tagliare", "a", "b", "--in", "2"], "argomenti di troppo: tagliare"],
    [["tagliare", "a"], "manca un'opzione che serve: --in <n>"],
    [["tagliare", "a", "--in"], "manca il valore di un'opzione: --in <n>"],
    [["tagliare", "a", "--in", "-7"], "valore non valido di --in <n>: -7"],
  ])("%j is told in Italian, then in English", async (line, italian) => {
    let err = "";
    const one = inBothLanguages(
      new Command("prova").exitOverride().configureOutput({ writeErr: (text) => (err += text) }),
    );
    one.command("tagliare <file>").requiredOption("--in <n>", "in quanti pezzi / how many pieces", port);
    await expect(one.parseAsync(line, { from: "user" })).rejects.toBeInstanceOf(CommanderError);
    expect(err).toMatch(/^errore: .*\nerror: /);
    expect(err).toContain(italian);
  });
});
