import type { Block } from "../../shared/act/index.ts";

// A section of the act as people write it in one field: a paragraph a line, `1.` before numbered points, `-` before
// dashes, what belongs under a point indented. `|` goes on with the paragraph above on a line of its own, `\` takes the
// line as it is; both are there so that every text that an act can hold comes back as it was.

const indent = "    ";

function lineOf(block: Block, number: number): string {
  const text = block.text.replaceAll("\n", "\n| ");
  if (block.style === "numbered") return `${number}. ${text}`;
  if (block.style === "dash") return `- ${text}`;
  return /^(?:\d{1,3}[.)] |[-–•] |[\\|]|\s|$)/.test(text) ? `\\${text}` : text;
}

/** The paragraphs as lines. */
export function textOfBlocks(blocks: readonly Block[], depth = 0): string {
  let number = 0;
  return blocks
    .map((block) => {
      if (block.style === "numbered") number += 1;
      const own = lineOf(block, number)
        .split("\n")
        .map((one) => indent.repeat(depth) + one)
        .join("\n");
      const under = block.children?.length ? `\n${textOfBlocks(block.children, depth + 1)}` : "";
      return own + under;
    })
    .join("\n");
}

type Growing = { style: Block["style"]; text: string; children?: Growing[] };

function blockOf(line: string): Growing {
  if (line.startsWith("\\")) return { style: "plain", text: line.slice(1) };
  const numbered = /^\d{1,3}[.)] (.*)$/s.exec(line)?.[1];
  if (numbered !== undefined) return { style: "numbered", text: numbered };
  const dash = /^[-–•] (.*)$/s.exec(line)?.[1];
  return dash === undefined ? { style: "plain", text: line } : { style: "dash", text: dash };
}

/** The paragraphs that the lines are. The numbers that were typed do not count, only their order does. */
export function blocksOfText(text: string): Block[] {
  const roots: Growing[] = [];
  const open: { readonly width: number; readonly block: Growing }[] = [];
  for (const raw of text.replaceAll("\t", indent).split(/\r\n|\r|\n/)) {
    const width = /^ */.exec(raw)?.[0].length ?? 0;
    const line = raw.slice(width);
    const above = open.at(-1);
    if (line.startsWith("|") && above) {
      above.block.text += `\n${line.slice(1).replace(/^ /, "")}`;
      continue;
    }
    if (line.trim() === "" && !line.startsWith("\\")) continue;
    const block = blockOf(line);
    if (block.text === "") continue;
    while ((open.at(-1)?.width ?? -1) >= width) open.pop();
    const parent = open.at(-1)?.block;
    if (parent) parent.children = [...(parent.children ?? []), block];
    else roots.push(block);
    open.push({ width, block });
  }
  return roots;
}
