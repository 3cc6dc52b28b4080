import type { ActData, Block } from "../../shared/act/index.ts";
import type { Messages } from "../messages/messages.ts";

type Run = { readonly style: Block["style"]; readonly start: number; readonly blocks: readonly Block[] };

/** Siblings of one style that follow each other, with the number that the first of them has among the numbered ones. */
function runsOf(blocks: readonly Block[]): readonly Run[] {
  const runs: { style: Block["style"]; start: number; blocks: Block[] }[] = [];
  let numbered = 0;
  for (const block of blocks) {
    const last = runs.at(-1);
    if (block.style === "numbered") numbered += 1;
    if (last?.style === block.style) last.blocks.push(block);
    else runs.push({ style: block.style, start: numbered, blocks: [block] });
  }
  return runs;
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  const item = (block: Block) => (
    <li>
      {block.text}
      {block.children ? <Blocks blocks={block.children} /> : null}
    </li>
  );
  return (
    <>
      {runsOf(blocks).map((run) => {
        if (run.style === "numbered")
          return <ol {...(run.start > 1 ? { start: run.start } : {})}>{run.blocks.map(item)}</ol>;
        if (run.style === "dash") return <ul class="dashes">{run.blocks.map(item)}</ul>;
        return run.blocks.map((block) => (
          <>
            <p>{block.text}</p>
            {block.children ? <Blocks blocks={block.children} /> : null}
          </>
        ));
      })}
    </>
  );
}

/** The whole text of the act, section by section in the order of the determina. Headings are one level under `h2`. */
export function ActText({ data, m }: { data: ActData; m: Messages }) {
  const { sections } = data;
  if (!sections) return <p>{m.act.noText}</p>;
  const parts = [
    [m.act.premises, sections.premises],
    [m.act.motivation, sections.motivation],
    [m.act.administrativeChecks, sections.administrativeChecks],
    [m.act.accountingChecks, sections.accountingChecks],
    [m.act.legislation, sections.legislation],
  ] as const;
  const shown = parts.filter(([, blocks]) => blocks.length > 0);
  if (shown.length === 0 && sections.decision.length === 0) return <p>{m.act.noText}</p>;
  return (
    <div class="act-text" lang="it">
      <p class="act-organ">IL {data.organ}</p>
      {shown.map(([title, blocks]) => (
        <section>
          <h3>{title}</h3>
          <Blocks blocks={blocks} />
        </section>
      ))}
      {sections.decision.length > 0 ? (
        <section>
          <p class="act-organ">{m.act.decides.toUpperCase()}</p>
          <h3>{m.act.decision}</h3>
          <Blocks blocks={sections.decision} />
        </section>
      ) : null}
    </div>
  );
}
